-- title.fr: Part de visites engagées
-- title.en: Share of engaged visits
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: editor, manager
-- source: Vigie
--
-- Share of episodes in which somebody searched, wrote, clicked, voted, answered a survey or was handed off.
--
-- fr: Part des épisodes où quelqu’un a cherché, écrit, cliqué, voté, répondu à une enquête ou été transféré.

select at, day, channel, lang, application, theme, engaged as num, 1 as den, outcome
from episodes
