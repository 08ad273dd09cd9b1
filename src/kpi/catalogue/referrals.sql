-- title.fr: Recommandations
-- title.en: Referrals
-- kind: sum
-- scale: 0..
-- better: higher
-- users: manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Number of recommendations made.
--
-- fr: Nombre de recommandations faites.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, campaign
from referrals
