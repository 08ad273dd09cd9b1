-- title.fr: Temps d’inactivité
-- title.en: Idle time
-- kind: sum
-- unit.fr: h
-- unit.en: h
-- scale: 0..
-- better: none
-- users: quality
-- source: Vigie
-- divisor: 3600000
--
-- Hours in which agents waited for a contact.
--
-- fr: Heures passées par les conseillers à attendre un contact.

select at, day, channel, lang, application, theme, idle as num, 1 as den, agent, team
from work
where idle is not null
