-- title.fr: Taux de digitalisation
-- title.en: Digitalisation rate
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: manager
-- left_out.fr: de canal inconnu
-- left_out.en: of unknown channel
-- source: EasyVista, « 10 KPI pour analyser la relation client »
--
-- Share of contacts that did not come by phone, letter or shop. By channel: channel_share.
--
-- fr: Part des contacts qui ne sont pas venus par téléphone, courrier ou boutique. Par canal : channel_share.

select at, day, channel, lang, application, theme, replace(lower(channel), 'É', 'é') not in ('phone', 'voice', 'telephone', 'téléphone', 'call', 'appel', 'shop', 'boutique', 'agence', 'letter', 'courrier') as num, 1 as den,
  channel is null as left_out, contact, agent, team, reason
from contacts
where reached
