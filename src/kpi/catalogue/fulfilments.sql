-- title.fr: Messages à issue connue
-- title.en: Messages with a known outcome
-- kind: sum
-- scale: 0..
-- better: none
-- users: bot_owner
-- source: Vigie
--
-- Messages of which the bot said whether it did what was asked (`fulfilled`).
--
-- fr: Messages dont le bot a dit s’il a fait ce qui était demandé (`fulfilled`).

select at, day, channel, lang, application, theme, 1 as num, 1 as den, text, intent, fulfilled
from messages
where fulfilled is not null
