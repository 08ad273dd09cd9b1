-- Who may do what over HTTP. A key's secret is shown once and kept as its SHA-256.
create table keys (
  id            text    not null primary key,
  site          text    not null,
  scopes        text    not null,     -- comma-separated: ingest, read, import, admin
  digest        blob    not null unique,
  created_at    integer not null,
  revoked_at    integer
) strict, without rowid;
