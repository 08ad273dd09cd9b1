-- title.fr: CSAT, part de satisfaits
-- title.en: CSAT, share of satisfied
-- kind: ratio
-- scale: 0..1
-- better: higher
-- target: 0.8
-- users: quality, manager
-- source: Fonvirtual, « Les KPI du service client »; Glossaire des indicateurs de l’expérience client; LiveAgent, « Les 16 principales métriques du service client »
-- param.positive: 0.75
--
-- Positive answers ÷ all answers to `csat` surveys (30 of 50 = 60%).
-- Positive is the upper quarter of the scale, 4 and 5 of 5, 8 to 10 of 10: the cut can be set. The mean of the scores is csat_mean; one article gives both under one name.
--
-- fr: Réponses positives ÷ réponses aux enquêtes `csat` (30 sur 50 = 60 %).
-- fr: Positif est le quart supérieur de l’échelle, 4 et 5 sur 5, 8 à 10 sur 10 : le seuil se règle. La moyenne des notes est csat_mean ; un article donne les deux sous un seul nom.

select at, day, channel, lang, application, theme, (1.0 * (score - min) / (max - min) >= :positive) as num, 1 as den, score / 10000.0 as score, contact, agent, team
from surveys
where survey = 'csat' and flag is null and max > min
