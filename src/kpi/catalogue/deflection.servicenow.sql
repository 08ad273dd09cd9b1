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
-- Self-solved events ÷ events, which are conversations with a bot: those in which something was executed for the person, or that got positive feedback (the last vote, or a yes to the closing question), less those with negative feedback or a hand-off. An answer without further action is not self-solved; execution alone is.
--
-- fr: Événements auto-résolus ÷ événements, c’est-à-dire conversations avec un bot : celles où quelque chose a été exécuté pour la personne, ou dont le retour est positif (dernier vote, ou oui à la question de clôture), hors retour négatif ou transfert. Une réponse sans suite n’est pas auto-résolue ; l’exécution seule l’est.

select at, day, channel, lang, application, theme, (outcome not in ('escalated', 'negative') and coalesce(closing <> 'no', true) and (ever_fulfilled or outcome = 'confirmed' or coalesce(closing = 'yes', false))) as num, 1 as den, ever_fulfilled, closing, outcome, cause
from episodes
where with_bot
