-- title.fr: Contacts
-- title.en: Contacts
-- kind: sum
-- better: none
-- source: Vigie
--
-- Exchanges with a human, each id once.
--
-- fr: Échanges avec un humain, chaque identifiant une fois.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, contact
from contacts
where reached
