-- title.fr: Coût d’acquisition
-- title.en: Acquisition cost
-- kind: mean
-- unit.fr: € par client
-- unit.en: € per customer
-- scale: 0..
-- better: lower
-- users: manager
-- source: Smart Tribune, « KPIs et tableaux de bord »
-- needs: marketing_spend
--
-- Marketing spend ÷ new customers.
--
-- fr: Dépenses marketing ÷ nouveaux clients.

select at, day, channel, lang, application, theme, 0 as num, 10000 as den, null as campaign
from life
where state = 'acquired'
union all
select at, day, channel, lang, application, theme, amount as num, 0 as den, campaign
from spends
