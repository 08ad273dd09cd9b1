-- title.fr: Temps de résolution des plaintes, heures ouvrées
-- title.en: Complaint resolution time, business hours
-- kind: mean
-- unit.fr: heures ouvrées
-- unit.en: business hours
-- scale: 0..
-- better: lower
-- users: quality, manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Mean time, in business hours of the site (`vigie site set NAME --hours`), from the beginning of a complaint to its last resolution.
--
-- fr: Temps moyen, en heures ouvrées du site (`vigie site set NOM --hours`), du début d’une plainte à sa dernière résolution.

select at, day, channel, lang, application, theme, resolution_business as num, 3600000 as den, contact, agent, team, complaint, reason
from contacts
where resolution_business is not null and complaint
