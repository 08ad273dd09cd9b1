-- title.fr: Satisfaction après lecture
-- title.en: Article satisfaction
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: editor, manager
-- source: Smart Tribune, « KPIs et tableaux de bord »
--
-- Share of positive votes. Of one person’s votes on one article in one episode, the last counts.
--
-- fr: Part de votes positifs. D’une personne sur un article dans un épisode, le dernier vote compte.

select at, day, channel, lang, application, theme, helpful as num, 1 as den, article
from votes
