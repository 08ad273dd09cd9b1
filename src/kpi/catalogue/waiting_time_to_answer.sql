-- title.fr: Temps d’attente jusqu’à la réponse
-- title.en: Waiting time until the answer
-- kind: mean
-- unit.fr: s
-- unit.en: s
-- scale: 0..
-- better: lower
-- users: quality
-- source: Fonvirtual, « Les KPI du service client »
--
-- Mean time, in seconds, from the beginning of a contact to a human’s first reply: one article counts the wait up to the answer, another up to the pick-up (waiting_time).
--
-- fr: Temps moyen, en secondes, du début d’un contact à la première réponse d’un conseiller : un article compte l’attente jusqu’à la réponse, un autre jusqu’au décroché (waiting_time).

select at, day, channel, lang, application, theme, first_response as num, 1000 as den, contact, agent, team, reason
from contacts
where first_response is not null
