-- title.fr: Déflexion, borne haute
-- title.en: Deflection, high bound
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner, manager
-- source: Vigie
--
-- Share of engaged episodes confirmed as helpful, or silent with an answer, whose customer had no contact in the 24 hours after.
--
-- fr: Part des épisodes engagés confirmés utiles, ou silencieux avec réponse, sans contact du client dans les 24 heures.

select at, day, channel, lang, application, theme, (outcome in ('confirmed', 'silent_with_answer')
  and coalesce(contact_after > 86400000, true)) as num, 1 as den, outcome, contact_after
from episodes
where engaged
