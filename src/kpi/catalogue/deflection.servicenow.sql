-- title.fr: Déflexion selon ServiceNow
-- title.en: Deflection as ServiceNow counts
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner
-- source: ServiceNow, Self-Solve Performance page, Australia release
-- silence.fr: après une exécution : résolu ; après une réponse : non
-- silence.en: after an execution: resolved; after an answer: not
-- needs: messages, fulfilments
--
-- Self-solved events ÷ events: conversations in which something was executed for the person, or who gave positive feedback, less those with negative feedback or a hand-off. An answer without further action is not self-solved; execution alone is.
--
-- fr: Événements auto-résolus ÷ événements : conversations où quelque chose a été exécuté pour la personne, ou dont le retour est positif, hors retour négatif ou transfert. Une réponse sans suite n’est pas auto-résolue ; l’exécution seule l’est.

select at, day, channel, lang, application, theme, (outcome not in ('escalated', 'negative') and (ever_fulfilled or outcome = 'confirmed')) as num, 1 as den, ever_fulfilled, outcome, cause
from episodes
where messages > 0 or answers > 0
