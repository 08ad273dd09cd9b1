-- title.fr: Part de commentaires avec une suggestion
-- title.en: Share of comments with a suggestion
-- kind: ratio
-- scale: 0..1
-- better: none
-- users: quality, manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Share of public comments and posts in which, by their words, something is wished for or proposed.
-- It finds what says so in known words, and nothing else: a lower bound.
--
-- fr: Part des commentaires et publications où, d’après leurs mots, quelque chose est souhaité ou proposé.
-- fr: Seul ce qui est dit avec des mots connus est trouvé : c’est une borne basse.

select at, day, channel, lang, application, theme, suggestion as num, 1 as den, answered, conversation, text
from comments
