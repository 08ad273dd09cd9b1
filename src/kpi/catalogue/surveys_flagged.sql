-- title.fr: Réponses d’enquête inexploitables
-- title.en: Survey answers that cannot be used
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: quality
-- source: Vigie
--
-- Share of survey answers whose scale is unknown, or does not hold the score: they are in no score, and `flag` says why.
--
-- fr: Part des réponses dont l’échelle est inconnue, ou ne contient pas la note : elles ne sont dans aucun score, et `flag` dit pourquoi.

select at, day, channel, lang, application, theme, flag is not null as num, 1 as den, survey, score / 10000.0 as score, flag
from surveys
