-- The truth: every event as it was accepted, personal data masked, people as keyed hashes.
-- `seal`: made of the other columns, so that a changed bit is seen (`src/sqlite/seal.rs`).
create table events (
  seq          integer primary key,  -- order of arrival
  id           blob    not null unique,
  at           integer not null,     -- UTC milliseconds
  kind         text    not null,
  bot          integer not null,
  client       blob    not null,     -- whose selfcare this is; an event of nobody known is its own person
  customer     blob,
  contact      text,
  conversation text,
  body         text    not null,     -- the other fields: JSON, keys sorted
  seal         integer not null
) strict;

create index events_by_client on events (client);
create index events_by_customer on events (customer) where customer is not null;
create index events_by_contact on events (contact) where contact is not null;
create index events_by_conversation on events (conversation) where conversation is not null;
create index events_of_bots on events (at) where bot;

-- Contents that lost against another one of the same id.
create table conflicts (
  id     blob not null,
  digest blob not null,              -- SHA-256 of the content
  seal   integer not null,
  primary key (id, digest)
) strict, without rowid;

-- Contents that stood under the number `was` until another one of their id took the number
-- `seq`: what figures of before were computed from.
create table superseded (
  seq          integer not null,
  was          integer not null,
  id           blob    not null,
  at           integer not null,
  kind         text    not null,
  bot          integer not null,
  client       blob    not null,
  customer     blob,
  contact      text,
  conversation text,
  body         text    not null,
  seal         integer not null
) strict;

create index superseded_by_seq on superseded (seq);
