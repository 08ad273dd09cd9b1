-- title.fr: Déflexion selon Microsoft
-- title.en: Deflection as Microsoft words it
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: bot_owner
-- source: Microsoft, Copilot Studio deflection overview (guidance)
-- silence.fr: hors du compte
-- silence.en: not counted
-- needs: deflection_answers
--
-- Requests completed in self-service that would otherwise be handled by a human ÷ requests. Microsoft gives guidance and no rule to compute it: here it takes people’s own answer to the survey `deflection` (1: it is settled, and I would have contacted you; 0: no), over the requests that answered. One that was handed off was not completed in self-service, whatever was answered.
--
-- fr: Demandes abouties en selfcare qui seraient sinon allées à un humain ÷ demandes. Microsoft donne un conseil et pas de règle de calcul : il faut ici la réponse des gens à l’enquête `deflection` (1 : c’est réglé, et je vous aurais contactés ; 0 : non), sur les demandes qui ont répondu. Une demande transférée n’a pas abouti en selfcare, quelle que soit la réponse.

select at, day, channel, lang, application, theme, (deflected = 1 and outcome <> 'escalated') as num, 1 as den, outcome, cause
from episodes
where deflected is not null
