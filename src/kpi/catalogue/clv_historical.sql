-- title.fr: Valeur vie client (CLV), historique
-- title.en: Customer lifetime value (CLV), historical
-- kind: formula
-- unit.fr: €
-- unit.en: €
-- better: higher
-- users: manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
-- of: purchase_mean, purchases_per_customer, gross_margin
--
-- (purchase 1 + purchase 2 + …) × average gross margin, per buying customer: what the period’s purchases left, margin and not revenue.
--
-- fr: (achat 1 + achat 2 + …) × marge brute moyenne, par client acheteur : ce que les achats de la période ont laissé, en marge et non en chiffre d’affaires.

select purchase_mean * purchases_per_customer * gross_margin as value
