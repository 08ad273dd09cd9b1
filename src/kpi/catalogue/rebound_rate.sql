-- title.fr: Taux de rebond (vente additionnelle)
-- title.en: Rebound rate (cross-selling)
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: manager
-- source: EasyVista, « 10 KPI pour analyser la relation client »
--
-- Share of answered contacts, outbound ones apart, that led to an up-sell or a cross-sell. It is not the bounce rate of web pages.
--
-- fr: Part des contacts décrochés, hors sortants, qui ont mené à une montée en gamme ou une vente croisée. Ce n’est pas le taux de rebond des pages web.

select at, day, channel, lang, application, theme, cross_sold > 0 as num, 1 as den, contact, agent, team, reason
from contacts
where answered and coalesce(direction <> 'outbound', true)
