-- title.fr: Résolution au premier contact (FCR), 7 jours
-- title.en: First contact resolution (FCR), 7 days
-- kind: ratio
-- scale: 0..1
-- better: higher
-- target: 0.7
-- users: quality, manager
-- source: Smart Tribune, « KPIs et tableaux de bord »; LiveAgent, « Les 16 principales métriques du service client »
-- left_out.fr: de clients inconnus
-- left_out.en: of unknown customers
-- window: 7d
-- needs: resolved_contacts
--
-- Share of first contacts (none of the same customer in the 7 days before) that were resolved, never reopened, and followed by no other contact within 7 days.
-- Good selfcare can lower it, since the contact centre keeps the hard cases: read it with the volume of selfcare, never alone.
-- Contacts of unknown customers, and those too young, are left out and counted apart; without customers: first_contact_resolution_reported.
--
-- fr: Part des premiers contacts (aucun du même client dans les 7 jours d’avant) résolus, jamais rouverts, et sans autre contact dans les 7 jours.
-- fr: Un bon selfcare peut la faire baisser, car le centre de contact garde les cas difficiles : à lire avec le volume de selfcare, jamais seule.
-- fr: Les contacts de clients inconnus, ou trop récents, sont écartés et comptés à part ; sans clients : first_contact_resolution_reported.

select at, day, channel, lang, application, theme, (resolved and reopened = 0 and coalesce(next_contact > 604800000, true)) as num, 1 as den,
  at + 604800000 as judged_at, customer is null as left_out, contact, agent, team, reason, next_contact
from contacts
where answered and coalesce(previous_contact > 604800000, true)
