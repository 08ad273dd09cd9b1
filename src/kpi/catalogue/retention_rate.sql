-- title.fr: Taux de rétention (CRR)
-- title.en: Customer retention rate (CRR)
-- kind: formula
-- scale: 0..1
-- better: higher
-- target: 0.9
-- users: manager
-- source: Glossaire des indicateurs de l’expérience client; Smart Tribune, « KPIs et tableaux de bord »; LiveAgent, « Les 16 principales métriques du service client »
-- of: churn_rate
--
-- [(customers at the end − new ones) ÷ customers at the beginning] ((200 − 20) ÷ 200 = 90%).
-- The “taux de rétention” of another article is another figure: retained_leavers_rate.
--
-- fr: [(clients à la fin − nouveaux) ÷ clients au début] ((200 − 20) ÷ 200 = 90 %).
-- fr: Le « taux de rétention » d’un autre article est un autre chiffre : retained_leavers_rate.

select 1 - churn_rate as value
-- (E - N) / S, where E = S + N - lost
