-- title.fr: Escalade selon Dialogflow CX
-- title.en: Escalation as Dialogflow CX counts
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Google, Dialogflow CX v3, Experiment.Result.MetricType (LIVE_AGENT_HANDOFF_RATE)
-- silence.fr: ne compte pas
-- silence.en: does not count
-- needs: messages
--
-- Sessions handed to a human ÷ sessions with a bot.
--
-- fr: Sessions passées à un humain ÷ sessions avec un bot.

select at, day, channel, lang, application, theme, outcome = 'escalated' as num, 1 as den, outcome, cause
from episodes
where with_bot
