-- title.fr: Taux d’attrition (churn)
-- title.en: Churn rate
-- kind: stock
-- scale: 0..
-- better: lower
-- users: manager
-- source: Fonvirtual, « Les KPI du service client »; Glossaire des indicateurs de l’expérience client; LiveAgent, « Les 16 principales métriques du service client »
--
-- Customers lost within the period ÷ customers at its beginning (20 of 250 = 8%).
-- A customer who came and left within the period counts as lost, so churn and retention sum to 100%. Where more went than are known to have come, there is no rate.
--
-- fr: Clients perdus dans la période ÷ clients à son début (20 sur 250 = 8 %).
-- fr: Un client venu et parti dans la période compte comme perdu : attrition et rétention font donc 100 %. S’il en part plus qu’on n’en sait venus, il n’y a pas de taux.

select at, day, channel, lang, application, theme, (state = 'left') as num, case state when 'acquired' then 1 else -1 end as den, state, agent, team
from life
where state in ('acquired', 'left')
