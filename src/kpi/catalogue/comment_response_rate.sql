-- title.fr: Taux de réponse aux commentaires
-- title.en: Comment response rate
-- kind: ratio
-- scale: 0..1
-- better: higher
-- target: 0.9
-- users: quality, manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Comments answered ÷ comments.
--
-- fr: Commentaires auxquels on a répondu ÷ commentaires.

select at, day, channel, lang, application, theme, answered as num, 1 as den, response, conversation, text, hour, weekday
from comments
