-- title.fr: Temps de réponse aux commentaires
-- title.en: Comment response time
-- kind: mean
-- unit.fr: h
-- unit.en: h
-- scale: 0..
-- better: lower
-- users: quality
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Mean time, in hours, from a comment to the first reply.
--
-- fr: Temps moyen, en heures, d’un commentaire à la première réponse.

select at, day, channel, lang, application, theme, response as num, 3600000 as den, conversation, text, hour, weekday
from comments
where response is not null
