-- title.fr: Part de conversations positives
-- title.en: Share of positive conversations
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: quality
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Share of conversations whose mean sentiment is positive: 0.05 or more.
--
-- fr: Part des conversations dont le sentiment moyen est positif : 0,05 ou plus.

select at, day, channel, lang, application, theme, (sentiment >= 500) as num, 1 as den, turns, id
from conversations
where sentiment is not null
