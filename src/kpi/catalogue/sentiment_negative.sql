-- title.fr: Part de conversations négatives
-- title.en: Share of negative conversations
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: quality
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Share of conversations whose mean sentiment is negative: -0.05 or less.
--
-- fr: Part des conversations dont le sentiment moyen est négatif : -0,05 ou moins.

select at, day, channel, lang, application, theme, (sentiment <= -500) as num, 1 as den, turns, id
from conversations
where sentiment is not null
