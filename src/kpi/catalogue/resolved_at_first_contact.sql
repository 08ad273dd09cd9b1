-- title.fr: Demandes résolues au premier contact
-- title.en: Requests resolved at first contact
-- kind: sum
-- scale: 0..
-- better: higher
-- users: quality
-- source: Glossaire des indicateurs de l’expérience client
-- left_out.fr: de clients inconnus
-- left_out.en: of unknown customers
-- window: 7d
-- needs: resolved_contacts
--
-- Number of requests resolved at first contact: the same article heads it “délai de résolution” (see resolution_time); as a share: first_contact_resolution.
--
-- fr: Nombre de demandes résolues au premier contact : le même article l’intitule « délai de résolution » (voir resolution_time) ; en part : first_contact_resolution.

select at, day, channel, lang, application, theme, 1 as num, 1 as den,
  at + 604800000 as judged_at, customer is null as left_out, contact, agent, team, reason
from contacts
where answered and resolved and reopened = 0 and coalesce(previous_contact > 604800000, true)
  and coalesce(next_contact > 604800000, true)
