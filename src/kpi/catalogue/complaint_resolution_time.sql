-- title.fr: Temps de résolution des plaintes
-- title.en: Complaint resolution time
-- kind: mean
-- unit.fr: jours
-- unit.en: days
-- scale: 0..
-- better: lower
-- users: quality, manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Mean time, in days of 24 hours, from the beginning of a complaint to its last resolution (Monday to Wednesday = 2 days). In business hours: complaint_resolution_time_business.
--
-- fr: Temps moyen, en jours de 24 heures, du début d’une plainte à sa dernière résolution (lundi à mercredi = 2 jours). En heures ouvrées : complaint_resolution_time_business.

select at, day, channel, lang, application, theme, resolution as num, 86400000 as den, contact, agent, team, complaint, reason
from contacts
where resolution is not null and complaint
