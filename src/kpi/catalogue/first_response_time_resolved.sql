-- title.fr: Temps de première réponse, par ticket résolu
-- title.en: First response time, per resolved ticket
-- kind: mean
-- unit.fr: min
-- unit.en: min
-- scale: 0..
-- better: lower
-- users: quality
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Total first-response time ÷ resolved tickets, in minutes: the article divides by the resolved, so open tickets make it longer. Tickets whose first response is not known are in neither. By the answered: first_response_time_answered.
--
-- fr: Temps total de première réponse ÷ tickets résolus, en minutes : l’article divise par les résolus, les tickets ouverts l’allongent donc. Ceux dont on ignore la première réponse n’y sont pas. Par les répondus : first_response_time_answered.

select at, day, channel, lang, application, theme, first_response as num, resolved * 60000 as den, contact, agent, team, reason
from contacts
where first_response is not null
