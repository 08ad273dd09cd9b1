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
-- Conversations closed without a hand-off, by an hour in which the person did not come back, whether or not the bot had replied ÷ conversations with a bot, those that a human had begun included. There a conversation could be both resolved and handed off, so that rates summed to more than 100%; here one that was handed off is not resolved.
--
-- fr: Conversations fermées sans transfert, par une heure sans retour de la personne, que le bot ait répondu ou non ÷ conversations avec un bot, y compris celles qu’un humain avait commencées. Là-bas une conversation pouvait être à la fois résolue et transférée, et les taux dépasser 100 % ensemble ; ici, transférée n’est pas résolue.

select at, day, channel, lang, application, theme, (outcome <> 'escalated' and coalesce(returned_after > 3600000, true)) as num, 1 as den, ended_at + 3600000 as judged_at, returned_after, outcome, cause
from episodes
where with_bot
