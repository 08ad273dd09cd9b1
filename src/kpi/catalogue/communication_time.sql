-- title.fr: Temps de communication moyen
-- title.en: Mean communication time
-- kind: mean
-- unit.fr: s
-- unit.en: s
-- scale: 0..
-- better: none
-- users: quality
-- source: Fonvirtual, « Les KPI du service client »
--
-- Mean time, in seconds, from the beginning of a contact to its end, wait and first messages included.
-- It is not the handling time: see handling_time.
--
-- fr: Temps moyen, en secondes, du début à la fin d’un contact, attente et messages d’accueil compris.
-- fr: Ce n’est pas la durée de traitement : voir handling_time.

select at, day, channel, lang, application, theme, duration as num, 1000 as den, contact, agent, team, reason
from contacts
where answered and duration is not null
