-- title.fr: Dépenses marketing
-- title.en: Marketing spend
-- kind: sum
-- unit.fr: €
-- unit.en: €
-- better: none
-- users: manager
-- source: Smart Tribune, « KPIs et tableaux de bord »
-- divisor: 10000
--
-- Sum of `spend` events.
--
-- fr: Somme des événements `spend`.

select at, day, channel, lang, application, theme, amount as num, 1 as den, campaign
from spends
