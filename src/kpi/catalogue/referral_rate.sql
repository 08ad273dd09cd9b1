-- title.fr: Taux de recommandation
-- title.en: Referral rate
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Share of new customers who came by a recommendation (the article gives no formula). Recommendations made: referrals.
--
-- fr: Part des nouveaux clients venus par recommandation (l’article ne donne pas de formule). Recommandations faites : referrals.

select at, day, channel, lang, application, theme, referred as num, 1 as den
from life
where state = 'acquired'
