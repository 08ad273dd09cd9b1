-- title.fr: Part de conversations neutres
-- title.en: Share of neutral conversations
-- kind: ratio
-- scale: 0..1
-- better: none
-- users: quality
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Share of conversations whose mean sentiment is neutral: between -0.05 and 0.05.
--
-- fr: Part des conversations dont le sentiment moyen est neutre : entre -0,05 et 0,05.

select at, day, channel, lang, application, theme, (sentiment > -500 and sentiment < 500) as num, 1 as den, turns, id
from conversations
where sentiment is not null
