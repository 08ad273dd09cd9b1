-- title.fr: Clients partis
-- title.en: Customers who left
-- kind: sum
-- scale: 0..
-- better: lower
-- users: manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Number of customers lost.
--
-- fr: Nombre de clients perdus.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, agent, team
from life
where state = 'left'
