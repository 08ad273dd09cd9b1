-- title.fr: Panier moyen
-- title.en: Average purchase
-- kind: mean
-- unit.fr: €
-- unit.en: €
-- better: higher
-- users: manager
-- source: Glossaire des indicateurs de l’expérience client; LiveAgent, « Les 16 principales métriques du service client »
--
-- Mean amount of a purchase.
--
-- fr: Montant moyen d’un achat.

select at, day, channel, lang, application, theme, amount as num, 10000 as den, offer, agent, team
from purchases
