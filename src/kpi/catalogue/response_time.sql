-- title.fr: Temps de réponse moyen
-- title.en: Mean response time
-- kind: mean
-- unit.fr: min
-- unit.en: min
-- scale: 0..
-- better: lower
-- target: 10
-- users: quality, manager
-- source: Fonvirtual, « Les KPI du service client »; LiveAgent, « Les 16 principales métriques du service client »
--
-- Sum of response times ÷ number of responses, in minutes; 82% of customers expect 10 minutes at most, says the article.
--
-- fr: Somme des temps de réponse ÷ nombre de réponses, en minutes ; 82 % des clients attendent 10 minutes au plus, dit l’article.

select at, day, channel, lang, application, theme, response_time as num, responses_timed * 60000 as den, contact, agent, team, reason
from contacts
where responses_timed > 0
