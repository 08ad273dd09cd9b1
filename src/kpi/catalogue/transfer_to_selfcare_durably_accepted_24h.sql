-- title.fr: Taux de redirection durablement acceptée, 24 heures
-- title.en: Durably accepted transfer rate to selfcare, 24 hours
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: quality
-- source: EasyVista, « 10 KPI pour analyser la relation client »; Smart Tribune, « KPIs et tableaux de bord »
-- left_out.fr: de clients inconnus
-- left_out.en: of unknown customers
-- window: 24h
--
-- Share of contacts in which a redirect was accepted and the customer had no other contact in the 24 hours after it.
-- Contacts of unknown customers, and redirects too young to be judged, are left out and counted apart.
--
-- fr: Part des contacts où une redirection a été acceptée, sans autre contact du client dans les 24 heures suivantes.
-- fr: Les contacts de clients inconnus, ou dont la redirection est trop récente, sont écartés et comptés à part.

select at, day, channel, lang, application, theme, (accepted and coalesce(contact_after > 86400000, true)) as num, 1 as den,
  redirected_at + 86400000 as judged_at, not customer_known as left_out, contact, contact_after
from contacts
where reached
