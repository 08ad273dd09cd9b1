-- title.fr: Part de commentaires négatifs
-- title.en: Share of negative comments
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: quality, manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Share of public comments and posts whose sentiment is negative: -0.05 or less, on a scale from -1 to 1.
-- A comment without a word that tells is neutral; comments_positive is the share of positive ones.
--
-- fr: Part des commentaires et publications dont le sentiment est négatif : -0,05 ou moins, sur une échelle de -1 à 1.
-- fr: Un commentaire dont aucun mot ne dit rien est neutre ; comments_positive est la part de positifs.

select at, day, channel, lang, application, theme, coalesce(sentiment <= -500, false) as num, 1 as den, sentiment / 10000.0 as sentiment, conversation, text
from comments
