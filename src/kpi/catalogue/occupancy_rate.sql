-- title.fr: Taux d’occupation (AOR)
-- title.en: Occupancy rate
-- kind: ratio
-- scale: 0..
-- better: none
-- users: quality, manager
-- source: Smart Tribune, « KPIs et tableaux de bord »
-- needs: working_time
--
-- Time spent talking and on hold ÷ total working time. Working time is that of `work` events, which have an agent and no channel; without them there is no rate.
--
-- fr: Temps en ligne, attente comprise ÷ temps de travail total. Le temps de travail vient des événements `work`, qui ont un conseiller et pas de canal ; sans eux, pas de taux.

select at, day, channel, lang, application, theme, talk + coalesce(hold, 0) as num, 0 as den, agent, team
from contacts
where answered and talk is not null
union all
select at, day, channel, lang, application, theme, 0 as num, worked as den, agent, team
from work
