-- title.fr: Contacts incohérents
-- title.en: Contacts that contradict themselves
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: quality
-- source: Vigie
--
-- Share of contacts whose events contradict each other (a reply before the contact, an end before its beginning): what is odd is not measured, and stands in `flag`.
--
-- fr: Part des contacts dont les événements se contredisent (une réponse avant le contact, une fin avant le début) : l’incohérence n’est pas mesurée, elle est dite dans `flag`.

select at, day, channel, lang, application, theme, flag is not null as num, 1 as den, contact, agent, team, reason, flag
from contacts
