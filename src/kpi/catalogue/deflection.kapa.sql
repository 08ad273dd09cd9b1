-- title.fr: Déflexion selon Kapa
-- title.en: Deflection as Kapa counts
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner
-- source: Kapa, support form deflector, deflection rates
-- silence.fr: partir : déflexion
-- silence.en: leaving: deflected
-- needs: forms_with_answer
--
-- Contact forms that were not sent after an answer was shown ÷ forms beside which an answer was shown.
--
-- fr: Formulaires de contact non envoyés après affichage d’une réponse ÷ formulaires à côté desquels une réponse a été affichée.

select at, day, channel, lang, application, theme, not submitted as num, 1 as den, form
from forms
where shown
