-- title.fr: Retour sur investissement du selfcare (ROI)
-- title.en: Return on investment of selfcare (ROI)
-- kind: formula
-- better: higher
-- users: manager
-- source: Smart Tribune, « KPIs et tableaux de bord »
-- of: selfcare_savings_low, selfcare_savings_high
-- param.spent: 1
--
-- Contacts avoided × cost per contact ÷ what selfcare costs in the period (to be set; 1 shows the savings themselves, in euros).
-- Contacts avoided are only known between two bounds, so this is an interval: its middle is no better guess than its ends.
--
-- fr: Contacts évités × coût d’un contact ÷ ce que coûte le selfcare dans la période (à régler ; 1 montre les économies elles-mêmes, en euros).
-- fr: Les contacts évités ne sont connus qu’entre deux bornes : c’est un intervalle, dont le milieu ne vaut pas mieux que les bouts.

select (selfcare_savings_low + selfcare_savings_high) / 2 / :spent as value,
  selfcare_savings_low / :spent as low, selfcare_savings_high / :spent as high
