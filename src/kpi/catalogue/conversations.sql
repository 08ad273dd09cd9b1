-- title.fr: Conversations analysées
-- title.en: Conversations analysed
-- kind: sum
-- scale: 0..
-- better: none
-- users: quality
-- source: EasyVista, « 10 KPI pour analyser la relation client »
--
-- Conversations with a bot or a human in which a customer says something, and public
-- comments with the replies to them.
--
-- fr: Conversations avec un bot ou un humain où un client s’exprime, et commentaires
-- fr: publics avec les réponses qui leur sont faites.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, turns, id
from conversations
where sentiment is not null
