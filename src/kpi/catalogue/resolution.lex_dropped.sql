-- title.fr: Abandon selon Amazon Lex
-- title.en: Drop as Amazon Lex counts
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Amazon Lex V2, analytics key definitions
-- silence.fr: abandon
-- silence.en: dropped
-- needs: messages, fulfilments
--
-- Conversations left before any intent succeeded or failed ÷ conversations with a bot. Success, failure and drop make 100%. A conversation ends with the bot’s idle time; here with 30 minutes, or the hand-off.
--
-- fr: Conversations quittées avant qu’une intention réussisse ou échoue ÷ conversations avec un bot. Réussite, échec et abandon font 100 %. Une conversation finit avec le délai d’inactivité du bot ; ici 30 minutes, ou le transfert.

select at, day, channel, lang, application, theme, fulfilled is null as num, 1 as den, fulfilled, outcome, cause
from episodes
where with_bot
