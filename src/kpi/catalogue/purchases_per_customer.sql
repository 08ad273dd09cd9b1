-- title.fr: Achats par client
-- title.en: Purchases per customer
-- kind: persons
-- unit.fr: achats
-- unit.en: purchases
-- scale: 0..
-- better: higher
-- users: manager
-- source: Glossaire des indicateurs de l’expérience client; LiveAgent, « Les 16 principales métriques du service client »
--
-- Mean number of purchases per buying customer within the period; money given back is none. Purchases of unknown customers are left out and counted apart.
--
-- fr: Nombre moyen d’achats par client acheteur dans la période ; un remboursement n’en est pas un. Les achats de clients inconnus sont écartés et comptés à part.

select at, day, channel, lang, application, theme, customer as person, 1 as num, 1 as den
from purchases
where amount >= 0
