-- title.fr: Taux d’acquisition
-- title.en: Acquisition rate
-- kind: mean
-- unit.fr: clients par €
-- unit.en: customers per €
-- scale: 0..
-- better: higher
-- users: manager
-- source: Smart Tribune, « KPIs et tableaux de bord »
-- needs: marketing_spend
--
-- New customers ÷ marketing spend: customers per euro, not a percentage. Its inverse is acquisition_cost.
--
-- fr: Nouveaux clients ÷ dépenses marketing : des clients par euro, pas un pourcentage. L’inverse est acquisition_cost.

select at, day, channel, lang, application, theme, 10000 as num, 0 as den, null as campaign
from life
where state = 'acquired'
union all
select at, day, channel, lang, application, theme, 0 as num, amount as den, campaign
from spends
