-- title.fr: Part de clients qui rachètent
-- title.en: Share of customers who buy again
-- kind: persons
-- scale: 0..1
-- better: higher
-- users: manager
-- source: Vigie
-- at_least: 2
--
-- Share of buying customers with two purchases or more within the period. Money given back is no purchase.
--
-- fr: Part des clients acheteurs avec au moins deux achats dans la période. Un remboursement n’est pas un achat.

select at, day, channel, lang, application, theme, customer as person, 1 as num, 1 as den
from purchases
where amount >= 0
