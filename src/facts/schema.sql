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
  misunderstood integer not null,     -- why it is unanswered: any of these three
  negative      integer not null,
  handoff       integer not null
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

-- A contact with the house, by its id: from the first wait to what came of it.
-- Durations are in ms; null: unknown, or impossible as it was told, and then flagged.
create table contacts (
  contact       text    not null,
  at            integer not null,     -- of its first event
  day           text    not null,
  channel text, lang text, application text, theme text,
  offered       integer not null,
  accepted      integer not null,
  forced        integer not null,
  customer      blob,                 -- null: unknown
  redirected_at integer,              -- of its first accepted redirect
  contact_after integer,              -- ms from there to the customer's next other contact
  customer_known integer not null as (customer is not null),
  reached       integer not null,     -- a human or a redirect was met; 0: only waited for
  agent text, team text,              -- the last ones named
  reason        text,                 -- the first one named
  direction     text,                 -- inbound, outbound; null: unknown
  complaint     integer not null,
  queued        integer not null,     -- somebody waited for a human, and was not called by the house
  answered      integer not null,
  abandoned     integer not null,     -- and never answered
  wait          integer,              -- until answered or abandoned: as told, else from the queue
  talk integer, hold integer, wrap_up integer, -- sums of what is told
  duration      integer,              -- from the beginning, the wait included, to the last end
  ended         integer not null,     -- ended, abandoned or resolved
  first_response integer,             -- from the beginning to the first reply of a human
  responses     integer not null,
  response_time integer,              -- sum over the responses that are timed
  responses_timed integer not null,   -- those that tell their wait, or follow something to reply to
  resolved      integer not null,     -- and not reopened since
  resolved_at   integer,              -- of the last resolution that stands
  reopened      integer not null,     -- how many times
  resolution    integer,              -- from the beginning to that resolution
  resolution_business integer,        -- the same in business hours
  next_contact  integer,              -- to the customer's next other contact in which a human was met
  previous_contact integer,           -- from the one before
  sold          integer not null,     -- purchases that name it
  cross_sold    integer not null,     -- of these, up-sold or cross-sold
  wanted_to_leave integer not null,   -- kept and left customers whose events name it
  kept          integer not null,
  flag          text,                 -- what is odd in it, as answered_before_queued; null: nothing
  met           integer not null      -- a human was met
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
