-- title.fr: Résolution selon Chatwoot, avant 2026
-- title.en: Resolution as Chatwoot counted before 2026
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner
-- source: Chatwoot, reports up to 2026
-- silence.fr: 1 h sans réponse : résolu
-- silence.en: 1 h without reply: resolved
-- needs: messages
-- window: 1h
--
-- Conversations that the bot closed, also by an hour without reply ÷ conversations begun with a bot. There a conversation could be both resolved and handed off, so that rates summed to more than 100%; here one that was handed off is not resolved.
--
-- fr: Conversations que le bot a fermées, même par une heure sans réponse ÷ conversations commencées avec un bot. Là-bas une conversation pouvait être à la fois résolue et transférée, et les taux dépasser 100 % ensemble ; ici, transférée n’est pas résolue.

select at, day, channel, lang, application, theme, (outcome <> 'escalated' and answers > 0) as num, 1 as den, ended_at + 3600000 as judged_at, answers, outcome, cause
from episodes
where messages > 0 or answers > 0
