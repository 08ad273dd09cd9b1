-- title.fr: Taux de recherches sans clic
-- title.en: No-click rate
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: editor
-- source: Smart Tribune, « KPIs et tableaux de bord »
--
-- Share of searches without a click, among those with at least one result.
--
-- fr: Part des recherches sans clic, parmi celles qui ont au moins un résultat.

select at, day, channel, lang, application, theme, not clicked as num, 1 as den, query, total
from intents
where has_results
