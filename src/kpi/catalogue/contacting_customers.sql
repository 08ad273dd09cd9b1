-- title.fr: Clients qui ont contacté
-- title.en: Customers who contacted
-- kind: persons
-- unit.fr: contacts
-- unit.en: contacts
-- scale: 0..
-- better: none
-- users: bot_owner
-- source: Vigie
--
-- Contacts per customer who contacted within the period; its denominator is the number of these customers.
--
-- fr: Contacts par client ayant contacté dans la période ; le dénominateur est le nombre de ces clients.

select at, day, channel, lang, application, theme, customer as person, 1 as num, 1 as den, contact
from contacts
where reached
