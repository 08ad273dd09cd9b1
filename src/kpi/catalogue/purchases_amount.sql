-- title.fr: Montant des achats
-- title.en: Amount of purchases
-- kind: sum
-- unit.fr: €
-- unit.en: €
-- better: higher
-- users: manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
-- divisor: 10000
--
-- Sum of purchases.
--
-- fr: Somme des achats.

select at, day, channel, lang, application, theme, amount as num, 1 as den, offer, agent, team
from purchases
