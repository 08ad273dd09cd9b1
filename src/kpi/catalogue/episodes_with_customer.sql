-- title.fr: Épisodes d’un client connu
-- title.en: Episodes of a known customer
-- kind: sum
-- scale: 0..
-- better: none
-- users: bot_owner
-- source: Vigie
--
-- Episodes of people whose customer pseudonym was given: only they can be seen to come back.
--
-- fr: Épisodes de personnes dont le pseudonyme client a été donné : elles seules peuvent être revues.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, outcome
from episodes
where customer_known
