-- title.fr: Taux de redirection forcée vers le selfcare
-- title.en: Forced transfer rate to selfcare
-- kind: ratio
-- scale: 0..1
-- better: lower
-- target: 0
-- users: quality, manager
-- source: EasyVista, « 10 KPI pour analyser la relation client »; Smart Tribune, « KPIs et tableaux de bord »
--
-- Share of contacts that were sent to selfcare without a choice. A redirect is an option, never an obligation:
-- a forced one counts here and in no other transfer rate.
--
-- fr: Part des contacts renvoyés au selfcare sans choix. La redirection est une option, jamais une obligation :
-- fr: une redirection forcée compte ici et nulle part ailleurs.

select at, day, channel, lang, application, theme, forced as num, 1 as den, contact
from contacts
where reached
