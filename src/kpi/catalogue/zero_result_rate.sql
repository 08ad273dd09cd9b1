-- title.fr: Taux de recherches sans résultat
-- title.en: Zero-result rate
-- kind: ratio
-- better: lower
-- source: Smart Tribune, « KPIs et tableaux de bord »
--
-- Share of searches that found nothing, among those whose number of results is known.
-- An unknown number of results is not zero results.
--
-- fr: Part des recherches qui n’ont rien trouvé, parmi celles dont le nombre de résultats est connu.
-- fr: Un nombre de résultats inconnu n’est pas zéro résultat.

select at, day, channel, lang, application, theme, no_result as num, 1 as den, query, total
from intents
where total is not null
