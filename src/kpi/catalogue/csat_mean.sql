-- title.fr: CSAT, note moyenne
-- title.en: CSAT, mean score
-- kind: mean
-- unit.fr: de 1 à 5
-- unit.en: from 1 to 5
-- scale: 1..5
-- better: higher
-- users: quality, manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Mean score of `csat` surveys, from 1 to 5; other scales are stretched to it. The share of satisfied is csat_share.
--
-- fr: Note moyenne des enquêtes `csat`, de 1 à 5 ; les autres échelles y sont ramenées. La part de satisfaits est csat_share.

select at, day, channel, lang, application, theme, cast(round(10000 + 40000 * 1.0 * (score - min) / (max - min)) as integer) as num, 10000 as den, score / 10000.0 as score, contact, agent, team
from surveys
where survey = 'csat' and flag is null and max > min
