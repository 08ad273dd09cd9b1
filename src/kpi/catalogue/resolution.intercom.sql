-- title.fr: Résolution selon Intercom
-- title.en: Resolution as Intercom counts
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner
-- source: Intercom, Fin AI Agent report
-- silence.fr: après une réponse : résolu (supposé)
-- silence.en: after an answer: resolved (assumed)
-- needs: messages
--
-- Conversations in which the bot gave an answer, and the person then said that it helped (confirmed) or left without asking for a human (assumed) ÷ conversations in which the bot took part.
--
-- fr: Conversations où le bot a répondu, et où la personne a ensuite dit que cela aidait (confirmée) ou est partie sans demander d’humain (supposée) ÷ conversations auxquelles le bot a pris part.

select at, day, channel, lang, application, theme, (answers > 0 and outcome in ('confirmed', 'silent_with_answer', 'silent_without_answer')) as num, 1 as den, answers, outcome, cause
from episodes
where messages > 0 or answers > 0
