-- title.fr: Marge brute moyenne
-- title.en: Average gross margin
-- kind: ratio
-- scale: ..1
-- better: higher
-- users: manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Margins ÷ amounts, over purchases whose margin is known.
--
-- fr: Marges ÷ montants, sur les achats dont la marge est connue.

select at, day, channel, lang, application, theme, margin as num, amount as den, offer
from purchases
where margin is not null
