-- title.fr: Résolution durable à 24 heures
-- title.en: Durable resolution, 24 hours
-- kind: ratio
-- better: higher
-- source: Vigie
-- window: 24h
--
-- Share of episodes confirmed as helpful, or silent with an answer, whose customer had no contact in the 24 hours after.
-- Only episodes of known customers, and old enough to be judged, are counted.
--
-- fr: Part des épisodes confirmés utiles, ou silencieux avec réponse, sans contact du client dans les 24 heures suivantes.
-- fr: Seuls comptent les épisodes de clients connus et assez anciens pour être jugés.

select at, day, channel, lang, application, theme, coalesce(contact_after > 86400000, true) as num, 1 as den,
  ended_at + 86400000 as judged_at, outcome, contact_after
from episodes
where outcome in ('confirmed', 'silent_with_answer') and customer_known
