-- title.fr: Questions de clôture posées
-- title.en: Closing questions asked
-- kind: sum
-- scale: 0..
-- better: none
-- users: bot_owner
-- source: Vigie
--
-- Episodes in which somebody was asked whether all is well (`closing` events).
--
-- fr: Épisodes où l’on a demandé si tout va bien (événements `closing`).

select at, day, channel, lang, application, theme, 1 as num, 1 as den, closing, outcome
from episodes
where closing is not null
