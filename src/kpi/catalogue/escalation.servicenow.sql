-- title.fr: Escalade selon ServiceNow
-- title.en: Escalation as ServiceNow counts
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: ServiceNow, Self-Solve Performance page, Australia release
-- silence.fr: ne compte pas
-- silence.en: does not count
-- needs: messages
--
-- Conversations transferred to a live agent ÷ conversations with a bot.
--
-- fr: Conversations passées à un conseiller ÷ conversations avec un bot.

select at, day, channel, lang, application, theme, outcome = 'escalated' as num, 1 as den, outcome, cause
from episodes
where with_bot
