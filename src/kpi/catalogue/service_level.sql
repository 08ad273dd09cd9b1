-- title.fr: Niveau de service
-- title.en: Service level
-- kind: ratio
-- scale: 0..1
-- better: higher
-- target: 0.8
-- users: quality, manager
-- source: EasyVista, « 10 KPI pour analyser la relation client »; Smart Tribune, « KPIs et tableaux de bord »
-- param.within: 90
-- left_out.fr: à attente inconnue
-- left_out.en: of unknown wait
--
-- Share of those who waited for a human and were answered within a time: 80% in 90 seconds in the articles; both numbers can be set.
-- Whoever gave up counts as not answered in time. Contacts that were answered after an unknown wait are left out and counted apart.
--
-- fr: Part de ceux qui ont attendu un conseiller et à qui il a répondu dans un délai : 80 % en 90 secondes dans les articles ; les deux nombres se règlent.
-- fr: Qui renonce n’a pas eu de réponse à temps. Les contacts décrochés après une attente inconnue sont écartés et comptés à part.

select at, day, channel, lang, application, theme, (answered and coalesce(wait <= :within * 1000, false)) as num, 1 as den, answered and wait is null as left_out, contact, agent, team, reason, wait
from contacts
where queued
