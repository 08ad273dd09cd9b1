-- Every state an entry was ever in. `seq` only grows. `seal`: made of the other
-- columns, so that a changed bit is seen; that of the last row is the version of
-- the content, which the search index follows.
create table entry_versions (
    seq integer primary key autoincrement,
    entry_id text not null,
    -- The entry as JSON; of a removed entry, its last state.
    content text not null check (json_valid(content)),
    -- UTC milliseconds.
    imported_at integer not null,
    removed integer not null default 0 check (removed in (0, 1)),
    seal integer not null
) strict;

create index entry_versions_by_entry on entry_versions (entry_id, seq);

-- The present state of each entry: its latest version, unless removed.
create table entries (
    entry_id text primary key,
    seq integer not null unique references entry_versions (seq),
    lang text not null,
    status text not null check (status in ('draft', 'published', 'archived')),
    question text not null,
    seal integer not null
) strict;

create index entries_by_status on entries (status, lang);
