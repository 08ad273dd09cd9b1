-- title.fr: Épisodes
-- title.en: Episodes
-- kind: sum
-- scale: 0..
-- better: none
-- users: editor, manager
-- source: Smart Tribune, « KPIs et tableaux de bord »
--
-- One person, one need, one selfcare device: events of one client on one application,
-- less than 30 minutes apart, cut after a hand-off.
--
-- fr: Une personne, un besoin, un outil de selfcare : les événements d’un client sur une application,
-- fr: à moins de 30 minutes d’intervalle, coupés après un transfert.

select at, day, channel, lang, application, theme, 1 as num, 1 as den, outcome
from episodes
