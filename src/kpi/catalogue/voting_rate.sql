-- title.fr: Part de visites avec vote
-- title.en: Share of visits with a vote
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: editor
-- source: Vigie
--
-- Share of engaged episodes that ended with a vote, and without a human.
--
-- fr: Part des épisodes engagés terminés par un vote, et sans humain.

select at, day, channel, lang, application, theme, outcome in ('confirmed', 'negative') as num, 1 as den, outcome
from episodes
where engaged
