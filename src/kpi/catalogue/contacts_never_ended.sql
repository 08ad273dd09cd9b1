-- title.fr: Contacts jamais terminés
-- title.en: Contacts that never ended
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: quality
-- source: Vigie
-- window: 30d
--
-- Share of contacts that began to wait or were answered, and of which no end is known 30 days later.
--
-- fr: Part des contacts mis en attente ou décrochés dont on ne connaît pas la fin 30 jours plus tard.

select at, day, channel, lang, application, theme, coalesce(ended_after > 2592000000, true) as num, 1 as den, at + 2592000000 as judged_at, contact, agent, team, reason
from contacts
where queued or answered
