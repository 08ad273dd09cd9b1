-- title.fr: Score de qualité interne (IQS)
-- title.en: Internal quality score (IQS)
-- kind: mean
-- unit.fr: sur 100
-- unit.en: out of 100
-- scale: 0..100
-- better: higher
-- users: quality, manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Mean of reviews, from 0 to 100: in each, criteria times their weights ÷ the weights, as received. Filter by `grid` when grids change.
--
-- fr: Moyenne des évaluations, de 0 à 100 : dans chacune, critères pondérés ÷ poids, comme reçus. À filtrer par `grid` quand la grille change.

select at, day, channel, lang, application, theme, cast(round(1000000.0 * points / weight) as integer) as num, 10000 as den, grid, contact, agent, team
from reviews
where weight > 0
