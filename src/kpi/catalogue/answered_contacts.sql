-- title.fr: Contacts décrochés
-- title.en: Answered contacts
-- kind: sum
-- scale: 0..
-- better: none
-- users: quality, manager
-- source: Smart Tribune, « KPIs et tableaux de bord »
--
-- Number of contacts that a human took up: the “taux de décroché” of the article that gives a count. As a rate: answer_rate.
--
-- fr: Nombre de contacts pris par un conseiller : le « taux de décroché » de l’article qui en donne un nombre. En taux : answer_rate.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, contact, agent, team, reason, wait
from contacts
where answered
