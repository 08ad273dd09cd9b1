-- Facts: computed from events and transcripts, can be deleted at any time.
-- Every fact has its moment `at` (UTC milliseconds), its local `day`, and the
-- four dimensions; a KPI counts rows of one of these tables.
-- `vigie kpi tables` prints what stands here beside the columns of facts; what columns of
-- one name mean in every table is in `src/facts/told.rs`. Yes is 1, no is 0.

create table meta (name text primary key, value text not null) strict, without rowid;

-- One person, one need, one selfcare device.
create table episodes (
  id            blob    not null,     -- of its first event
  client        blob    not null,
  at            integer not null,
  ended_at      integer not null,     -- moment of its last event
  day           text    not null,
  channel text, lang text, application text, theme text,
  engaged       integer not null,     -- yes or no: a search, message, click, vote, survey or hand-off is in it
  outcome       text    not null,     -- escalated, confirmed, negative, silent_with_answer, silent_without_answer, unengaged
  answered      integer not null,     -- yes or no: it was given an answer
  cause         text,                 -- of its first hand-off: offered, requested, automatic; null: none
  customer      blob,                 -- null: unknown
  contact_after integer,              -- ms from its end to the customer's next contact
  returned_after integer,             -- ms from its end to what the client did next, 30 min later at least
  asked_again   integer not null,     -- yes or no: after its last answer there was another question
  dwell         integer,              -- ms spent on its last answer; null: unknown
  answer_words  integer,              -- words of its last answer; null: unknown
  handoff_reason text,                -- of its first hand-off; null: none
  with_bot      integer not null,     -- yes or no: somebody wrote to a bot, if only on its own business, or it spoke
  messages      integer not null,     -- how many of the person, without those that were the bot's own business
  answers       integer not null,     -- how many of the bot
  understood_answers integer not null, -- of these, those to what it had not failed to understand
  closing       text,                 -- whether all is well: asked, yes, no; null: nobody asked
  fulfilled     integer,              -- yes or no, of its last message that tells, also by not being understood; null: none does
  ever_fulfilled integer not null,    -- yes or no, of any message
  message_intents text,               -- of its messages, as `,greet,billing,`; null: none is known
  deflected     integer,              -- what the survey `deflection` was answered; null: it was not
  human_before  integer not null,     -- yes or no: an agent had spoken in its conversation before it ended
  customer_known integer not null as (customer is not null) -- yes or no
) strict;

-- One search as the person meant it.
create table intents (
  id            blob    not null,     -- of its first search
  client        blob    not null,
  episode       blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  query         text    not null,
  form          text    not null,     -- what groups queries that say the same
  total         integer,              -- results found; null: unknown
  has_results   integer,              -- yes or no; null: unknown
  clicked       integer not null,     -- yes or no
  no_result     integer not null,     -- why it is unanswered, yes or no: it found nothing
  no_click      integer not null,     -- why it is unanswered, yes or no: nothing it found was opened
  reformulated  integer not null,     -- why it is unanswered, yes or no: a different one followed
  negative      integer not null,     -- why it is unanswered, yes or no: a bad vote
  handoff       integer not null      -- why it is unanswered, yes or no: it was the last before a human
) strict;

-- A complete query, and the different one that followed it.
create table reformulations (
  client        blob    not null,
  episode       blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  query         text    not null,
  next_query    text    not null      -- the one that followed it
) strict;

-- An article that was chosen in a list.
create table clicks (
  id            blob    not null,
  client        blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  article       text    not null,
  position      integer,              -- from 1
  query         text                  -- of the intent it ended
) strict;

-- The last vote of an episode on an article.
create table votes (
  id            blob    not null,
  client        blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  article       text,
  helpful       integer not null      -- yes or no
) strict;

-- A person's turn with a bot.
create table messages (
  id            blob    not null,
  client        blob    not null,
  episode       blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  text          text    not null,
  form          text    not null,     -- what groups messages that say the same
  understood    integer,              -- yes or no; null: unknown
  intent        text,                 -- what the bot took it for; null: unknown
  fulfilled     integer,              -- yes or no: the bot did what was asked; null: unknown
  system        integer not null,     -- yes or no: of the bot's own business, as a greeting
  misunderstood integer not null,     -- why it is unanswered, yes or no: the bot said so
  negative      integer not null,     -- why it is unanswered, yes or no: a bad vote
  handoff       integer not null      -- why it is unanswered, yes or no: it was the last before a human
) strict;

-- A form for reaching a human, as one episode met it.
create table forms (
  client        blob    not null,
  episode       blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  form          text,                 -- which one
  shown         integer not null,     -- yes or no: with an answer beside it
  submitted     integer not null      -- yes or no
) strict;

-- The first hand-off of an escalated episode.
create table handoffs (
  id            blob    not null,
  client        blob    not null,
  episode       blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  cause         text    not null,     -- offered, requested, automatic
  reason        text,                 -- as told; null: none
  question      text,                 -- the last one before it: a query or a message
  form          text,                 -- of that question, as where it was asked
  article       text                  -- the last one before it
) strict;

-- A contact with the house, by its id: from the first wait to what came of it.
-- Durations are in ms; null: unknown, or impossible as it was told, and then flagged.
create table contacts (
  contact       text    not null,
  at            integer not null,     -- of its first event
  day           text    not null,
  channel text, lang text, application text, theme text,
  offered       integer not null,     -- yes or no: selfcare was, and not forced
  accepted      integer not null,     -- yes or no: selfcare was
  forced        integer not null,     -- yes or no: a redirect was
  customer      blob,                 -- null: unknown
  redirected_at integer,              -- moment of its first accepted redirect; null: none
  contact_after integer,              -- ms from that redirect to the customer's next other contact
  customer_known integer not null as (customer is not null), -- yes or no
  reached       integer not null,     -- yes or no: a human or a redirect was met; no: only waited for
  agent text, team text,              -- the last ones named
  reason        text,                 -- the first one named
  direction     text,                 -- inbound, outbound; null: unknown
  complaint     integer not null,     -- yes or no
  queued        integer not null,     -- yes or no: somebody waited for a human, and was not called by the house
  answered      integer not null,     -- yes or no: a human was met
  abandoned     integer not null,     -- yes or no: given up, and never answered
  wait          integer,              -- ms until answered or abandoned: as told, else from the queue; null for calls by the house
  talk integer, hold integer, wrap_up integer, -- ms, sum of what is told; null: nothing is
  duration      integer,              -- ms from the beginning, the wait included, to the last end
  ended_after   integer,              -- ms from the first event to the first end, abandonment or resolution; null: not known
  first_response integer,             -- ms from the beginning to the first reply of a human; null for calls by the house
  responses     integer not null,     -- how many replies of humans
  response_time integer,              -- ms, sum over the responses that are timed
  responses_timed integer not null,   -- how many tell their wait, or follow something to reply to
  resolved      integer not null,     -- yes or no: and not reopened since
  resolved_at   integer,              -- moment of the last resolution that stands
  reopened      integer not null,     -- how many times
  resolution    integer,              -- ms from the beginning to that resolution
  resolution_business integer,        -- ms, the same in business hours
  next_contact  integer,              -- ms to the customer's next other contact in which a human was met
  previous_contact integer,           -- ms from the one before
  sold          integer not null,     -- how many purchases name it
  cross_sold    integer not null,     -- of these, up-sold or cross-sold
  wanted_to_leave integer not null,   -- how many kept and left customers' events name it
  kept          integer not null,     -- of these, how many were kept
  flag          text                  -- what is odd in it, as answered_before_queued; null: nothing
) strict;

-- A conversation: of a chatbot, with a human, in public, or from a transcript.
create table conversations (
  source        text    not null,     -- what `id` is: episode, client, conversation, contact, comment, transcript
  id            text    not null,     -- of what `source` says
  client        blob,                 -- where `source` is episode or client
  at            integer not null,     -- of an undated transcript: when it was imported
  day           text    not null,
  channel text, lang text, application text, theme text,
  turns         integer not null,     -- how many
  words         integer not null,     -- how many
  sentiment     integer,              -- of the customer's turns, ten-thousandths; null: none
  said          blob    not null      -- its stems with counts, packed
) strict;

-- Facts that one event gives by itself. Scores, weights and money are in
-- ten-thousandths, durations in ms; `contact`, `agent` and `team` are null where the
-- event does not name them.

-- What a customer answered on a scale.
create table surveys (
  id            blob    not null,
  client        blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  survey        text    not null,     -- nps, csat, ces or another name
  score         integer not null,     -- ten-thousandths, as answered
  min           integer,              -- ten-thousandths, as told, else nps 0-10, csat 1-5, ces 1-7
  max           integer,              -- the same; null: unknown
  better        text,                 -- higher or lower; as told, else ces lower
  contact text, agent text, team text,
  customer      blob,                 -- null: unknown
  flag          text                  -- out_of_scale, no_scale; null: nothing is odd
) strict;

-- How well a contact was handled: `points` of `weight`.
create table reviews (
  id            blob    not null,
  client        blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  contact text, agent text, team text,
  grid          text,                 -- which one; null: none is told
  points        integer not null,     -- ten-thousandths: sum of weight * (score - min) / (max - min)
  weight        integer not null,     -- ten-thousandths: sum of weights, 1 where none is told
  flag          text                  -- out_of_scale: a score that is in neither sum
) strict;

-- A test contact: whether other channels were promoted in it.
create table audits (
  id            blob    not null,
  client        blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  contact text, agent text, team text,
  promoted      integer not null,     -- yes or no
  target        text                  -- the channel
) strict;

-- An agent's working time.
create table work (
  id            blob    not null,
  client        blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  agent         text    not null,
  team          text,
  worked        integer not null,     -- ms
  idle          integer               -- ms waiting for contacts; null: unknown
) strict;

-- A customer comes, wanted to leave and stays, or leaves.
create table life (
  id            blob    not null,
  client        blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  customer      blob,                 -- null: unknown
  state         text    not null,     -- acquired, kept, left
  referred      integer not null,     -- yes or no: came by somebody's recommendation
  contact text, agent text, team text,
  lifetime      integer,              -- ms, of one who left, since the day told; null: unknown
  flag          text                  -- left_before_since: that day is later
) strict;

-- Something bought, or given back.
create table purchases (
  id            blob    not null,
  client        blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  customer      blob,                 -- null: unknown
  contact text, agent text, team text,
  amount        integer not null,     -- ten-thousandths of the currency; below 0: given back
  margin        integer,              -- ten-thousandths of the currency; null: unknown
  offer         text                  -- new, up_sell, cross_sell; null: unknown
) strict;

-- Money spent to win customers.
create table spends (
  id            blob    not null,
  client        blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  campaign      text,
  amount        integer not null      -- ten-thousandths of the currency
) strict;

-- A customer recommended the house.
create table referrals (
  id            blob    not null,
  client        blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  customer      blob,                 -- null: unknown
  campaign      text
) strict;

-- A public comment: the first of its conversation, and whether the house replied in it.
create table comments (
  id            blob    not null,
  client        blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  conversation  text    not null,     -- its words are in `conversations`, source comment
  customer      blob,                 -- null: unknown
  hour          integer not null,     -- 0-23, in the site's zone
  weekday       integer not null,     -- 1-7, Monday 1, in the site's zone
  text          text    not null,
  answered      integer not null,     -- yes or no: a reply is known
  response      integer,              -- ms to the first reply not before it; null: none
  sentiment     integer,              -- of its text, ten-thousandths; null: none
  technical     integer not null,     -- yes or no: by its words, something does not work
  suggestion    integer not null,     -- yes or no: by its words, something is wished for
  competitor    text,                 -- the first one named, of the site's list; null: none
  answerable    integer,              -- yes or no: a search with its words finds a published entry; null: none is published
  flag          text                  -- reply_before_comment; null: nothing is odd
) strict;

-- Sums over facts, so that a figure is read from few rows. Each is of a day or of
-- a month (`span`; `day` is its first day), and tells apart the values of every
-- dimension, where empty text stands for "not given".

-- Of every KPI, in parts to be added: each is the cells of a day or month, as bytes.
create table cubes (
  kpi           text    not null,
  span          text    not null,
  day           text    not null,
  part          integer not null,
  cells         blob    not null,
  primary key (kpi, span, day, part)
) strict;

-- The dimensions that facts have together; cells name them by number.
create table crossings (
  number        integer primary key,
  channel       text    not null,
  lang          text    not null,
  application   text    not null,
  theme         text    not null
) strict;

-- Persons by number, as cells of KPIs that count persons name them.
create table people (
  number        integer primary key,
  name          blob    not null unique
) strict;

-- What is said in conversations: sums of `conversations.said`, in parts to be added.
create table said_sums (
  span          text    not null,
  day           text    not null,
  channel       text    not null,
  lang          text    not null,
  application   text    not null,
  theme         text    not null,
  part          integer not null,
  sum           blob    not null,
  primary key (span, day, channel, lang, application, theme, part)
) strict, without rowid;

-- What finds no answer: sums over `intents` and `messages`, in parts to be added.
create table asked_sums (
  span          text    not null,
  day           text    not null,
  channel       text    not null,
  lang          text    not null,
  application   text    not null,
  theme         text    not null,
  part          integer not null,
  sum           blob    not null,
  primary key (span, day, channel, lang, application, theme, part)
) strict, without rowid;
