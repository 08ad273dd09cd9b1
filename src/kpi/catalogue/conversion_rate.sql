-- title.fr: Taux de transformation
-- title.en: Conversion rate
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: manager
-- source: EasyVista, « 10 KPI pour analyser la relation client »
--
-- Share of answered outbound contacts that a purchase names.
--
-- fr: Part des contacts sortants décrochés suivis d’un achat qui les nomme.

select at, day, channel, lang, application, theme, sold > 0 as num, 1 as den, contact, agent, team, reason
from contacts
where direction = 'outbound' and answered
