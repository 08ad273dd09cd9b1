-- title.fr: Taux de redirection durablement acceptée, 7 jours
-- title.en: Durably accepted transfer rate to selfcare, 7 days
-- kind: ratio
-- better: higher
-- source: F1, F3
-- window: 7d
--
-- Share of contacts in which a redirect was accepted and the customer had no other contact in the 7 days after it.
-- Contacts of unknown customers, and redirects too young to be judged, are left out.
--
-- fr: Part des contacts où une redirection a été acceptée, sans autre contact du client dans les 7 jours suivants.
-- fr: Les contacts de clients inconnus et les redirections trop récentes sont laissés de côté.

select at, day, channel, lang, application, theme, (accepted and coalesce(contact_after > 604800000, true)) as num, 1 as den,
  redirected_at + 604800000 as judged_at, contact, contact_after
from contacts
where customer_known
