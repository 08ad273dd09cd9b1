-- title.fr: Résolution durable selon Chatwoot, depuis 2026
-- title.en: Durable resolution as Chatwoot counts since 2026
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner
-- source: Chatwoot, Captain outcomes, August 2026
-- silence.fr: 7 jours sans retour : durable
-- silence.en: 7 days without return: durable
-- needs: messages
-- window: 7d
--
-- Resolutions of resolution.chatwoot_2026 that stayed closed for 7 days at least: the person did nothing again and did not contact ÷ those old enough to be judged.
--
-- fr: Résolutions de resolution.chatwoot_2026 restées fermées 7 jours au moins, sans que la personne refasse quelque chose ni contacte ÷ celles assez anciennes pour être jugées.

select at, day, channel, lang, application, theme, (coalesce(returned_after > 604800000, true) and coalesce(contact_after > 604800000, true)) as num, 1 as den, ended_at + 604800000 as judged_at, returned_after, contact_after, outcome, cause
from episodes
where outcome <> 'escalated' and answers > 0 and not human_before and coalesce(returned_after > 3600000, true)
