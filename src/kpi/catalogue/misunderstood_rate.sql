-- title.fr: Taux d’incompréhension
-- title.en: Misunderstood rate
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Copilot Studio
--
-- Share of messages that the bot did not understand, among those where this is known.
--
-- fr: Part des messages que le bot n’a pas compris, parmi ceux pour lesquels on le sait.

select at, day, channel, lang, application, theme, not understood as num, 1 as den, text
from messages
where understood is not null and not system
