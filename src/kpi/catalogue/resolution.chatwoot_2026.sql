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
-- Conversations in which the bot replied, closed by an hour in which the person did not come back, without a hand-off and without an earlier reply of a human ÷ conversations that it handled: it replied, or handed off (other than for a usage limit: reason `usage_limit`). A conversation counts where it began.
--
-- fr: Conversations où le bot a répondu, fermées par une heure sans retour de la personne, sans transfert et sans réponse antérieure d’un humain ÷ conversations qu’il a traitées : il a répondu, ou transféré (hors limite d’usage : motif `usage_limit`). Une conversation compte là où elle a commencé.

select at, day, channel, lang, application, theme, (outcome <> 'escalated' and answers > 0 and not human_before and coalesce(returned_after > 3600000, true)) as num, 1 as den, ended_at + 3600000 as judged_at, returned_after, answers, human_before, handoff_reason, outcome, cause
from episodes
where answers > 0 or (with_bot and outcome = 'escalated' and coalesce(handoff_reason <> 'usage_limit', true))
