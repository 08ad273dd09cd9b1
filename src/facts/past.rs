//! Facts as they were at a watermark: made again from the events up to it, so that a
//! figure of then can be computed again after more events have come.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::Connection;

use super::reader::Reader;
use super::{Error, Progress, Settings, Watermark, open_file, rebuild, remove};

/// What the names of such files begin with, in a site's folder.
pub(super) const PREFIX: &str = "facts-past-";

/// The facts of a watermark; their file goes with them.
pub struct Past {
    db: Connection,
    path: PathBuf,
}

impl Past {
    pub fn db(&self) -> &Connection {
        &self.db
    }
}

impl Drop for Past {
    fn drop(&mut self) {
        // A file that stays is removed when the site is opened the next time.
        let _ = remove(&self.path);
    }
}

/// The facts of a site's folder as they were at a watermark, under the settings given,
/// without cubes; none where some of the events or transcripts up to it were erased, or have
/// expired.
pub fn at(
    folder: &Path,
    watermark: Watermark,
    settings: &Settings,
    progress: Progress<'_>,
) -> Result<Option<Past>, Error> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let Some(reader) = Reader::at(folder, watermark)? else {
        return Ok(None);
    };
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let path = folder.join(format!("{PREFIX}{number}.db"));
    remove(&path)?;
    if let Err(error) = rebuild::build(&path, (folder, settings), reader, &[], progress) {
        let _ = remove(&path);
        return Err(error);
    }
    let db = open_file(&path)?;
    Ok(Some(Past { db, path }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::events::{Event, Kind, Log, log};
    use crate::facts::{Facts, Settings};

    fn search(id: u8, query: &str) -> Event {
        Event {
            id: [id; 16],
            at: i64::from(id) * 60_000,
            kind: Kind::Search,
            bot: false,
            client: [id; 16],
            customer: None,
            contact: None,
            conversation: None,
            body: format!(r#"{{"query":"{query}"}}"#),
        }
    }

    struct Site {
        folder: tempfile::TempDir,
        log: Log,
        facts: Facts,
    }

    impl Site {
        fn of(events: &[Event]) -> Site {
            let folder = tempfile::tempdir().unwrap();
            let log = Log::open(&folder.path().join(log::FILE)).unwrap();
            let facts = Facts::open(folder.path(), Settings::of_tests()).unwrap();
            let mut site = Site { folder, log, facts };
            site.append(events);
            site
        }

        fn append(&mut self, events: &[Event]) -> Watermark {
            let mut appending = self.log.begin().unwrap();
            for event in events {
                appending.add(event).unwrap();
            }
            appending.commit().unwrap();
            self.facts.refresh(&[], &|_, _| ()).unwrap();
            self.facts.watermark().unwrap()
        }

        fn queries_at(&self, watermark: Watermark) -> Option<Vec<String>> {
            let settings = self.facts.settings();
            let past = at(self.folder.path(), watermark, settings, &|_, _| ()).unwrap()?;
            let mut statement = past
                .db()
                .prepare("select query from intents order by at")
                .unwrap();
            let queries = statement.query_map([], |row| row.get(0)).unwrap();
            Some(queries.collect::<rusqlite::Result<_>>().unwrap())
        }
    }

    #[test]
    fn what_came_later_or_took_the_place_of_something_is_not_seen() {
        let mut site = Site::of(&[]);
        // Of two contents of an id the smaller digest stands: whichever it is, try both.
        let contents = [search(1, "rib"), search(1, "facture")];
        let first = site.append(&[contents[0].clone(), search(2, "code")]);
        site.append(&[contents[1].clone(), search(3, "colis")]);
        assert_eq!(site.queries_at(first).unwrap(), ["rib", "code"]);
        let mut other = Site::of(&[]);
        let first = other.append(&[contents[1].clone(), search(2, "code")]);
        other.append(&[contents[0].clone(), search(3, "colis")]);
        assert_eq!(other.queries_at(first).unwrap(), ["facture", "code"]);
        let files = std::fs::read_dir(other.folder.path()).unwrap();
        let left = files.filter(|file| {
            let name = file.as_ref().unwrap().file_name();
            name.to_string_lossy().starts_with(PREFIX)
        });
        assert_eq!(left.count(), 0, "the file goes with the facts");
    }

    #[test]
    fn where_an_event_is_gone_there_is_no_past() {
        let mut site = Site::of(&[search(1, "rib")]);
        let then = site.append(&[search(2, "code")]);
        site.append(&[search(3, "colis")]);
        assert!(site.queries_at(then).is_some());
        site.log
            .db()
            .execute("delete from events where seq = 1", [])
            .unwrap();
        assert_eq!(site.queries_at(then), None);
    }
}
