-- title.fr: Part de commentaires auxquels la FAQ répond
-- title.en: Share of comments that the FAQ answers
-- kind: ratio
-- scale: 0..1
-- better: higher
-- users: editor
-- source: LiveAgent, « Les 16 principales métriques du service client »
-- left_out.fr: sans FAQ publiée
-- left_out.en: without a published FAQ
--
-- Share of public comments and posts for which a search with their words finds a published entry, as the FAQ is now: a measure of what it covers.
-- Without a published entry there is no figure: comments are then left out and counted apart.
--
-- fr: Part des commentaires et publications dont les mots, cherchés, trouvent un article publié, la FAQ étant ce qu’elle est maintenant : une mesure de ce qu’elle couvre.
-- fr: Sans article publié, il n’y a pas de chiffre : les commentaires sont alors écartés et comptés à part.

select at, day, channel, lang, application, theme, answerable as num, 1 as den, answerable is null as left_out, answered, conversation, text
from comments
