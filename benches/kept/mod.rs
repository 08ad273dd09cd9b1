//! Folded sites of simulated events, kept between runs in `target/bench-data`.
//!
//! Made once, and again when the tables change or the events are not all there.

use std::fs;
use std::path::{Path, PathBuf};

use vigie::demo::simulate::{Truth, simulate};

use crate::simulated::{import, lines, open, plan};

/// What the files depend on, beside the plan.
const TABLES: &str = concat!(
    include_str!("../../src/events/migrations/0001_events.sql"),
    include_str!("../../src/facts/schema.sql"),
    include_str!("../../src/facts/indexes.sql"),
);

/// A data folder with one site whose facts are up to date.
pub(crate) struct Kept {
    pub(crate) folder: PathBuf,
    /// Of all events, those left out included.
    pub(crate) truth: Truth,
    /// The last events of the plan, as NDJSON, which the site does not hold.
    #[allow(dead_code)] // only some benches leave events out
    pub(crate) left_out: String,
}

impl Kept {
    /// About so many events, but for the last ones.
    pub(crate) fn of(events: u64, leave_out: u64) -> Kept {
        let folder = home().join(format!("{events}-{leave_out}"));
        let kept = match fs::read_to_string(folder.join("tables.sql")) {
            Ok(tables) if tables == TABLES => Kept::again(&folder, events),
            _ => None,
        };
        kept.unwrap_or_else(|| Kept::anew(&folder, events, leave_out))
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

    fn anew(folder: &Path, events: u64, leave_out: u64) -> Kept {
        eprintln!("making a site of {events} events, kept for later runs");
        let _ = fs::remove_dir_all(folder);
        let (lines, truth) = lines(&plan(events));
        let (held, left_out) = lines.split_at(last_lines(&lines, leave_out));
        let (_data, mut site) = open(folder);
        assert_eq!(import(&mut site, held), truth.events - leave_out);
        site.refresh(&|_, _| ()).unwrap();
        fs::write(folder.join("left-out.ndjson"), left_out).unwrap();
        fs::write(folder.join("tables.sql"), TABLES).unwrap();
        Kept {
            folder: folder.to_owned(),
            truth,
            left_out: left_out.to_owned(),
        }
    }
}

/// Where the last so many lines begin.
fn last_lines(text: &str, count: u64) -> usize {
    let ends = text.rmatch_indices('\n').map(|(end, _)| end + 1);
    ends.take(usize::try_from(count).unwrap() + 1)
        .last()
        .unwrap_or(0)
}

fn home() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench-data")
}
