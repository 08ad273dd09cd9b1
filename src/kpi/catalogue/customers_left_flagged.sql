-- title.fr: Départs aux dates incohérentes
-- title.en: Departures whose dates contradict each other
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: manager
-- source: Vigie
--
-- Share of departures whose customer is said to have come later: they have no lifetime, and `flag` says why.
--
-- fr: Part des départs dont le client serait arrivé plus tard : ils n’ont pas de durée de vie, et `flag` dit pourquoi.

select at, day, channel, lang, application, theme, flag is not null as num, 1 as den, agent, team, flag
from life
where state = 'left'
