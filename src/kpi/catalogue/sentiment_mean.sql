-- title.fr: Sentiment moyen
-- title.en: Mean sentiment
-- kind: mean
-- unit.fr: de -1 (mauvais) à 1 (bon)
-- unit.en: from -1 (bad) to 1 (good)
-- scale: -1..1
-- better: higher
-- users: quality, manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Mean sentiment of the customers’ turns, from -1 (bad) to 1 (good), over conversations.
--
-- fr: Sentiment moyen des tours de parole des clients, de -1 (mauvais) à 1 (bon), sur les conversations.

select at, day, channel, lang, application, theme, sentiment as num, 10000 as den, turns, id
-- in ten-thousandths, so that sums are exact
from conversations
where sentiment is not null
