-- title.fr: Abandon selon Microsoft
-- title.en: Abandon as Microsoft counts
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Microsoft, Copilot Studio analytics
-- silence.fr: avant la question de clôture : abandonné
-- silence.en: before the closing question: abandoned
-- needs: messages, closings
--
-- Engaged sessions that ended neither resolved nor escalated ÷ engaged sessions. With resolution.microsoft and escalation.microsoft it makes 100%.
--
-- fr: Sessions engagées finies ni résolues ni transférées ÷ sessions engagées. Avec resolution.microsoft et escalation.microsoft, cela fait 100 %.

select at, day, channel, lang, application, theme, (outcome <> 'escalated' and coalesce(closing = 'no', true)) as num, 1 as den, closing, outcome, cause
from episodes
where messages > 0 or (with_bot and outcome = 'escalated')
