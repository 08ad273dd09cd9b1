-- title.fr: Part de commentaires techniques
-- title.en: Share of technical comments
-- kind: ratio
-- scale: 0..1
-- better: none
-- users: quality, editor
-- source: LiveAgent, « Les 16 principales métriques du service client »
--
-- Share of public comments and posts in which, by their words, something does not work, or it is not clear how it does.
-- It finds what says so in known words, and nothing else: a lower bound.
--
-- fr: Part des commentaires et publications où, d’après leurs mots, quelque chose ne marche pas, ou dont on ne sait pas se servir.
-- fr: Seul ce qui est dit avec des mots connus est trouvé : c’est une borne basse.

select at, day, channel, lang, application, theme, technical as num, 1 as den, answered, conversation, text
from comments
