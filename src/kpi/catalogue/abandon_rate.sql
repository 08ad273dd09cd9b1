-- title.fr: Taux d’abandon d’appels
-- title.en: Abandon rate
-- kind: ratio
-- scale: 0..1
-- better: lower
-- target: 0.05
-- users: quality, manager
-- source: Smart Tribune, « KPIs et tableaux de bord »; Amazon Connect
--
-- Share of those who waited for a human and gave up before anybody answered.
-- An abnormally high value means that the service is overloaded, or that chatbot and FAQ do not do their job.
--
-- fr: Part de ceux qui ont attendu un conseiller et ont renoncé avant qu’il ne réponde.
-- fr: Une valeur anormalement haute dit que le service est débordé, ou que le chatbot et la FAQ ne jouent pas leur rôle.

select at, day, channel, lang, application, theme, abandoned as num, 1 as den, contact, agent, team, reason, wait
from contacts
where queued
