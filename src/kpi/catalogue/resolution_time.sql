-- title.fr: Temps de résolution
-- title.en: Resolution time
-- kind: mean
-- unit.fr: jours
-- unit.en: days
-- scale: 0..
-- better: lower
-- users: quality, manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Mean time, in days of 24 hours, from the beginning of a contact to its last resolution (Monday to Wednesday = 2 days). In business hours: resolution_time_business.
--
-- fr: Temps moyen, en jours de 24 heures, du début d’un contact à sa dernière résolution (lundi à mercredi = 2 jours). En heures ouvrées : resolution_time_business.

select at, day, channel, lang, application, theme, resolution as num, 86400000 as den, contact, agent, team, complaint, reason
from contacts
where resolution is not null
