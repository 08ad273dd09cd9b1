-- title.fr: Économies du selfcare, borne basse
-- title.en: Selfcare savings, low bound
-- kind: sum
-- unit.fr: €
-- unit.en: €
-- scale: 0..
-- better: higher
-- users: manager
-- source: Smart Tribune, « KPIs et tableaux de bord »
-- param.cost: 6
--
-- Episodes that deflection_low counts × the cost of a contact, which can be set (in euros; 6 by default).
--
-- fr: Épisodes que compte deflection_low × le coût d’un contact, réglable (en euros ; 6 par défaut).

select at, day, channel, lang, application, theme, case when outcome = 'confirmed' and coalesce(contact_after > 86400000, true) then :cost else 0 end as num, 1 as den, outcome
from episodes
where engaged
