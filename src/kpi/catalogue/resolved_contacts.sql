-- title.fr: Contacts résolus
-- title.en: Resolved contacts
-- kind: sum
-- scale: 0..
-- better: none
-- users: quality
-- source: Vigie
--
-- Number of contacts that a human took up and that were resolved, and not reopened since. Where the log tells of none, no share of resolved contacts can be computed. As a share: first_contact_resolution_reported.
--
-- fr: Nombre de contacts pris par un conseiller, résolus et non rouverts depuis. Si le journal n’en dit aucun, aucune part de contacts résolus n’est calculable. En part : first_contact_resolution_reported.

-- Not by agent: one who resolves nothing has a share of 0, and is not left out.
select at, day, channel, lang, application, theme, 1 as num, 1 as den, contact, reason
from contacts
where answered and resolved
