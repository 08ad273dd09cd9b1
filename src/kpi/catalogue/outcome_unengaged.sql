-- title.fr: Part des épisodes non engagés
-- title.en: Share of unengaged episodes
-- kind: ratio
-- scale: 0..1
-- better: none
-- users: bot_owner
-- source: Vigie
--
-- Nothing was asked or done.
-- The six outcomes are exclusive and exhaustive: their shares of the episodes sum to 100%.
--
-- fr: Rien n’a été demandé ni fait.
-- fr: Les six issues sont exclusives et exhaustives : leurs parts des épisodes font 100 %.

select at, day, channel, lang, application, theme, (outcome = 'unengaged') as num, 1 as den, outcome
from episodes
