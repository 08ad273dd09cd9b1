-- title.fr: Résolution au premier contact, déclarée
-- title.en: First contact resolution, as reported
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: quality
-- source: Smart Tribune, « KPIs et tableaux de bord »
-- needs: resolved_contacts
--
-- Share of answered contacts marked as resolved and never reopened, whether or not the customer came back under another contact.
--
-- fr: Part des contacts décrochés marqués résolus et jamais rouverts, que le client soit revenu ou non par un autre contact.

select at, day, channel, lang, application, theme, (resolved and reopened = 0) as num, 1 as den, contact, agent, team, reason
from contacts
where answered
