-- title.fr: Niveau de service selon Amazon Connect
-- title.en: Service level as Amazon Connect counts
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: quality
-- source: Amazon Connect, historical metrics definitions
-- param.within: 90
-- left_out.fr: à attente inconnue
-- left_out.en: of unknown wait
--
-- Share of queued contacts that left the queue within a time, whether answered or abandoned: giving up in time improves it.
-- Contacts of unknown wait are left out and counted apart.
--
-- fr: Part des contacts mis en file qui en sont sortis dans un délai, pris par un conseiller ou abandonnés : renoncer à temps l’améliore.
-- fr: Les contacts à attente inconnue sont écartés et comptés à part.

select at, day, channel, lang, application, theme, coalesce(wait <= :within * 1000, false) as num, 1 as den, wait is null as left_out, contact, agent, team, reason, wait
from contacts
where queued
