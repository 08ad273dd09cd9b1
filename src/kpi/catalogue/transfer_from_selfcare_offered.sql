-- title.fr: Taux de transfert proposé depuis le selfcare
-- title.en: Rate of offered transfers from selfcare
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Smart Tribune, « KPIs et tableaux de bord »
--
-- Share of engaged episodes whose first hand-off was proposed by the device.
--
-- fr: Part des épisodes engagés dont le premier transfert a été proposé par l’outil.

select at, day, channel, lang, application, theme, coalesce(cause = 'offered', false) as num, 1 as den, outcome
from episodes
where engaged
