-- title.fr: Déflexion, borne basse
-- title.en: Deflection, low bound
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner, manager
-- source: Vigie
--
-- Share of engaged episodes confirmed as helpful whose customer had no contact in the 24 hours after.
-- Together with deflection_high it is an interval: silence is neither success nor failure.
--
-- fr: Part des épisodes engagés confirmés utiles, sans contact du client dans les 24 heures.
-- fr: Avec deflection_high, c’est un intervalle : le silence n’est ni succès ni échec.

select at, day, channel, lang, application, theme, (outcome = 'confirmed' and coalesce(contact_after > 86400000, true)) as num, 1 as den, outcome, contact_after
from episodes
where engaged
