-- title.fr: Messages à un bot
-- title.en: Messages to a bot
-- kind: sum
-- scale: 0..
-- better: none
-- users: bot_owner
-- source: Vigie
--
-- Messages of people to a bot, without those that were its own business (`system`).
--
-- fr: Messages de personnes à un bot, hors affaires propres au bot (`system`).

select at, day, channel, lang, application, theme, not system as num, 1 as den, text, understood, intent
from messages
