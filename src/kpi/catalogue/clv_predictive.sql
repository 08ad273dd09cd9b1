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
--
-- fr: (Transactions mensuelles moyennes × panier moyen) × durée de vie moyenne, alors en mois.

select purchases_per_customer * purchase_mean * (customer_lifetime * 12) * 365.0 / (12 * days) as value
-- Divided last of all, so that whole numbers stay whole.
