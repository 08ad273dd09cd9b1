-- title.fr: Part de questions sans réponse
-- title.en: Share of unanswered questions
-- kind: ratio
-- scale: 0..1
-- better: lower
-- target: 0.2
-- users: editor, bot_owner, manager
-- source: Smart Tribune, « KPIs et tableaux de bord »
--
-- Share of searches and messages that found no answer: no result, no click, reformulated, a negative vote, a hand-off, or misunderstood. Messages on the bot’s own business, as a greeting, are no questions.
-- Zero results alone: zero_result_rate.
--
-- fr: Part des recherches et messages restés sans réponse : aucun résultat, aucun clic, reformulation, vote négatif, transfert, ou incompris. Un message qui ne regarde que le bot, comme un bonjour, n’est pas une question.
-- fr: Les recherches sans résultat seules : zero_result_rate.

select at, day, channel, lang, application, theme, no_result or no_click or reformulated or negative or handoff as num, 1 as den, query as question
from intents
union all
select at, day, channel, lang, application, theme, misunderstood or negative or handoff as num, 1 as den, text as question
from messages
where not system
