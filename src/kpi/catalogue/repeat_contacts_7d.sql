-- title.fr: Contacts répétés, 7 jours
-- title.en: Repeat contacts, 7 days
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: quality
-- source: Vigie
-- left_out.fr: de clients inconnus
-- left_out.en: of unknown customers
--
-- Share of contacts whose customer had another one in the 7 days before: unlike repetition_rate it does not depend on the length of the period.
--
-- fr: Part des contacts dont le client en avait eu un autre dans les 7 jours d’avant : contrairement à repetition_rate, indépendante de la longueur de la période.

select at, day, channel, lang, application, theme, coalesce(previous_contact <= 604800000, false) as num, 1 as den, customer is null as left_out, contact, agent, team, reason, previous_contact
from contacts
where reached
