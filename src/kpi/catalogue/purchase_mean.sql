-- title.fr: Panier moyen
-- title.en: Average purchase
-- kind: mean
-- unit.fr: €
-- unit.en: €
-- better: higher
-- users: manager
-- source: Glossaire des indicateurs de l’expérience client; LiveAgent, « Les 16 principales métriques du service client »
--
-- Amounts, less money given back ÷ purchases.
--
-- fr: Montants, remboursements déduits ÷ achats.

select at, day, channel, lang, application, theme, amount as num, case when amount >= 0 then 10000 else 0 end as den, offer, agent, team
from purchases
