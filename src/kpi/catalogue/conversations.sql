-- title.fr: Conversations analysées
-- title.en: Conversations analysed
-- kind: sum
-- better: none
-- source: EasyVista, « 10 KPI pour analyser la relation client »
--
-- Conversations with a bot or a human in which a customer says something.
--
-- fr: Conversations avec un bot ou un humain où un client s’exprime.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, turns, id
from conversations
where sentiment is not null
