-- title.fr: Résolution selon Microsoft
-- title.en: Resolution as Microsoft counts
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner
-- source: Microsoft, Copilot Studio analytics
-- silence.fr: après la question de clôture : résolu ; avant : abandonné
-- silence.en: after the closing question: resolved; before it: abandoned
-- needs: messages, closings
--
-- Sessions in which the closing question was asked, and confirmed or not answered until the session timed out, even where the person went on to write something else ÷ engaged sessions: those with a bot in which a topic that is not the system’s was triggered, or a hand-off. A session ends after 30 minutes without activity, or at the hand-off.
--
-- fr: Sessions où la question de clôture a été posée, et confirmée ou laissée sans réponse jusqu’à l’expiration, même si la personne a ensuite écrit autre chose ÷ sessions engagées : celles avec un bot où un sujet autre que ceux du système a été déclenché, ou un transfert. Une session finit après 30 minutes d’inactivité, ou au transfert.

select at, day, channel, lang, application, theme, (outcome <> 'escalated' and coalesce(closing in ('asked', 'yes'), false)) as num, 1 as den, closing, outcome, cause
from episodes
where messages > 0 or (with_bot and outcome = 'escalated')
