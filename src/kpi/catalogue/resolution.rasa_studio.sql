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
-- Sessions that did not reach a human ÷ sessions, as set by default.
--
-- fr: Sessions qui n’ont pas atteint d’humain ÷ sessions, réglage par défaut.

select at, day, channel, lang, application, theme, outcome <> 'escalated' as num, 1 as den, outcome, cause
from episodes
where messages > 0
