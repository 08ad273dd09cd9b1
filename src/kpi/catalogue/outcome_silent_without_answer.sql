-- title.fr: Part des épisodes silencieux sans réponse
-- title.en: Share of silent episodes without an answer
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Vigie
--
-- No hand-off, no vote, and no answer.
-- The six outcomes are exclusive and exhaustive: their shares of the episodes sum to 100%.
--
-- fr: Ni transfert, ni vote, ni réponse.
-- fr: Les six issues sont exclusives et exhaustives : leurs parts des épisodes font 100 %.

select at, day, channel, lang, application, theme, (outcome = 'silent_without_answer') as num, 1 as den, outcome
from episodes
