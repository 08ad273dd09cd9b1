-- title.fr: Part des épisodes jugés inutiles
-- title.en: Share of episodes voted not helpful
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Vigie
--
-- No hand-off, and the last vote was negative.
-- The six outcomes are exclusive and exhaustive: their shares of the episodes sum to 100%.
--
-- fr: Pas de transfert, et le dernier vote est négatif.
-- fr: Les six issues sont exclusives et exhaustives : leurs parts des épisodes font 100 %.

select at, day, channel, lang, application, theme, (outcome = 'negative') as num, 1 as den, outcome
from episodes
