-- title.fr: Valeur vie client (CLV), simple
-- title.en: Customer lifetime value (CLV), basic
-- kind: formula
-- unit.fr: €
-- unit.en: €
-- better: higher
-- users: manager
-- source: Glossaire des indicateurs de l’expérience client; LiveAgent, « Les 16 principales métriques du service client »
-- of: purchase_mean, purchases_per_customer, customer_lifetime
--
-- Average purchase × purchases per customer and year × lifetime in years (50 × 5 × 3 = 750).
-- Asked over less than a year there is none: whoever bought within a month would be taken to buy as much every month.
--
-- fr: Panier moyen × achats par client et par an × durée de vie en années (50 × 5 × 3 = 750).
-- fr: Sur moins d’un an il n’y en a pas : qui a acheté dans le mois passerait pour acheter autant chaque mois.

select case when days >= 365 then purchase_mean * purchases_per_customer * customer_lifetime * 365.0 / days end as value
-- Divided last of all, so that whole numbers stay whole.
