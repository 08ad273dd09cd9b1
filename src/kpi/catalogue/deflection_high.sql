-- title.fr: Déflexion, borne haute
-- title.en: Deflection, high bound
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner, manager
-- source: Vigie
--
-- Share of engaged episodes confirmed as helpful, or silent with an answer, whose customer had no contact in the 24 hours after.
-- It asks whom selfcare answered. Between which shares people met no human at all about their need, answered or not, `vigie deflection` says.
--
-- fr: Part des épisodes engagés confirmés utiles, ou silencieux avec réponse, sans contact du client dans les 24 heures.
-- fr: Elle dit à qui le selfcare a répondu. Entre quelles parts les gens n’ont vu aucun humain pour leur besoin, avec réponse ou non : `vigie deflection`.

select at, day, channel, lang, application, theme, (outcome in ('confirmed', 'silent_with_answer')
  and coalesce(contact_after > 86400000, true)) as num, 1 as den, outcome, contact_after
from episodes
where engaged
