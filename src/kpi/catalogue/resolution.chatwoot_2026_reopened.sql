-- title.fr: Réouverture selon Chatwoot, depuis 2026
-- title.en: Reopening as Chatwoot counts since 2026
-- kind: ratio
-- scale: 0..1
-- better: lower
-- users: bot_owner
-- source: Chatwoot, Captain outcomes, August 2026
-- silence.fr: ne compte pas
-- silence.en: does not count
-- needs: messages
-- window: 7d
--
-- Resolutions of resolution.chatwoot_2026 followed by another episode in which the same person did something, or by a contact ÷ these resolutions; looked at for 7 days here, so that a month does not change for ever.
--
-- fr: Résolutions de resolution.chatwoot_2026 suivies d’un autre épisode où la même personne a fait quelque chose, ou d’un contact ÷ ces résolutions ; observées 7 jours ici, pour qu’un mois ne change pas sans fin.

select at, day, channel, lang, application, theme, not (coalesce(returned_after > 604800000, true) and coalesce(contact_after > 604800000, true)) as num, 1 as den, ended_at + 604800000 as judged_at, returned_after, contact_after, outcome, cause
from episodes
where outcome <> 'escalated' and answers > 0 and not human_before and coalesce(returned_after > 3600000, true)
