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
-- Distinct conversations with a hand-off ÷ conversations begun with a bot.
--
-- fr: Conversations distinctes avec un transfert ÷ conversations commencées avec un bot.

select at, day, channel, lang, application, theme, outcome = 'escalated' as num, 1 as den, outcome, cause
from episodes
where messages > 0 or answers > 0
