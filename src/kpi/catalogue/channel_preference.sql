-- title.fr: Préférences de canal
-- title.en: Channel preference
-- kind: share
-- scale: 0..1
-- better: none
-- users: manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
-- axis: channel
--
-- By which channel people ask, be it a human or selfcare: proportions of contacts and engaged episodes, which sum to 100%. Response times by channel: response_time.
--
-- fr: Par quel canal les clients demandent, à un humain ou en selfcare : proportions des contacts et des épisodes engagés, qui font 100 %. Temps de réponse par canal : response_time.

select at, day, channel, lang, application, theme, 1 as num, 1 as den
from contacts
where reached
union all
select at, day, channel, lang, application, theme, 1 as num, 1 as den
from episodes
where engaged
