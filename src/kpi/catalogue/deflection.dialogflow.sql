-- title.fr: Déflexion selon Dialogflow CX
-- title.en: Deflection as Dialogflow CX counts
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner
-- source: Google, Dialogflow CX v3, Experiment.Result.MetricType (CONTAINED_SESSION_NO_CALLBACK_RATE)
-- silence.fr: sans rappel en 24 h : réussite
-- silence.en: without a call back in 24 h: success
-- needs: messages
-- window: 24h
--
-- Sessions with a bot without a hand-off, whose user did not call back within 24 hours ÷ sessions with a bot. Calling back is doing something again (opening the page is not), or a contact of the same customer.
--
-- fr: Sessions avec un bot sans transfert, dont l’utilisateur n’a pas rappelé dans les 24 heures ÷ sessions avec un bot. Rappeler, c’est revenir faire quelque chose (rouvrir la page n’en est pas), ou un contact du même client.

select at, day, channel, lang, application, theme, (outcome <> 'escalated' and coalesce(returned_after > 86400000, true) and coalesce(contact_after > 86400000, true)) as num, 1 as den, ended_at + 86400000 as judged_at, returned_after, contact_after, outcome, cause
from episodes
where with_bot
