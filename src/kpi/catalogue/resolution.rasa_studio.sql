-- title.fr: Résolution selon Rasa Studio
-- title.en: Resolution as Rasa Studio counts
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner
-- source: Rasa Studio, analytics
-- silence.fr: réussite
-- silence.en: success
-- needs: messages
--
-- Sessions with a bot without a hand-off to a human ÷ sessions with a bot, as set by default.
--
-- fr: Sessions avec un bot sans transfert vers un humain ÷ sessions avec un bot, réglage par défaut.

select at, day, channel, lang, application, theme, outcome <> 'escalated' as num, 1 as den, outcome, cause
from episodes
where with_bot
