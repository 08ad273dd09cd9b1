-- title.fr: Commentaires qui nomment un concurrent
-- title.en: Comments that name a competitor
-- kind: sum
-- scale: 0..
-- better: none
-- users: manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Number of public comments and posts that name a competitor of the site’s list (`vigie site set NAME --competitors "A, B"`); by `competitor`, how often each.
-- Of several names in one comment, the first counts.
--
-- fr: Nombre de commentaires et publications qui nomment un concurrent de la liste du site (`vigie site set NOM --competitors "A, B"`) ; par `competitor`, combien de fois chacun.
-- fr: De plusieurs noms dans un commentaire, le premier compte.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, competitor, sentiment / 10000.0 as sentiment, conversation, text
from comments
where competitor is not null
