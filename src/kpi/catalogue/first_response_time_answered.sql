-- title.fr: Temps de première réponse, par ticket répondu
-- title.en: First response time, per answered ticket
-- kind: mean
-- unit.fr: min
-- unit.en: min
-- scale: 0..
-- better: lower
-- users: quality, manager
-- source: Glossaire des indicateurs de l’expérience client; LiveAgent, « Les 16 principales métriques du service client »
--
-- Mean time, in minutes, from the beginning of a contact to a human’s first reply, over contacts that got one.
--
-- fr: Temps moyen, en minutes, du début d’un contact à la première réponse d’un conseiller, sur les contacts qui en ont eu une.

select at, day, channel, lang, application, theme, first_response as num, 60000 as den, contact, agent, team, reason
from contacts
where first_response is not null
