-- title.fr: Durée moyenne de traitement (DMT)
-- title.en: Average handling time (AHT)
-- kind: mean
-- unit.fr: s
-- unit.en: s
-- scale: 0..
-- better: none
-- users: quality, manager
-- source: EasyVista, « 10 KPI pour analyser la relation client »; Amazon Connect
--
-- Talk, hold and after-call work, in seconds, per handled contact.
-- Its use as a target is fading: pressed time comes back as repeated contacts.
--
-- fr: Conversation, mise en attente et travail d’après-appel, en secondes, par contact traité.
-- fr: Son usage comme objectif tend à disparaître : le temps gagné revient en contacts répétés.

select at, day, channel, lang, application, theme, talk + coalesce(hold, 0) + coalesce(wrap_up, 0) as num, 1000 as den, contact, agent, team, reason, talk, hold, wrap_up
from contacts
where answered and talk is not null
