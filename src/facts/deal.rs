//! Reads the whole log once, on several threads, and puts its events on piles.

use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Error;
use super::fold::{ContactTimes, Meetings};
use super::piles::Piles;
use super::reader::Reader;

/// All events of a log by whom they count for, and what it takes to judge them.
pub(super) struct Dealt {
    pub(super) piles: Piles,
    pub(super) times: ContactTimes,
}

/// Bytes of the log for each pile; what is put aside of them is less, since the log
/// holds its indexes too.
const PILE: u64 = 32 << 20;

/// Piles at least, so that all threads have work.
const FEWEST_PILES: u64 = 16;

/// Piles at most: each thread gathers some bytes of every one.
const MOST_PILES: u64 = 512;

/// More threads than these only wait for the one that writes.
const MOST_THREADS: usize = 4;

/// How many threads read the log, and then fold it.
pub(super) fn threads() -> usize {
    rayon::current_num_threads().clamp(1, MOST_THREADS)
}

/// Deals all events that a reader sees; `progress` is told how many are dealt.
pub(super) fn deal(
    folder: &Path,
    reader: &Reader,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Dealt, Error> {
    let count = (reader.log_bytes()? / PILE).clamp(FEWEST_PILES, MOST_PILES);
    let piles = Piles::new(folder, count as usize)?;
    let done = AtomicU64::new(0);
    let told = || progress(done.fetch_add(STEP, Ordering::Relaxed) + STEP);
    let mut meetings = Meetings::default();
    std::thread::scope(|scope| {
        let dealing: Vec<_> = shares(reader.watermark.events, threads())
            .map(|share| {
                let reader = reader.beside(folder);
                scope.spawn(|| share_out(&reader?, share, &piles, &told))
            })
            .collect();
        for thread in dealing {
            let noted = thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            meetings.append(noted);
        }
        Ok::<_, Error>(())
    })?;
    let times = meetings.times();
    Ok(Dealt { piles, times })
}

/// Equal parts of the numbers 1 to `last`, each from after its start to its end.
fn shares(last: i64, count: usize) -> impl Iterator<Item = Range<i64>> {
    let count = count as i64;
    let bound = move |part: i64| last / count * part + (last % count).min(part);
    (0..count).map(move |part| bound(part)..bound(part + 1))
}

/// Events between two words about how far it is.
const STEP: u64 = 8192;

fn share_out(
    reader: &Reader,
    share: Range<i64>,
    piles: &Piles,
    told: &dyn Fn(),
) -> Result<Meetings, Error> {
    let mut meetings = Meetings::default();
    let mut dealer = piles.dealer();
    let mut dealt = 0;
    reader.each_event(share.start, share.end, |event| {
        dealer.deal(event)?;
        meetings.note(event);
        dealt += 1;
        if dealt % STEP == 0 {
            told();
        }
        Ok(())
    })?;
    dealer.finish()?;
    Ok(meetings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_in_one_share() {
        for (last, count) in [(0, 1), (1, 4), (10, 1), (10, 3), (11, 4)] {
            let numbers: Vec<i64> = shares(last, count)
                .flat_map(|share| share.start + 1..=share.end)
                .collect();
            assert_eq!(numbers, (1..=last).collect::<Vec<_>>(), "{last} by {count}");
        }
    }
}
