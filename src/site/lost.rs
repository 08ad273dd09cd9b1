//! Tells a site that is new from one that has lost a file.
//!
//! A lost log must not come back as an empty one, nor a lost key as another:
//! the next import would seem to work, and the figures would be wrong for good.

use std::path::{Path, PathBuf};

use super::{CONTENT, KEY};
use crate::events::log;
use crate::facts;

/// A site's files in the order in which they are made.
const FILES: [&str; 4] = [KEY, log::FILE, CONTENT, facts::FILE];

/// The first file that is missing although one that is made after it is there.
pub(super) fn first(folder: &Path) -> Option<PathBuf> {
    let is_there = |name: &str| folder.join(name).exists();
    let last = FILES.iter().rposition(|name| is_there(name))?;
    let missing = FILES[..last].iter().find(|name| !is_there(name));
    let headless = [log::FILE, CONTENT]
        .into_iter()
        .find(|name| !is_there(name) && is_there(&format!("{name}-wal")));
    missing.copied().or(headless).map(|name| folder.join(name))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[track_caller]
    fn check(files: &[&str], expected: Option<&str>) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            std::fs::write(folder.path().join(file), "").unwrap();
        }
        let lost = first(folder.path());
        assert_eq!(lost, expected.map(|name| folder.path().join(name)));
    }

    #[test]
    fn a_site_in_the_making_has_lost_nothing() {
        for made in 0..=FILES.len() {
            check(&FILES[..made], None);
        }
        check(&["site.key", "events.db", "content.db"], None);
    }

    #[test]
    fn a_file_before_one_that_is_there_is_lost() {
        check(&["events.db", "content.db", "facts.db"], Some("site.key"));
        check(&["site.key", "content.db"], Some("events.db"));
        check(&["site.key", "facts.db"], Some("events.db"));
        check(&["site.key", "events.db", "facts.db"], Some("content.db"));
        check(&["site.key", "events.db-wal"], Some("events.db"));
        check(
            &["site.key", "events.db", "content.db-wal"],
            Some("content.db"),
        );
    }
}
