-- title.fr: Contacts
-- title.en: Contacts
-- kind: sum
-- scale: 0..
-- better: none
-- users: quality, manager
-- source: Vigie
--
-- Contacts in which a human or a redirect was met, each id once; whoever only waited and gave up is not among them.
--
-- fr: Contacts où un humain ou une redirection a été atteint, chaque identifiant une fois ; qui n’a fait qu’attendre
-- fr: avant d’abandonner n’y compte pas.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, contact
from contacts
where reached
