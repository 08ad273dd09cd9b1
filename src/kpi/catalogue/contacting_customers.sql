-- title.fr: Clients qui ont contacté
-- title.en: Customers who contacted
-- kind: distinct
-- scale: 0..
-- better: none
-- users: bot_owner
-- source: Vigie
--
-- Distinct customers who contacted within the period. Contacts of unknown customers are left out and counted apart.
--
-- fr: Clients distincts qui ont contacté dans la période. Les contacts de clients inconnus sont écartés et comptés à part.

select at, day, channel, lang, application, theme, customer as person, 1 as num, 1 as den, contact
from contacts
where reached
