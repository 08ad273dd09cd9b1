-- title.fr: Taux de redirection acceptée vers le selfcare
-- title.en: Accepted transfer rate to selfcare
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: quality, manager
-- source: EasyVista, « 10 KPI pour analyser la relation client »; Smart Tribune, « KPIs et tableaux de bord »
--
-- Share of contacts in which a proposed redirect to selfcare was accepted.
--
-- fr: Part des contacts où une redirection proposée vers le selfcare a été acceptée.

select at, day, channel, lang, application, theme, accepted as num, 1 as den, contact
from contacts
where reached
