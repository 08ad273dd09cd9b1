-- title.fr: Échec selon Amazon Lex
-- title.en: Failure as Amazon Lex counts
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Amazon Lex V2, analytics key definitions
-- silence.fr: abandon
-- silence.en: dropped
-- needs: messages, fulfilments
--
-- Conversations whose final intent failed, or was not understood and fell back (the last message that tells) ÷ conversations with a bot. Success, failure and drop make 100%. A conversation ends with the bot’s idle time; here with 30 minutes, or the hand-off.
--
-- fr: Conversations dont la dernière intention a échoué, ou n’a pas été comprise et est tombée en repli (dernier message qui le dit) ÷ conversations avec un bot. Réussite, échec et abandon font 100 %. Une conversation finit avec le délai d’inactivité du bot ; ici 30 minutes, ou le transfert.

select at, day, channel, lang, application, theme, coalesce(not fulfilled, false) as num, 1 as den, fulfilled, outcome, cause
from episodes
where with_bot
