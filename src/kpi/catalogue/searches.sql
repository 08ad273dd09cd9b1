-- title.fr: Recherches
-- title.en: Searches
-- kind: sum
-- scale: 0..
-- better: none
-- users: editor
-- source: Smart Tribune, « KPIs et tableaux de bord »
--
-- Searches as people meant them: keystrokes and corrections of one search count once.
--
-- fr: Les recherches telles que voulues : frappes et corrections d’une même recherche comptent une fois.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, query, total
from intents
