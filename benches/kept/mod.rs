//! Folded sites of simulated events, kept between runs in `target/bench-data`.
//!
//! Made once, and again when the log's tables change or the events are not all
//! there; facts of other definitions are made anew by opening them.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use vigie::demo::simulate::{Truth, simulate};

use crate::simulated::{import, lines, open, plan};

/// What the files depend on, beside the plan.
const TABLES: &str = include_str!("../../src/events/migrations/0001_events.sql");

/// A data folder with one site whose facts are up to date.
pub(crate) struct Kept {
    pub(crate) folder: PathBuf,
    /// Of all events, those left out included.
    pub(crate) truth: Truth,
    /// The events left out, as NDJSON.
    #[allow(dead_code)] // only some benches leave events out
    pub(crate) left_out: String,
}

/// Which events of the plan a site does not hold.
#[derive(Clone, Copy)]
pub(crate) enum LeftOut {
    /// So many, the last ones.
    Last(u64),
    /// One of so many, all over the plan.
    #[allow(dead_code)] // only some benches scatter them
    OneOf(usize),
}

impl LeftOut {
    fn name(self) -> String {
        match self {
            LeftOut::Last(count) => count.to_string(),
            LeftOut::OneOf(count) => format!("one-of-{count}"),
        }
    }

    /// The lines held, and those left out.
    fn part(self, lines: &str) -> (String, String) {
        let from = match self {
            LeftOut::Last(count) => lines.lines().count() - usize::try_from(count).unwrap(),
            LeftOut::OneOf(_) => 0,
        };
        let (mut held, mut left_out) = (String::new(), String::new());
        for (number, line) in lines.lines().enumerate() {
            let is_left_out = match self {
                LeftOut::Last(_) => number >= from,
                LeftOut::OneOf(count) => number % count == 0,
            };
            let part = if is_left_out {
                &mut left_out
            } else {
                &mut held
            };
            part.push_str(line);
            part.push('\n');
        }
        (held, left_out)
    }
}

impl Kept {
    /// About so many events, but for those left out.
    pub(crate) fn of(events: u64, leave_out: LeftOut) -> Kept {
        let folder = home().join(format!("{events}-{}", leave_out.name()));
        let kept = match fs::read_to_string(folder.join("tables.sql")) {
            Ok(tables) if tables == TABLES => Kept::again(&folder, events),
            _ => None,
        };
        kept.unwrap_or_else(|| Kept::anew(&folder, events, leave_out))
    }

    /// The folder once more, to change it.
    #[allow(dead_code)] // only some benches change it
    pub(crate) fn copy(&self) -> TempDir {
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        copy(&self.folder, folder.path());
        folder
    }

    /// The folder as an earlier run left it, if it holds what it should.
    fn again(folder: &Path, events: u64) -> Option<Kept> {
        let left_out = fs::read_to_string(folder.join("left-out.ndjson")).ok()?;
        let truth = simulate(&plan(events), &mut |_| ());
        let (_data, mut site) = open(folder);
        let held = u64::try_from(site.events.watermark().unwrap()).unwrap();
        if held + left_out.lines().count() as u64 != truth.events {
            return None;
        }
        site.refresh(&|_, _| ()).unwrap();
        Some(Kept {
            folder: folder.to_owned(),
            truth,
            left_out,
        })
    }

    fn anew(folder: &Path, events: u64, leave_out: LeftOut) -> Kept {
        eprintln!("making a site of {events} events, kept for later runs");
        let _ = fs::remove_dir_all(folder);
        let (lines, truth) = lines(&plan(events));
        let (held, left_out) = leave_out.part(&lines);
        let (_data, mut site) = open(folder);
        let imported = import(&mut site, &held);
        assert_eq!(imported + left_out.lines().count() as u64, truth.events);
        site.refresh(&|_, _| ()).unwrap();
        fs::write(folder.join("left-out.ndjson"), &left_out).unwrap();
        fs::write(folder.join("tables.sql"), TABLES).unwrap();
        Kept {
            folder: folder.to_owned(),
            truth,
            left_out,
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench-data")
}
