-- title.fr: Évaluations inexploitables
-- title.en: Reviews that cannot be used
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: quality
-- source: Vigie
--
-- Share of reviews with a score that its scale does not hold: that score is in no sum, and `flag` says why.
--
-- fr: Part des évaluations dont une note sort de son échelle : cette note n’entre dans aucune somme, et `flag` dit pourquoi.

select at, day, channel, lang, application, theme, flag is not null as num, 1 as den, grid, contact, agent, team, flag
from reviews
