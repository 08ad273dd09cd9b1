-- title.fr: Taux de transfert demandé depuis le selfcare
-- title.en: Rate of requested transfers from selfcare
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Smart Tribune, « KPIs et tableaux de bord »
--
-- Share of engaged episodes whose first hand-off was asked for by the person.
--
-- fr: Part des épisodes engagés dont le premier transfert a été demandé par la personne.

select at, day, channel, lang, application, theme, coalesce(cause = 'requested', false) as num, 1 as den, outcome
from episodes
where engaged
