-- title.fr: Taux de transfert depuis le selfcare
-- title.en: Transfer rate from selfcare
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner, manager
-- source: Smart Tribune, « KPIs et tableaux de bord »
--
-- Share of engaged episodes that ended with a human, whatever the cause of the hand-off.
--
-- fr: Part des épisodes engagés qui ont fini chez un humain, quelle que soit la cause du transfert.

select at, day, channel, lang, application, theme, (outcome = 'escalated') as num, 1 as den, cause
from episodes
where engaged
