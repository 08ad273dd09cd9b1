-- title.fr: Taux de décroché
-- title.en: Answer rate
-- kind: ratio
-- scale: 0..1
-- better: higher
-- target: 0.9
-- users: quality, manager
-- source: EasyVista, « 10 KPI pour analyser la relation client »
--
-- Share of those who waited for a human and were answered, however long it took.
-- The “80% in 90 s” of the same article is a service level: see service_level. As a count: answered_contacts.
--
-- fr: Part de ceux qui ont attendu un conseiller et à qui il a répondu, quelle que soit l’attente.
-- fr: Le « 80 % en moins d’1 min 30 » du même article est un niveau de service : voir service_level. En nombre : answered_contacts.

select at, day, channel, lang, application, theme, answered as num, 1 as den, contact, agent, team, reason, wait
from contacts
where queued
