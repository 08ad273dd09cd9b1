-- Facts: computed from events and transcripts, can be deleted at any time.
-- Every fact has its moment `at` (UTC milliseconds), its local `day`, and the
-- four dimensions; a KPI counts rows of one of these tables.

create table meta (name text primary key, value text not null) strict, without rowid;

-- One person, one need, one selfcare device.
create table episodes (
  id            blob    not null,     -- of its first event
  client        blob    not null,
  at            integer not null,
  ended_at      integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  engaged       integer not null,
  outcome       text    not null,
  answered      integer not null,
  cause         text,                 -- of its first hand-off
  customer      blob,                 -- null: unknown
  contact_after integer,              -- ms from its end to the customer's next contact
  returned_after integer,             -- ms from its end to what the client did next, 30 min later at least
  handoff_reason text,                -- of its first hand-off
  messages      integer not null,     -- of the person, without those that were the bot's own business
  answers       integer not null,     -- of the bot
  closing       text,                 -- whether all is well: asked, yes, no; null: nobody asked
  fulfilled     integer,              -- of its last message that tells; null: none does
  ever_fulfilled integer not null,    -- of any message
  message_intents text,               -- of its messages, as `,greet,billing,`; null: none is known
  human_before  integer not null,     -- an agent had spoken in its conversation before it ended
  customer_known integer not null as (customer is not null)
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
  has_results   integer,              -- null: unknown
  clicked       integer not null,
  no_result     integer not null,     -- why it is unanswered: any of these six
  no_click      integer not null,
  reformulated  integer not null,
  negative      integer not null,
  handoff       integer not null
) strict;

-- A complete query, and the different one that followed it.
create table reformulations (
  client        blob    not null,
  episode       blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  query         text    not null,
  next_query    text    not null
) strict;

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
  helpful       integer not null
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
  form          text    not null,
  understood    integer,              -- null: unknown
  intent        text,
  fulfilled     integer,              -- null: unknown
  system        integer not null,     -- of the bot's own business, as a greeting
  misunderstood integer not null,     -- why it is unanswered: any of these three
  negative      integer not null,
  handoff       integer not null
) strict;

-- A form for reaching a human, as one episode met it.
create table forms (
  client        blob    not null,
  episode       blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  form          text,
  shown         integer not null,     -- with an answer beside it
  submitted     integer not null
) strict;

-- The first hand-off of an escalated episode.
create table handoffs (
  id            blob    not null,
  client        blob    not null,
  episode       blob    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  cause         text    not null,
  reason        text,
  question      text,                 -- the last one before it: a query or a message
  form          text,                 -- of that question, as where it was asked
  article       text                  -- the last one before it
) strict;

-- An exchange with a human, by its id.
create table contacts (
  contact       text    not null,
  at            integer not null,
  day           text    not null,
  channel text, lang text, application text, theme text,
  offered       integer not null,
  accepted      integer not null,
  forced        integer not null,
  customer      blob,                 -- null: unknown
  redirected_at integer,              -- of its first accepted redirect
  contact_after integer,              -- ms from there to the customer's next other contact
  customer_known integer not null as (customer is not null)
) strict;

-- A conversation: of a chatbot, with a human, or from a transcript.
create table conversations (
  source        text    not null,     -- what `id` is: episode, client, conversation, contact, transcript
  id            text    not null,
  client        blob,                 -- of the first two
  at            integer not null,     -- of an undated transcript: when it was imported
  day           text    not null,
  channel text, lang text, application text, theme text,
  turns         integer not null,
  words         integer not null,
  sentiment     integer,              -- of the customer's turns, ten-thousandths; null: none
  said          blob    not null      -- its stems with counts
) strict;

-- Sums over facts, so that a figure is read from few rows. Each is of a day or of
-- a month (`span`; `day` is its first day) and of one value of every dimension,
-- where empty text stands for "not given".

-- Of every KPI.
create table cubes (
  kpi           text    not null,
  span          text    not null,
  day           text    not null,
  channel       text    not null,
  lang          text    not null,
  application   text    not null,
  theme         text    not null,
  judged_by     integer not null,     -- when all its rows can be judged; 0: at once
  n             integer not null,
  num           any     not null,
  den           any     not null,
  num2          any     not null,
  den2          any     not null,
  numden        any     not null,
  primary key (kpi, span, day, channel, lang, application, theme, judged_by)
) strict, without rowid;

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
