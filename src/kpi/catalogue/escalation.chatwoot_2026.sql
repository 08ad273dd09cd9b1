-- title.fr: Escalade selon Chatwoot, depuis 2026
-- title.en: Escalation as Chatwoot counts since 2026
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Chatwoot, Captain outcomes, August 2026
-- silence.fr: ne compte pas
-- silence.en: does not count
-- needs: messages
--
-- Conversations handed off, other than for a usage limit ÷ conversations handled, as in resolution.chatwoot_2026.
--
-- fr: Conversations transférées, hors limite d’usage ÷ conversations traitées, comme dans resolution.chatwoot_2026.

select at, day, channel, lang, application, theme, (outcome = 'escalated' and coalesce(handoff_reason <> 'usage_limit', true)) as num, 1 as den, handoff_reason, outcome, cause
from episodes
where answers > 0 or (with_bot and outcome = 'escalated' and coalesce(handoff_reason <> 'usage_limit', true))
