-- title.fr: Commentaires aux heures incohérentes
-- title.en: Comments whose times contradict each other
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: quality
-- source: Vigie
--
-- Share of comments with a reply from before them: that reply has no response time, and `flag` says why.
--
-- fr: Part des commentaires dont une réponse est antérieure : cette réponse n’a pas de délai, et `flag` dit pourquoi.

select at, day, channel, lang, application, theme, flag is not null as num, 1 as den, conversation, text, flag
from comments
