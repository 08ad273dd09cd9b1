-- title.fr: Part des épisodes confirmés utiles
-- title.en: Share of episodes confirmed as helpful
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner
-- source: Vigie
--
-- No hand-off, and the last vote was positive.
-- The six outcomes are exclusive and exhaustive: their shares of the episodes sum to 100%.
--
-- fr: Pas de transfert, et le dernier vote est positif.
-- fr: Les six issues sont exclusives et exhaustives : leurs parts des épisodes font 100 %.

select at, day, channel, lang, application, theme, (outcome = 'confirmed') as num, 1 as den, outcome
from episodes
