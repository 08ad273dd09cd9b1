-- title.fr: Durée de vie client
-- title.en: Customer lifetime
-- kind: mean
-- unit.fr: ans
-- unit.en: years
-- scale: 0..
-- better: higher
-- users: manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Mean years between coming and leaving, over customers who left (`left` events with `since`).
--
-- fr: Années en moyenne entre l’arrivée et le départ, sur les clients partis (événements `left` avec `since`).

select at, day, channel, lang, application, theme, lifetime as num, 31557600000 as den
from life
where state = 'left' and lifetime is not null
