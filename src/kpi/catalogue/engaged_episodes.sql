-- title.fr: Épisodes engagés
-- title.en: Engaged episodes
-- kind: sum
-- scale: 0..
-- better: none
-- users: editor, bot_owner
-- source: Smart Tribune, « KPIs et tableaux de bord »
--
-- Episodes in which something was asked or done: a search, message, click, vote, survey or hand-off.
--
-- fr: Épisodes où l’on a demandé ou fait quelque chose : recherche, message, clic, vote, enquête ou transfert.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, outcome
from episodes
where engaged
