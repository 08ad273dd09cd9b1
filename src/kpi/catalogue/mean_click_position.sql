-- title.fr: Position moyenne des clics
-- title.en: Mean click position
-- kind: mean
-- unit.fr: place dans la liste, à partir de 1
-- unit.en: place in the list, from 1
-- scale: 1..
-- better: lower
-- users: editor
-- source: AddSearch
--
-- Mean place, from 1, of the clicked articles in their list of results.
--
-- fr: Place moyenne, à partir de 1, des articles cliqués dans leur liste de résultats.

select at, day, channel, lang, application, theme, position as num, 1 as den, article, query
from clicks
where position is not null
