-- title.fr: Formulaires avec réponse affichée
-- title.en: Forms with an answer shown
-- kind: sum
-- scale: 0..
-- better: none
-- users: bot_owner
-- source: Vigie
--
-- Forms for reaching a human beside which an answer was shown (`form` events).
--
-- fr: Formulaires de contact à côté desquels une réponse a été affichée (événements `form`).

select at, day, channel, lang, application, theme, 1 as num, 1 as den, form, submitted
from forms
where shown
