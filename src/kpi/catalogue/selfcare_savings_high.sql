-- title.fr: Économies du selfcare, borne haute
-- title.en: Selfcare savings, high bound
-- kind: sum
-- unit.fr: €
-- unit.en: €
-- scale: 0..
-- better: higher
-- users: manager
-- source: Smart Tribune, « KPIs et tableaux de bord »
-- param.cost: 6
--
-- Episodes that deflection_high counts × the cost of a contact, which can be set (in euros; 6 by default).
--
-- fr: Épisodes que compte deflection_high × le coût d’un contact, réglable (en euros ; 6 par défaut).

select at, day, channel, lang, application, theme, case when outcome in ('confirmed', 'silent_with_answer') and coalesce(contact_after > 86400000, true) then :cost else 0 end as num, 1 as den, outcome
from episodes
where engaged
