-- title.fr: Résolution selon Intercom
-- title.en: Resolution as Intercom counts
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner
-- source: Intercom, Fin AI Agent report
-- silence.fr: après une réponse : résolu (supposé)
-- silence.en: after an answer: resolved (assumed)
-- needs: messages
--
-- Conversations in which the bot gave an answer (the reply to what it did not understand is none), and the person then said that it helped (confirmed), or left without a hand-off and without saying that it did not help (assumed) ÷ conversations in which the bot took part: the person asked it something, or was handed off.
--
-- fr: Conversations où le bot a répondu (répondre sans avoir compris ne compte pas), et où la personne a ensuite dit que cela aidait (confirmée), ou est partie sans transfert et sans dire que cela n’aidait pas (supposée) ÷ conversations auxquelles le bot a pris part : la personne lui a demandé quelque chose, ou a été transférée.

select at, day, channel, lang, application, theme, (understood_answers > 0 and outcome in ('confirmed', 'silent_with_answer') and coalesce(closing <> 'no', true)) as num, 1 as den, understood_answers, closing, outcome, cause
from episodes
where messages > 0 or (with_bot and outcome = 'escalated')
