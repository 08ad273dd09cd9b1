//! Moves what was written from the log's WAL into its file, while the writer goes on.
//!
//! A commit that finds 64 MB there moves them before it returns, and everybody waits.
//! So it is moved here, second by second, and more often when that commit is near: what
//! is left for it is what came in the last moment.

use std::path::Path;
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;

use super::wake::{Wake, Woken};
use crate::events::{Log, log};

/// Between two moves: often enough to leave little, and a page that is written again
/// within it moves once.
const PAUSE: Duration = Duration::from_secs(1);

/// The same, once the WAL has so many of the 16,384 pages at which a commit moves them.
const SHORT_PAUSE: Duration = Duration::from_millis(50);
const NEARLY_FULL: i64 = 12_000;

/// The thread that moves; it ends when this and whoever wakes it are dropped.
pub(super) struct Mover {
    wake: Option<Wake>,
    thread: Option<JoinHandle<()>>,
}

impl Mover {
    pub(super) fn start(path: &Path) -> Result<Mover, log::Error> {
        let log = Log::open(path)?;
        let (wake, woken) = Wake::new();
        let thread = std::thread::Builder::new()
            .name("mover".to_owned())
            .spawn(move || run(&log, &woken));
        Ok(Mover {
            wake: Some(wake),
            // Without it the writer does it all, later.
            thread: thread.ok(),
        })
    }

    pub(super) fn wake(&self) -> Option<Wake> {
        self.wake.clone()
    }
}

impl Drop for Mover {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn run(log: &Log, woken: &Woken) {
    while woken.wait() {
        let pause = match moved(log.db()) {
            Ok((pages, _)) if pages >= NEARLY_FULL => SHORT_PAUSE,
            Ok(_) => PAUSE,
            Err(error) => {
                // A full disk, say: the WAL keeps it all, and the writer will say so.
                tracing::debug!(%error, "could not move what was written");
                PAUSE
            }
        };
        woken.pause(pause);
    }
}

/// Moves what it can without keeping anybody; gives the pages of the WAL, and how many
/// of them are moved.
fn moved(db: &Connection) -> rusqlite::Result<(i64, i64)> {
    let sql = "pragma wal_checkpoint(passive)";
    db.query_row(sql, [], |row| Ok((row.get(1)?, row.get(2)?)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_is_written_is_moved_while_it_is_read_and_the_writer_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(log::FILE);
        let writer = Log::open(&path).unwrap();
        let mover = Log::open(&path).unwrap();
        let write = "insert into conflicts values (randomblob(16), x'00', 0)";
        writer.db().execute(write, []).unwrap();
        // Somebody reads what was written until now, and goes on reading it.
        let reader = crate::sqlite::open_read_only(&path).unwrap();
        reader.execute_batch("begin").unwrap();
        let count = "select count(*) from conflicts";
        let read = || reader.query_row(count, [], |row| row.get::<_, i64>(0));
        assert_eq!(read(), Ok(1));
        let (written, all_moved) = moved(mover.db()).unwrap();
        assert!(written > 0);
        assert_eq!(written, all_moved);
        writer.db().execute(write, []).unwrap();
        let (written, moved) = moved(mover.db()).unwrap();
        assert!(moved < written, "a reader's pages are not overwritten");
        assert_eq!(read(), Ok(1));
    }
}
