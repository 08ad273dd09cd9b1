-- title.fr: Nouveaux clients
-- title.en: New customers
-- kind: sum
-- scale: 0..
-- better: higher
-- users: manager
-- source: Smart Tribune, « KPIs et tableaux de bord »
--
-- Number of customers won.
--
-- fr: Nombre de clients gagnés.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, referred
from life
where state = 'acquired'
