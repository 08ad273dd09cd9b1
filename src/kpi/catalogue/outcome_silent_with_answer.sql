-- title.fr: Part des épisodes silencieux avec réponse
-- title.en: Share of silent episodes with an answer
-- kind: ratio
-- scale: 0..1
-- better: none
-- users: bot_owner
-- source: Vigie
--
-- No hand-off, no vote, but an answer was opened or given. Silence is not called success.
-- The six outcomes are exclusive and exhaustive: their shares of the episodes sum to 100%.
--
-- fr: Ni transfert ni vote, mais une réponse a été ouverte ou donnée. Le silence n’est pas un succès.
-- fr: Les six issues sont exclusives et exhaustives : leurs parts des épisodes font 100 %.

select at, day, channel, lang, application, theme, (outcome = 'silent_with_answer') as num, 1 as den, outcome
from episodes
