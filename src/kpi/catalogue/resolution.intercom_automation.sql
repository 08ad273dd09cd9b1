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
-- Conversations that the bot resolved, as in resolution.intercom ÷ all new conversations, those in which it took no part included: here all engaged episodes, visits of the help centre too.
--
-- fr: Conversations que le bot a résolues, comme dans resolution.intercom ÷ toutes les nouvelles conversations, même celles auxquelles il n’a pas pris part : ici tous les épisodes engagés, visites du centre d’aide comprises.

select at, day, channel, lang, application, theme, (messages > 0 and understood_answers > 0 and outcome in ('confirmed', 'silent_with_answer') and coalesce(closing <> 'no', true)) as num, 1 as den, understood_answers, closing, outcome, cause
from episodes
where engaged
