-- title.fr: Attente, 9 clients sur 10
-- title.en: Waiting time, 9 of 10 customers
-- kind: percentile
-- unit.fr: s
-- unit.en: s
-- scale: 0..
-- better: lower
-- users: quality
-- source: Vigie
-- percentile: 0.9
--
-- Nine of ten answered contacts waited no longer than this, in seconds: what a mean hides.
--
-- fr: Neuf contacts décrochés sur dix n’ont pas attendu plus longtemps, en secondes : ce qu’une moyenne cache.

select at, day, channel, lang, application, theme, wait / 1000.0 as num, 1 as den, contact, agent, team, reason
from contacts
where answered and wait is not null
