-- title.fr: Taux de promotion intercanal
-- title.en: Cross-channel promotion rate
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: quality
-- source: EasyVista, « 10 KPI pour analyser la relation client »
--
-- Share of test contacts in which another channel was promoted.
--
-- fr: Part des appels mystère où un autre canal a été promu.

select at, day, channel, lang, application, theme, promoted as num, 1 as den, target, contact, agent, team
from audits
