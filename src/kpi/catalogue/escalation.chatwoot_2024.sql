-- title.fr: Escalade selon Chatwoot, avant 2026
-- title.en: Escalation as Chatwoot counted before 2026
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Chatwoot, reports up to 2026
-- silence.fr: ne compte pas
-- silence.en: does not count
-- needs: messages
--
-- Distinct conversations with a hand-off ÷ conversations with a bot, those that a human had begun included.
--
-- fr: Conversations distinctes avec un transfert ÷ conversations avec un bot, y compris celles qu’un humain avait commencées.

select at, day, channel, lang, application, theme, outcome = 'escalated' as num, 1 as den, outcome, cause
from episodes
where with_bot
