-- title.fr: Résolution selon Chatwoot, depuis 2026
-- title.en: Resolution as Chatwoot counts since 2026
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner
-- source: Chatwoot, Captain outcomes, August 2026
-- silence.fr: 1 h sans réponse : résolu
-- silence.en: 1 h without reply: resolved
-- needs: messages
-- window: 1h
--
-- Conversations that the bot resolved with a reply of its own, without a hand-off and without an earlier reply of a human ÷ conversations that it handled: it replied, or handed off (other than for a usage limit: reason `usage_limit`). A conversation counts where it began.
--
-- fr: Conversations que le bot a résolues par sa propre réponse, sans transfert et sans réponse antérieure d’un humain ÷ conversations qu’il a traitées : il a répondu, ou transféré (hors limite d’usage : motif `usage_limit`). Une conversation compte là où elle a commencé.

select at, day, channel, lang, application, theme, (outcome <> 'escalated' and answers > 0 and not human_before) as num, 1 as den, ended_at + 3600000 as judged_at, answers, human_before, handoff_reason, outcome, cause
from episodes
where answers > 0 or (messages > 0 and outcome = 'escalated' and coalesce(handoff_reason <> 'usage_limit', true))
