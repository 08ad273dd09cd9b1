-- title.fr: Part des canaux
-- title.en: Share of channels
-- kind: share
-- scale: 0..1
-- better: none
-- users: manager
-- source: EasyVista, « 10 KPI pour analyser la relation client »
-- axis: channel
--
-- Proportions of contacts handled by channel; they sum to 100%.
--
-- fr: Proportions des contacts traités par canal ; elles font 100 %.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, contact, agent, team, reason
from contacts
where reached
