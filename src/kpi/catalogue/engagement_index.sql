-- title.fr: Indice d’engagement client
-- title.en: Customer engagement index
-- kind: formula
-- scale: 0..100
-- better: higher
-- users: manager
-- source: LiveAgent, « Les 16 principales métriques du service client »
-- of: engaged_rate, voting_rate, repurchase_rate
-- param.engaged: 1
-- param.voting: 1
-- param.repurchase: 1
--
-- An index that you make up, from 0 to 100: the article gives no formula. Here engaged visits, votes and repeated purchases, each with a weight that can be set; another mixture is another file.
--
-- fr: Un indice que vous composez, de 0 à 100 : l’article ne donne pas de formule. Ici visites engagées, votes et rachats, chacun avec un poids réglable ; un autre mélange est un autre fichier.

select 100 * (:engaged * engaged_rate + :voting * voting_rate + :repurchase * repurchase_rate)
  / (:engaged + :voting + :repurchase) as value
