//! People as keyed hashes: the same person is the same value, and nobody can be read back.

use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::failpoint::reach;
use crate::hex::hex;

/// HMAC-SHA-256 under the site's key, its first 128 bits (RFC 2104, section 5).
pub type Pseudonym = [u8; 16];

/// The secret under which one site's people are hashed.
#[derive(Clone)]
pub struct SiteKey {
    keyed: Hmac<Sha256>,
}

impl SiteKey {
    pub fn new(secret: &[u8; 32]) -> SiteKey {
        let keyed = <Hmac<Sha256> as KeyInit>::new_from_slice(secret)
            .expect("HMAC takes keys of any length");
        SiteKey { keyed }
    }

    /// Reads the key from its file, making both when there is none.
    pub fn open(path: &Path) -> std::io::Result<SiteKey> {
        use std::io::{Error, ErrorKind};
        let mut secret = [0; 32];
        match std::fs::read(path) {
            Ok(bytes) if bytes.len() == secret.len() => secret.copy_from_slice(&bytes),
            Ok(_) => return Err(Error::new(ErrorKind::InvalidData, "not 32 bytes long")),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                getrandom::fill(&mut secret).map_err(Error::other)?;
                write_private(path, &secret)?;
            }
            Err(error) => return Err(error),
        }
        Ok(SiteKey::new(&secret))
    }

    /// By which the key is known again.
    pub fn fingerprint(&self) -> String {
        hex(&self.pseudonym("the fingerprint of this key"))
    }

    pub fn pseudonym(&self, person: &str) -> Pseudonym {
        let mut keyed = self.keyed.clone();
        keyed.update(person.as_bytes());
        let hash = keyed.finalize().into_bytes();
        let mut short = [0; 16];
        short.copy_from_slice(&hash[..16]);
        short
    }

    /// What stands for an identifier that holds personal data: still one value per identifier.
    pub fn token(&self, identifier: &str) -> String {
        format!("#{}", hex(&self.pseudonym(identifier)))
    }
}

impl std::fmt::Debug for SiteKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SiteKey(***)")
    }
}

/// Writes beside and renames, so that a kill leaves either no key or a whole one.
fn write_private(path: &Path, secret: &[u8]) -> std::io::Result<()> {
    use std::io::Write;
    let unfinished = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished)?;
    file.write_all(secret)?;
    file.sync_all()?;
    reach("key.written");
    std::fs::rename(&unfinished, path)?;
    reach("key.renamed");
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_hash_is_hmac_sha_256() {
        // RFC 4231, test case 2, with its key padded as HMAC pads it.
        let mut secret = [0; 32];
        secret[..4].copy_from_slice(b"Jefe");
        let hash = SiteKey::new(&secret).pseudonym("what do ya want for nothing?");
        assert_eq!(hex(&hash), "5bdcc146bf60754e6a042426089575c7");
    }

    #[test]
    fn the_key_is_made_once_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("site.key");
        let first = SiteKey::open(&path).unwrap().pseudonym("c-17");
        assert_eq!(SiteKey::open(&path).unwrap().pseudonym("c-17"), first);
        std::fs::write(&path, b"short").unwrap();
        assert!(SiteKey::open(&path).is_err());
    }

    #[test]
    fn a_key_that_cannot_be_read_is_not_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("site.key");
        std::fs::create_dir(&path).unwrap();
        assert!(SiteKey::open(&path).is_err());
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    }
}
