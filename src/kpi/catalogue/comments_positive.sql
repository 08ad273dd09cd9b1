-- title.fr: Part de commentaires positifs
-- title.en: Share of positive comments
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: quality, manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Share of public comments and posts whose sentiment is positive: 0.05 or more, on a scale from -1 to 1.
-- A comment without a word that tells is neutral; comments_negative is the share of negative ones.
--
-- fr: Part des commentaires et publications dont le sentiment est positif : 0,05 ou plus, sur une échelle de -1 à 1.
-- fr: Un commentaire dont aucun mot ne dit rien est neutre ; comments_negative est la part de négatifs.

select at, day, channel, lang, application, theme, coalesce(sentiment >= 500, false) as num, 1 as den, sentiment / 10000.0 as sentiment, conversation, text
from comments
