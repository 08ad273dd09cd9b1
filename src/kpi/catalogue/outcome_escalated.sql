-- title.fr: Part des épisodes terminés par un transfert
-- title.en: Share of episodes that ended with a human
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Vigie
--
-- A hand-off.
-- The six outcomes are exclusive and exhaustive: their shares of the episodes sum to 100%.
--
-- fr: Un transfert vers un humain.
-- fr: Les six issues sont exclusives et exhaustives : leurs parts des épisodes font 100 %.

select at, day, channel, lang, application, theme, (outcome = 'escalated') as num, 1 as den, outcome
from episodes
