-- title.fr: Valeur vie client (CLV), prédictive
-- title.en: Customer lifetime value (CLV), predictive
-- kind: formula
-- unit.fr: €
-- unit.en: €
-- better: higher
-- users: manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
-- of: purchase_mean, purchases_per_customer, customer_lifetime
--
-- (Average monthly transactions × average order value) × average lifetime, which is then in months.
-- Asked over less than a year there is none: whoever bought within a month would be taken to buy as much every month.
--
-- fr: (Transactions mensuelles moyennes × panier moyen) × durée de vie moyenne, alors en mois.
-- fr: Sur moins d’un an il n’y en a pas : qui a acheté dans le mois passerait pour acheter autant chaque mois.

select case when days >= 365 then purchases_per_customer * purchase_mean * (customer_lifetime * 12) * 365.0 / (12 * days) end as value
-- Divided last of all, so that whole numbers stay whole.
