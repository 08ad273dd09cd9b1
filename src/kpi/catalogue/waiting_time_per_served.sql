-- title.fr: Attente totale par client servi
-- title.en: Total wait per customer served
-- kind: mean
-- unit.fr: s
-- unit.en: s
-- scale: 0..
-- better: lower
-- users: quality
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Total wait ÷ customers served, in seconds, as the article has it (500 min ÷ 200 calls = 2.5 min).
-- The waits of those who gave up are in the total, though they are not among the served.
--
-- fr: Attente totale ÷ clients servis, en secondes, comme le dit l’article (500 min ÷ 200 appels = 2,5 min).
-- fr: L’attente de ceux qui renoncent est dans le total, mais eux ne sont pas parmi les servis.

select at, day, channel, lang, application, theme, wait as num, answered * 1000 as den, contact, agent, team, reason, answered
from contacts
where wait is not null
