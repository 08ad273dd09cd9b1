-- title.fr: Escalade selon la documentation de Rasa
-- title.en: Escalation as Rasa’s documentation words it
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Rasa Pro, analytics example queries
-- silence.fr: ne compte pas
-- silence.en: does not count
-- needs: message_intents
--
-- Sessions with a message of the intent `handoff_to_support` ÷ sessions with a bot. The published query adds up such messages, so that one session with three counts three times; here a session counts once.
--
-- fr: Sessions avec un message d’intention `handoff_to_support` ÷ sessions avec un bot. La requête publiée additionne ces messages, si bien qu’une session qui en a trois compte trois fois ; ici une session compte une fois.

select at, day, channel, lang, application, theme, coalesce(instr(message_intents, ',handoff_to_support,') > 0, false) as num, 1 as den, message_intents, outcome, cause
from episodes
where with_bot
