-- title.fr: Temps de travail
-- title.en: Working time
-- kind: sum
-- unit.fr: h
-- unit.en: h
-- scale: 0..
-- better: none
-- users: quality
-- source: Vigie
-- divisor: 3600000
--
-- Hours that agents worked.
--
-- fr: Heures travaillées par les conseillers.

select at, day, channel, lang, application, theme, worked as num, 1 as den, agent, team
from work
