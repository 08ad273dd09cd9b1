-- title.fr: Temps moyen d’attente
-- title.en: Mean waiting time
-- kind: mean
-- unit.fr: s
-- unit.en: s
-- scale: 0..
-- better: lower
-- users: quality, manager
-- source: Smart Tribune, « KPIs et tableaux de bord »; Fonvirtual, « Les KPI du service client »
--
-- Mean time, in seconds, from entering the queue to the pick-up, over contacts that were answered.
-- Whoever gave up is not in it: see waiting_time_per_served, and abandon_rate.
--
-- fr: Temps moyen, en secondes, de l’entrée en file au décroché, sur les contacts décrochés.
-- fr: Ceux qui renoncent n’y sont pas : voir waiting_time_per_served, et abandon_rate.

select at, day, channel, lang, application, theme, wait as num, 1000 as den, contact, agent, team, reason
from contacts
where answered and wait is not null
