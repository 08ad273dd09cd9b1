-- title.fr: Taux de transfert automatique depuis le selfcare
-- title.en: Rate of automatic transfers from selfcare
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Smart Tribune, « KPIs et tableaux de bord »
--
-- Share of engaged episodes whose first hand-off was made by the device.
--
-- fr: Part des épisodes engagés dont le premier transfert a été fait par l’outil.

select at, day, channel, lang, application, theme, coalesce(cause = 'automatic', false) as num, 1 as den, outcome
from episodes
where engaged
