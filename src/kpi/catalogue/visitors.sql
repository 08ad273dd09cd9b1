-- title.fr: Visiteurs
-- title.en: Visitors
-- kind: distinct
-- scale: 0..
-- better: none
-- users: editor, manager
-- source: Vigie
--
-- Distinct visitors of the period. A visitor without an identifier of the integrator’s counts once a day: these are visitor-days.
--
-- fr: Visiteurs distincts de la période. Un visiteur sans identifiant donné par l’intégrateur compte une fois par jour : ce sont des visiteurs-jours.

select at, day, channel, lang, application, theme, client as person, 1 as num, 1 as den, outcome
from episodes
