-- title.fr: Taux de recherches sans résultat
-- title.en: Zero-result rate
-- kind: ratio
-- scale: 0..1
-- better: lower
-- target: 0.05
-- users: editor
-- source: Smart Tribune, « KPIs et tableaux de bord »; Coveo, content gaps (≤ 5 %)
-- left_out.fr: au nombre de résultats inconnu
-- left_out.en: with an unknown number of results
--
-- Share of searches that found nothing, among those whose number of results is known.
-- An unknown number of results is not zero results: those searches are left out and counted apart.
--
-- fr: Part des recherches qui n’ont rien trouvé, parmi celles dont le nombre de résultats est connu.
-- fr: Un nombre de résultats inconnu n’est pas zéro résultat : ces recherches sont écartées et comptées à part.

select at, day, channel, lang, application, theme, no_result as num, 1 as den,
  total is null as left_out, query, total
from intents
