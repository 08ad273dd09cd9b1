-- title.fr: Réponses à l’enquête de déflexion
-- title.en: Answers to the deflection survey
-- kind: sum
-- scale: 0..
-- better: none
-- users: bot_owner
-- source: Vigie
--
-- Episodes whose person answered the survey `deflection`: whether it is settled, and whether they would have contacted a human otherwise.
--
-- fr: Épisodes dont la personne a répondu à l’enquête `deflection` : si c’est réglé, et si elle aurait sinon contacté un humain.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, deflected
from episodes
where deflected is not null
