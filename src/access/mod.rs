//! Who may do what over HTTP: keys with scopes, each of one site.
//!
//! They lie in one small file beside the sites. A key is shown once, when it is
//! made, and kept as its SHA-256: it is 256 random bits, so nothing slower is needed.

mod scope;

use std::collections::HashMap;
use std::path::Path;

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::hex::hex;
use crate::period::{Millis, now};
use crate::sqlite::{self, Durability, Schema};
pub use scope::{Scope, Scopes, UnknownScope};

/// The name of the file in the data folder.
pub const FILE: &str = "vigie.db";

/// What a key begins with, so that it is known when it turns up where it should not.
const PREFIX: &str = "vigie_";

const SCHEMA: Schema = Schema {
    module: "access",
    steps: &[include_str!("migrations/0001_keys.sql")],
};

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error(transparent)]
    Open(#[from] sqlite::Error),
    #[error("could not read or write the keys")]
    Sqlite(#[from] rusqlite::Error),
    #[error("this machine gives no random bytes: {0}")]
    Random(getrandom::Error),
    #[error("there is no key `{id}`; `vigie key list` names them")]
    Unknown { id: String },
}

/// A key as it is listed: everything but its secret.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Key {
    /// By which it is named and revoked: the first digits of the key.
    pub id: String,
    pub site: String,
    pub scopes: String,
    pub created_at: Millis,
    pub revoked_at: Option<Millis>,
}

/// What whoever shows a key may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub site: String,
    pub scopes: Scopes,
}

/// The SHA-256 of a key.
pub type KeyDigest = [u8; 32];

/// The keys of all sites.
pub struct Keys {
    db: Connection,
    /// Changes whenever another process has changed the file: that of the ring given last.
    version: i64,
}

impl Keys {
    /// Opens the file of a data folder, making it if need be.
    pub fn open(folder: &Path) -> Result<Keys, Error> {
        let db = sqlite::open(&folder.join(FILE), &[SCHEMA], Durability::Full)?;
        let version = version(&db)?;
        Ok(Keys { db, version })
    }

    /// Makes a key; what is given back is the only copy of it.
    pub fn create(&self, site: &str, scopes: Scopes) -> Result<String, Error> {
        let digits = secret().map_err(Error::Random)?;
        let key = format!("{PREFIX}{digits}");
        self.db.execute(
            "insert into keys values (?1, ?2, ?3, ?4, ?5, null)",
            params![&digits[..8], site, scopes.to_string(), digest(&key), now()],
        )?;
        Ok(key)
    }

    /// All keys, revoked ones too, oldest first.
    pub fn list(&self) -> Result<Vec<Key>, Error> {
        let mut statement = self.db.prepare(
            "select id, site, scopes, created_at, revoked_at from keys order by created_at, id",
        )?;
        let keys = statement.query_map([], |row| {
            Ok(Key {
                id: row.get(0)?,
                site: row.get(1)?,
                scopes: row.get(2)?,
                created_at: row.get(3)?,
                revoked_at: row.get(4)?,
            })
        })?;
        Ok(keys.collect::<rusqlite::Result<_>>()?)
    }

    /// Takes a key's rights away for good.
    pub fn revoke(&self, id: &str) -> Result<(), Error> {
        let sql = "update keys set revoked_at = coalesce(revoked_at, ?2) where id = ?1";
        match self.db.execute(sql, params![id, now()])? {
            0 => Err(Error::Unknown { id: id.to_owned() }),
            _ => Ok(()),
        }
    }

    /// The keys that are good now, for looking them up without the file.
    pub fn ring(&self) -> Result<Ring, Error> {
        let mut statement = self
            .db
            .prepare_cached("select digest, site, scopes from keys where revoked_at is null")?;
        let mut rows = statement.query([])?;
        let mut grants = HashMap::new();
        while let Some(row) = rows.next()? {
            let scopes: String = row.get(2)?;
            let grant = Grant {
                site: row.get(1)?,
                // Scopes of a newer version are not granted by this one.
                scopes: scopes.parse().unwrap_or_default(),
            };
            grants.insert(row.get(0)?, grant);
        }
        Ok(Ring { grants })
    }

    /// The ring, where another process has changed the keys since it was given last.
    pub fn changed_ring(&mut self) -> Result<Option<Ring>, Error> {
        let version = version(&self.db)?;
        if version == self.version {
            return Ok(None);
        }
        let ring = self.ring()?;
        // Not before: a ring that could not be read is read the next time.
        self.version = version;
        Ok(Some(ring))
    }
}

/// The keys of a moment. What is looked up is a digest, so how long it takes tells nothing of a key.
#[derive(Debug, Default)]
pub struct Ring {
    grants: HashMap<KeyDigest, Grant>,
}

impl Ring {
    pub fn grant(&self, key: &str) -> Option<&Grant> {
        self.known(&digest(key))
    }

    /// What a key grants of which only the digest is kept.
    pub fn known(&self, digest: &KeyDigest) -> Option<&Grant> {
        self.grants.get(digest)
    }

    /// The sites that have a key.
    pub fn sites(&self) -> impl Iterator<Item = &str> {
        self.grants.values().map(|grant| grant.site.as_str())
    }
}

fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("pragma data_version", [], |row| row.get(0))
}

/// 256 random bits, in hexadecimal digits.
pub fn secret() -> Result<String, getrandom::Error> {
    let mut bits = [0; 32];
    getrandom::fill(&mut bits)?;
    Ok(hex(&bits))
}

/// What is kept of a secret.
pub fn digest(key: &str) -> KeyDigest {
    Sha256::digest(key.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn keys() -> (tempfile::TempDir, Keys) {
        let dir = tempfile::tempdir().unwrap();
        let keys = Keys::open(dir.path()).unwrap();
        (dir, keys)
    }

    fn scopes(text: &str) -> Scopes {
        text.parse().unwrap()
    }

    #[test]
    fn a_key_grants_its_site_and_scopes_and_nothing_else() {
        let (_dir, keys) = keys();
        let key = keys.create("shop", scopes("ingest,read")).unwrap();
        let ring = keys.ring().unwrap();
        let grant = ring.grant(&key).unwrap();
        assert_eq!(
            (grant.site.as_str(), grant.scopes),
            ("shop", scopes("ingest,read"))
        );
        for other in [
            "",
            "vigie_",
            &key[1..],
            &key[..key.len() - 1],
            &key.to_uppercase(),
        ] {
            assert_eq!(ring.grant(other), None, "{other}");
        }
    }

    #[test]
    fn nothing_of_a_key_but_its_first_digits_is_on_the_disk() {
        let (dir, keys) = keys();
        let key = keys.create("shop", Scopes::all()).unwrap();
        drop(keys);
        let secret = &key[PREFIX.len() + 8..];
        for entry in std::fs::read_dir(dir.path()).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            let found = bytes
                .windows(16)
                .any(|window| secret.as_bytes().windows(16).any(|part| part == window));
            assert!(!found);
        }
    }

    #[test]
    fn a_revoked_key_is_no_key_and_another_process_learns_it() {
        let (dir, mut keys) = keys();
        let key = keys.create("shop", scopes("read")).unwrap();
        let other = Keys::open(dir.path()).unwrap();
        assert!(keys.changed_ring().unwrap().is_none());
        let id = other.list().unwrap()[0].id.clone();
        other.revoke(&id).unwrap();
        let ring = keys.changed_ring().unwrap().unwrap();
        assert_eq!(ring.grant(&key), None);
        assert!(keys.changed_ring().unwrap().is_none());
        assert!(keys.list().unwrap()[0].revoked_at.is_some());
    }

    #[test]
    fn a_revocation_that_could_not_be_read_at_once_is_read_the_next_time() {
        let (dir, mut keys) = keys();
        let key = keys.create("shop", scopes("read")).unwrap();
        let other = Keys::open(dir.path()).unwrap();
        other.revoke(&key[PREFIX.len()..][..8]).unwrap();
        // What stands before the table cannot be read, and changes nothing in the file.
        let hidden = "create temp table keys (other)";
        keys.db.execute_batch(hidden).unwrap();
        assert!(keys.changed_ring().is_err());
        keys.db.execute_batch("drop table temp.keys").unwrap();
        let ring = keys.changed_ring().unwrap().unwrap();
        assert_eq!(ring.grant(&key), None);
    }

    #[test]
    fn a_key_that_is_not_there_is_not_revoked_in_silence() {
        let (_dir, keys) = keys();
        assert!(matches!(keys.revoke("abc"), Err(Error::Unknown { .. })));
    }
}
