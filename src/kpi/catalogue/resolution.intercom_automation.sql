-- title.fr: Automatisation selon Intercom
-- title.en: Automation as Intercom counts
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner
-- source: Intercom, Fin reporting metrics
-- silence.fr: après une réponse : résolu (supposé)
-- silence.en: after an answer: resolved (assumed)
-- needs: messages
--
-- Conversations that the bot resolved, as in resolution.intercom ÷ all new conversations, those in which it took no part included.
--
-- fr: Conversations que le bot a résolues, comme dans resolution.intercom ÷ toutes les nouvelles conversations, même celles auxquelles il n’a pas pris part.

select at, day, channel, lang, application, theme, (answers > 0 and outcome in ('confirmed', 'silent_with_answer', 'silent_without_answer')) as num, 1 as den, answers, outcome, cause
from episodes
where engaged
