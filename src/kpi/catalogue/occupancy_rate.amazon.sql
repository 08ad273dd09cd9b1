-- title.fr: Taux d’occupation selon Amazon Connect
-- title.en: Occupancy as Amazon Connect counts
-- kind: ratio
-- scale: 0..1
-- better: none
-- users: quality
-- source: Amazon Connect, historical metrics definitions
-- needs: idle_time
--
-- Time on contacts ÷ (time on contacts + idle time). An agent with two chats at once counts twice.
--
-- fr: Temps en contact ÷ (temps en contact + temps d’inactivité). Deux conversations simultanées comptent double.

select at, day, channel, lang, application, theme, talk + coalesce(hold, 0) + coalesce(wrap_up, 0) as num, talk + coalesce(hold, 0) + coalesce(wrap_up, 0) as den, agent, team
from contacts
where answered and talk is not null
union all
select at, day, channel, lang, application, theme, 0 as num, idle as den, agent, team
from work
where idle is not null
