-- title.fr: NPS, échelle de 0 à 10
-- title.en: NPS, scale 0 to 10
-- kind: net
-- unit.fr: points
-- unit.en: points
-- scale: -100..100
-- better: higher
-- users: quality, manager
-- source: Fonvirtual, « Les KPI du service client »; Glossaire des indicateurs de l’expérience client; LiveAgent, « Les 16 principales métriques du service client »
--
-- Promoters (9 and 10) less detractors (6 and below), per 100 answers to `nps` surveys on a scale of 0 to 10; 7 and 8 are passive.
-- The articles give two scales, 0 to 10 and 1 to 10: each is counted by itself, since one of 1 to 10 has fewer ways to be a detractor.
--
-- fr: Promoteurs (9 et 10) moins détracteurs (6 et moins), pour 100 réponses aux enquêtes `nps` sur une échelle de 0 à 10 ; 7 et 8 sont passifs.
-- fr: Les articles donnent deux échelles, 0 à 10 et 1 à 10 : chacune est comptée à part, la seconde ayant moins de façons d’être détracteur.

select at, day, channel, lang, application, theme, case when score >= 90000 then 1 when score <= 60000 then -1 else 0 end as num, 1 as den, score / 10000.0 as score, contact, agent, team
from surveys
where survey = 'nps' and min = 0 and max = 100000 and flag is null
