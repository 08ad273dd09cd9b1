-- title.fr: Taux de répétition
-- title.en: Repetition rate
-- kind: persons
-- scale: 0..1
-- better: lower
-- users: quality, manager
-- source: Fonvirtual, « Les KPI du service client »
-- at_least: 2
--
-- Share of customers who contacted more than once within the period, of those who contacted at all.
-- It grows with the length of the period; by kind of call, near zero in incident support means resolved at the first call.
-- Contacts of unknown customers are left out and counted apart.
--
-- fr: Part des clients qui ont contacté plus d’une fois dans la période, parmi ceux qui ont contacté.
-- fr: Elle croît avec la longueur de la période ; par type d’appel, près de zéro en support d’incident veut dire résolu au premier appel.
-- fr: Les contacts de clients inconnus sont écartés et comptés à part.

select at, day, channel, lang, application, theme, customer as person, 1 as num, 1 as den, contact, team, reason
from contacts
where reached
