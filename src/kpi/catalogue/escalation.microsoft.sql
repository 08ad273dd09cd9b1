-- title.fr: Escalade selon Microsoft
-- title.en: Escalation as Microsoft counts
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Microsoft, Copilot Studio analytics
-- silence.fr: ne compte pas
-- silence.en: does not count
-- needs: messages
--
-- Sessions in which the hand-off ran, whether or not a human took over ÷ engaged sessions.
--
-- fr: Sessions où le transfert a été déclenché, qu’un humain ait pris la suite ou non ÷ sessions engagées.

select at, day, channel, lang, application, theme, outcome = 'escalated' as num, 1 as den, outcome, cause
from episodes
where messages > 0 or (with_bot and outcome = 'escalated')
