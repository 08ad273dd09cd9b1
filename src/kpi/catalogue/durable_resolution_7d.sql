-- title.fr: Résolution durable à 7 jours
-- title.en: Durable resolution, 7 days
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner, manager
-- source: Vigie
-- left_out.fr: de clients inconnus
-- left_out.en: of unknown customers
-- window: 7d
--
-- Share of episodes confirmed as helpful, or silent with an answer, whose customer had no contact in the 7 days after.
-- Episodes of unknown customers, and those too young to be judged, are left out and counted apart.
--
-- fr: Part des épisodes confirmés utiles, ou silencieux avec réponse, sans contact du client dans les 7 jours suivants.
-- fr: Les épisodes de clients inconnus, ou trop récents pour être jugés, sont écartés et comptés à part.

select at, day, channel, lang, application, theme, coalesce(contact_after > 604800000, true) as num, 1 as den,
  ended_at + 604800000 as judged_at, not customer_known as left_out, outcome, contact_after
from episodes
where outcome in ('confirmed', 'silent_with_answer')
