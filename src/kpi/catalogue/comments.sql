-- title.fr: Commentaires
-- title.en: Comments
-- kind: sum
-- scale: 0..
-- better: none
-- users: quality, manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Number of public comments and posts; by `hour` or `weekday` it shows when people are active.
--
-- fr: Nombre de commentaires et publications ; par `hour` ou `weekday`, il dit quand les gens sont actifs.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, conversation, text, hour, weekday
from comments
