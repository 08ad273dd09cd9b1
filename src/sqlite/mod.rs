//! Opens a SQLite file, brings its schema up to date, and names damage.
//!
//! A file is created under another name and renamed when its schema is in it,
//! so a file that is there but empty or unreadable is always damage, never a
//! half-made file: it is reported and left as it is.

pub mod seal;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::failpoint::reach;
use seal::Changed;

/// The schema steps of one module; several modules may share a file.
pub struct Schema {
    pub module: &'static str,
    /// Step n brings the module's tables from version n to n + 1.
    pub steps: &'static [&'static str],
}

/// How much a commit promises.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// A commit survives a power cut: for what cannot be computed again.
    Full,
    /// A commit survives a crash of the process: for what can.
    Derived,
}

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("`{}` is damaged and was left as it is; restore it from a backup", path.display())]
    Damaged {
        path: PathBuf,
        source: Option<rusqlite::Error>,
    },
    #[error("`{}` is damaged: {}; restore it from a backup, or import again what they came from", path.display(), listed(rows))]
    Rows { path: PathBuf, rows: Vec<Changed> },
    #[error("`{}` is not the file that Vigie made here and was left as it is; restore it from a backup", path.display())]
    Foreign { path: PathBuf },
    #[error("`{}` was written by a newer version of Vigie; use that version", path.display())]
    Newer { path: PathBuf },
    #[error("could not open `{}`", path.display())]
    Open {
        path: PathBuf,
        source: rusqlite::Error,
    },
    #[error("could not create `{}`", path.display())]
    Create {
        path: PathBuf,
        source: std::io::Error,
    },
}

/// Opens the file for writing, creating it with its schema when it is not there.
pub fn open(path: &Path, schemas: &[Schema], durability: Durability) -> Result<Connection, Error> {
    if !path.exists() {
        create(path, schemas)?;
    } else if std::fs::metadata(path).is_ok_and(|file| file.len() == 0) {
        return Err(Error::Damaged {
            path: path.to_owned(),
            source: None,
        });
    }
    // A connection is used by one thread at a time, so it needs no lock of its own.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(path, flags).map_err(|source| named(path, source))?;
    // Even asking for the log may write to a file that is not ours.
    if !is_ours(&db, schemas).map_err(|source| named(path, source))? {
        return Err(Error::Foreign {
            path: path.to_owned(),
        });
    }
    configure(&db, durability).map_err(|source| named(path, source))?;
    migrate(&mut db, path, schemas)?;
    if !has_tables(&db, schemas).map_err(|source| named(path, source))? {
        return Err(Error::Damaged {
            path: path.to_owned(),
            source: None,
        });
    }
    Ok(db)
}

/// Whether the tables and indexes are those that the schemas make, to the letter: a
/// changed name among them would be an error here and there, and no damage anywhere.
fn has_tables(db: &Connection, schemas: &[Schema]) -> rusqlite::Result<bool> {
    let fresh = Connection::open_in_memory()?;
    for step in schemas.iter().flat_map(|schema| schema.steps) {
        fresh.execute_batch(step)?;
    }
    let made = definitions(&fresh)?;
    let found = definitions(db)?;
    Ok(made.is_subset(&found))
}

/// What makes the tables and indexes: their kind, name, table and SQL.
fn definitions(db: &Connection) -> rusqlite::Result<BTreeSet<[Option<String>; 4]>> {
    let mut statement = db.prepare("select type, name, tbl_name, sql from sqlite_schema")?;
    let rows = statement.query_map([], |row| {
        Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
    })?;
    rows.collect()
}

/// Whether the file was made for these modules: the first one was in it from the beginning.
fn is_ours(db: &Connection, schemas: &[Schema]) -> rusqlite::Result<bool> {
    let sql = "select exists (select 1 from sqlite_schema where name = 'migrations')";
    let has_migrations = db.query_row(sql, [], |row| row.get(0))?;
    match schemas.first() {
        Some(first) if has_migrations => Ok(version(db, first.module)? > 0),
        _ => Ok(has_migrations),
    }
}

/// Opens a file that exists, for reading only, on a snapshot of its own.
pub fn open_read_only(path: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).map_err(|source| named(path, source))?;
    db.execute_batch("pragma busy_timeout = 5000; pragma cache_size = -16384;")
        .map_err(|source| named(path, source))?;
    Ok(db)
}

/// Has a connection hold at most 64 MB of pages, not 256: for one that stays open, where
/// few rows change at a time.
pub fn hold_little(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch("pragma cache_size = -65536")
}

/// Reads every page and every sealed row of a file: `Ok` when nothing is wrong with it.
pub fn verify(db: &Connection, path: &Path) -> Result<(), Error> {
    let found: String = db
        .query_row("pragma integrity_check(1)", [], |row| row.get(0))
        .map_err(|source| named(path, source))?;
    let path = path.to_owned();
    if found != "ok" {
        return Err(Error::Damaged { path, source: None });
    }
    match seal::changed(db, MOST_NAMED) {
        Ok(rows) if rows.is_empty() => Ok(()),
        Ok(rows) => Err(Error::Rows { path, rows }),
        Err(source) => Err(named(&path, source)),
    }
}

/// Changed rows that are named; more of them would fill the screen.
const MOST_NAMED: usize = 20;

fn listed(rows: &[Changed]) -> String {
    let mut list: Vec<String> = rows.iter().map(Changed::to_string).collect();
    if rows.len() == MOST_NAMED {
        list.push("and perhaps more".to_owned());
    }
    list.join(", ")
}

/// Whether an error says that the file does not hold what was written to it.
pub fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error as E;
    let is_changed_value = matches!(
        error,
        E::InvalidColumnType(..)
            | E::FromSqlConversionFailure(..)
            | E::IntegralValueOutOfRange(..)
            | E::Utf8Error(..)
    );
    let is_corrupt = matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    );
    is_changed_value || is_corrupt
}

/// Whether such an error lies at the bottom of another one.
pub fn is_from_damage(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source())
        .filter_map(|error| error.downcast_ref::<rusqlite::Error>())
        .any(is_damage)
}

fn named(path: &Path, source: rusqlite::Error) -> Error {
    let path = path.to_owned();
    if is_damage(&source) {
        Error::Damaged {
            path,
            source: Some(source),
        }
    } else {
        Error::Open { path, source }
    }
}

fn configure(db: &Connection, durability: Durability) -> rusqlite::Result<()> {
    let synchronous = match durability {
        Durability::Full => "full",
        Durability::Derived => "normal",
    };
    // `secure_delete`: what is erased must not stay in free pages. The log may grow to
    // 64 MB before it is moved into the file: fewer moves, and each page moves once.
    db.execute_batch(&format!(
        "pragma journal_mode = wal;
         pragma synchronous = {synchronous};
         pragma busy_timeout = 5000;
         pragma wal_autocheckpoint = 16384;
         pragma secure_delete = on;
         pragma temp_store = memory;
         pragma cache_size = -262144;"
    ))
}

fn create(path: &Path, schemas: &[Schema]) -> Result<(), Error> {
    let unfinished = path.with_extension("db.new");
    let failed = |source| Error::Create {
        path: path.to_owned(),
        source,
    };
    for leftover in ["db.new", "db.new-wal", "db.new-shm"] {
        match std::fs::remove_file(path.with_extension(leftover)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(failed(error));
            }
            _ => {}
        }
    }
    let mut db = Connection::open(&unfinished).map_err(|source| named(path, source))?;
    // Nothing is lost with a half-made file: it is written without a log, and synced once.
    db.execute_batch("pragma journal_mode = off; pragma synchronous = off")
        .map_err(|source| named(path, source))?;
    reach("sqlite.begun");
    migrate(&mut db, path, schemas)?;
    reach("sqlite.filled");
    db.close().map_err(|(_, source)| named(path, source))?;
    let file = std::fs::File::options().write(true).open(&unfinished);
    file.and_then(|file| file.sync_all()).map_err(failed)?;
    reach("sqlite.closed");
    std::fs::rename(&unfinished, path).map_err(failed)?;
    reach("sqlite.renamed");
    Ok(())
}

fn migrate(db: &mut Connection, path: &Path, schemas: &[Schema]) -> Result<(), Error> {
    let failed = |source| named(path, source);
    db.execute_batch(
        "create table if not exists migrations
           (module text primary key, version integer not null) strict",
    )
    .map_err(failed)?;
    for schema in schemas {
        let version = version(db, schema.module).map_err(failed)?;
        if version > schema.steps.len() {
            return Err(Error::Newer {
                path: path.to_owned(),
            });
        }
        for (number, step) in schema.steps.iter().enumerate().skip(version) {
            apply(db, schema.module, number + 1, step).map_err(failed)?;
        }
    }
    Ok(())
}

fn version(db: &Connection, module: &str) -> rusqlite::Result<usize> {
    use rusqlite::OptionalExtension;
    let version = db
        .query_row(
            "select version from migrations where module = ?1",
            [module],
            |row| row.get(0),
        )
        .optional()?;
    Ok(version.unwrap_or(0))
}

fn apply(db: &mut Connection, module: &str, version: usize, step: &str) -> rusqlite::Result<()> {
    let transaction = db.transaction()?;
    transaction.execute_batch(step)?;
    transaction.execute(
        "insert into migrations values (?1, ?2)
         on conflict (module) do update set version = excluded.version",
        (module, version),
    )?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const ONE: &str = "create table notes (text text not null) strict";
    const TWO: &str = "alter table notes add column at integer";

    fn schema(steps: &'static [&'static str]) -> [Schema; 1] {
        [Schema {
            module: "notes",
            steps,
        }]
    }

    #[test]
    fn a_file_of_an_older_version_is_brought_up_to_date() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("notes.db");
        let old = open(&path, &schema(&[ONE]), Durability::Full).unwrap();
        old.execute("insert into notes values ('kept')", [])
            .unwrap();
        drop(old);
        let new = open(&path, &schema(&[ONE, TWO]), Durability::Full).unwrap();
        let row: (String, Option<i64>) = new
            .query_row("select text, at from notes", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        assert_eq!(row, ("kept".to_owned(), None));
        drop(new);
        let newer = open(&path, &schema(&[ONE]), Durability::Full);
        assert!(matches!(newer, Err(Error::Newer { .. })));
    }

    #[test]
    fn a_damaged_or_empty_file_is_named_and_left_as_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("notes.db");
        for bytes in [
            &b""[..],
            b"not a database, but long enough to be read as one",
        ] {
            std::fs::write(&path, bytes).unwrap();
            let opened = open(&path, &schema(&[ONE]), Durability::Full);
            assert!(matches!(opened, Err(Error::Damaged { .. })));
            assert_eq!(std::fs::read(&path).unwrap(), bytes);
        }
    }
}
