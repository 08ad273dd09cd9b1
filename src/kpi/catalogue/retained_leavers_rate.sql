-- title.fr: Taux de rétention des résiliants
-- title.en: Retention of would-be leavers
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: quality, manager
-- source: EasyVista, « 10 KPI pour analyser la relation client »
--
-- Share of customers who called to leave and were kept.
--
-- fr: Part des clients qui appelaient pour résilier et ont été conservés.

select at, day, channel, lang, application, theme, (state = 'kept') as num, 1 as den, state, contact, agent, team
from life
where state in ('kept', 'left') and contact is not null
