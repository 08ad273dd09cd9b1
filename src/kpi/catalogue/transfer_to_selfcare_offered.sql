-- title.fr: Taux de redirection proposée vers le selfcare
-- title.en: Offered transfer rate to selfcare
-- kind: ratio
-- scale: 0..1
-- better: none
-- users: quality
-- source: EasyVista, « 10 KPI pour analyser la relation client »; Smart Tribune, « KPIs et tableaux de bord »
--
-- Share of contacts in which selfcare was proposed, forced redirects left aside.
--
-- fr: Part des contacts où le selfcare a été proposé, hors redirections forcées.

select at, day, channel, lang, application, theme, offered as num, 1 as den, contact
from contacts
where reached
