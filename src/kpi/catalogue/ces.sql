-- title.fr: Effort client (CES)
-- title.en: Customer effort score (CES)
-- kind: mean
-- unit.fr: de 1 à 7
-- unit.en: from 1 to 7
-- scale: 1..7
-- better: lower
-- users: quality, manager
-- source: EasyVista, « 10 KPI pour analyser la relation client »; Glossaire des indicateurs de l’expérience client; Smart Tribune, « KPIs et tableaux de bord »; LiveAgent, « Les 16 principales métriques du service client »
--
-- Sum of effort ÷ answers to `ces` surveys, from 1 (hardly any effort) to 7 (considerable effort): lower is better.
-- Surveys worded the other way round (`better`: `higher`) are turned, other scales stretched.
--
-- fr: Somme des efforts ÷ réponses aux enquêtes `ces`, de 1 (pratiquement aucun effort) à 7 (effort considérable) : plus bas est mieux.
-- fr: Les enquêtes formulées à l’envers (`better` : `higher`) sont retournées, les autres échelles ramenées à celle-ci.

select at, day, channel, lang, application, theme, cast(round(10000 + 60000 * case better when 'lower' then 1.0 * (score - min) / (max - min) else 1 - 1.0 * (score - min) / (max - min) end) as integer) as num, 10000 as den,
  score / 10000.0 as score, better, contact, agent, team
from surveys
where survey = 'ces' and flag is null and max > min
