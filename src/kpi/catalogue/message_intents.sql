-- title.fr: Messages à intention connue
-- title.en: Messages with a known intent
-- kind: sum
-- scale: 0..
-- better: none
-- users: bot_owner
-- source: Vigie
--
-- Messages of which the bot named the intent.
--
-- fr: Messages dont le bot a nommé l’intention.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, text, intent
from messages
where intent is not null
