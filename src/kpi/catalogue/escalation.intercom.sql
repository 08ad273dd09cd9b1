-- title.fr: Escalade selon Intercom
-- title.en: Escalation as Intercom counts
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Intercom, Fin AI Agent report
-- silence.fr: ne compte pas
-- silence.en: does not count
-- needs: messages
--
-- Conversations routed to the team ÷ conversations in which the bot took part, as in resolution.intercom.
--
-- fr: Conversations passées à l’équipe ÷ conversations auxquelles le bot a pris part, comme dans resolution.intercom.

select at, day, channel, lang, application, theme, outcome = 'escalated' as num, 1 as den, outcome, cause
from episodes
where messages > 0 or (with_bot and outcome = 'escalated')
