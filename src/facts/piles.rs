//! Events put aside in piles that each fit in memory, whatever the log holds.
//!
//! What counts for somebody lies far apart in the log, and fetching it event by
//! event reads a page for each. So the log is read once as it lies, every event
//! is put on the pile of its group, and then each pile is sorted by itself.

use std::fs::File;
use std::hash::{Hash, Hasher};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHasher;

use super::fold::Group;
use super::packed::{put_event, put_group, read_event, take_event, take_group};
use crate::events::EventRef;

/// Bytes gathered before they go to the file.
const CHUNK: usize = 1 << 16;

/// Bytes of a short event.
const SHORT: usize = 128;

/// Many events in a file without a name, which is gone when the process is.
pub(super) struct Piles {
    spill: Mutex<Spill>,
    count: usize,
}

struct Spill {
    file: File,
    /// Where the chunks of each pile are, and how long.
    chunks: Vec<Vec<(u64, usize)>>,
    end: u64,
}

impl Piles {
    pub(super) fn new(folder: &Path, count: usize) -> io::Result<Piles> {
        let spill = Spill {
            file: tempfile::tempfile_in(folder)?,
            chunks: vec![Vec::new(); count],
            end: 0,
        };
        Ok(Piles {
            spill: Mutex::new(spill),
            count,
        })
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// What one thread puts on the piles with.
    pub(super) fn dealer(&self) -> Dealer<'_> {
        Dealer {
            piles: self,
            gathered: vec![Vec::new(); self.count],
        }
    }

    /// Takes a pile up.
    pub(super) fn take(&self, number: usize) -> io::Result<Pile> {
        self.spill().read(number).map(Pile)
    }

    fn spill(&self) -> MutexGuard<'_, Spill> {
        self.spill.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Spill {
    fn write(&mut self, pile: usize, bytes: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.end))?;
        self.file.write_all(bytes)?;
        self.chunks[pile].push((self.end, bytes.len()));
        self.end += bytes.len() as u64;
        Ok(())
    }

    fn read(&mut self, pile: usize) -> io::Result<Vec<u8>> {
        let length = self.chunks[pile].iter().map(|(_, length)| length).sum();
        let mut bytes = vec![0; length];
        let mut rest = &mut bytes[..];
        for (start, length) in &self.chunks[pile] {
            let (chunk, behind) = rest.split_at_mut(*length);
            self.file.seek(SeekFrom::Start(*start))?;
            self.file.read_exact(chunk)?;
            rest = behind;
        }
        Ok(bytes)
    }
}

/// Puts events on piles; [`Dealer::finish`] puts down what is still in hand.
pub(super) struct Dealer<'p> {
    piles: &'p Piles,
    gathered: Vec<Vec<u8>>,
}

impl Dealer<'_> {
    /// Puts an event on the pile of every group that it counts for.
    pub(super) fn deal(&mut self, event: &EventRef<'_>) -> io::Result<()> {
        for group in Group::of(event) {
            let pile = self.pile_of(&group);
            let bytes = &mut self.gathered[pile];
            put_group(bytes, &group);
            put_event(bytes, event);
            if bytes.len() >= CHUNK {
                self.piles.spill().write(pile, bytes)?;
                bytes.clear();
            }
        }
        Ok(())
    }

    pub(super) fn finish(self) -> io::Result<()> {
        let mut spill = self.piles.spill();
        for (pile, bytes) in self.gathered.iter().enumerate() {
            spill.write(pile, bytes)?;
        }
        Ok(())
    }

    fn pile_of(&self, group: &Group<'_>) -> usize {
        let mut hasher = FxHasher::default();
        group.hash(&mut hasher);
        (hasher.finish() % self.piles.count as u64) as usize
    }
}

/// All events of some groups, as they were put down.
pub(super) struct Pile(Vec<u8>);

impl Pile {
    /// Gives every group with all its events, in no order, group after group.
    pub(super) fn each_group(
        &self,
        mut each: impl FnMut(Group<'_>, &[EventRef<'_>]),
    ) -> io::Result<()> {
        let mut sorted = Vec::with_capacity(self.0.len() / SHORT);
        let mut rest = &self.0[..];
        while !rest.is_empty() {
            sorted.push(take_entry(&mut rest).ok_or_else(broken)?);
        }
        sorted.sort_unstable_by_key(|(group, _)| *group);
        let mut events = Vec::new();
        for run in sorted.chunk_by(|(one, _), (other, _)| one == other) {
            events.clear();
            for (_, packed) in run {
                events.push(read_event(packed).ok_or_else(broken)?);
            }
            each(run[0].0, &events);
        }
        Ok(())
    }
}

fn broken() -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        "events are not as they were put aside",
    )
}

fn take_entry<'b>(rest: &mut &'b [u8]) -> Option<(Group<'b>, &'b [u8])> {
    Some((take_group(rest)?, take_event(rest)?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::collections::BTreeMap;

    use super::*;
    use crate::events::Kind;

    const EVENTS: u8 = 200;
    const CLIENTS: u8 = 7;

    /// A turn of one of a few clients in one of two conversations, with a text that fills chunks.
    fn with_turn<T>(number: u8, with: impl FnOnce(&EventRef<'_>) -> T) -> T {
        let body = format!("{{\"text\":\"{}\"}}", "é".repeat(1000));
        with(&EventRef {
            id: [number; 16],
            at: i64::from(number),
            kind: Kind::Message,
            bot: false,
            client: [number % CLIENTS; 16],
            customer: None,
            contact: None,
            conversation: Some(["t-1", "t-2"][usize::from(number % 2)]),
            body: &body,
        })
    }

    /// The numbers of the events given with each group, from all piles.
    fn groups(piles: &Piles) -> BTreeMap<String, Vec<u8>> {
        let mut groups = BTreeMap::new();
        for number in 0..piles.count() {
            let pile = piles.take(number).unwrap();
            let given = pile.each_group(|group, events| {
                let mut numbers: Vec<u8> = events.iter().map(|event| event.id[0]).collect();
                numbers.sort_unstable();
                let before = groups.insert(format!("{group:?}"), numbers);
                assert_eq!(before, None, "{group:?} is given twice");
            });
            given.unwrap();
        }
        groups
    }

    #[test]
    fn every_group_comes_once_with_all_its_events_whoever_dealt_them() {
        let folder = tempfile::tempdir().unwrap();
        let piles = Piles::new(folder.path(), 3).unwrap();
        let mut dealers = [piles.dealer(), piles.dealer()];
        for number in 0..EVENTS {
            let dealer = &mut dealers[usize::from(number % 3 == 0)];
            with_turn(number, |event| dealer.deal(event)).unwrap();
        }
        for dealer in dealers {
            dealer.finish().unwrap();
        }
        let mut expected: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for number in 0..EVENTS {
            with_turn(number, |event| {
                for group in Group::of(event) {
                    expected
                        .entry(format!("{group:?}"))
                        .or_default()
                        .push(number);
                }
            });
        }
        assert_eq!(expected.len(), usize::from(CLIENTS) + 2);
        assert_eq!(groups(&piles), expected);
    }

    #[test]
    fn what_is_put_aside_has_no_name_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let piles = Piles::new(folder.path(), 3).unwrap();
        let mut dealer = piles.dealer();
        with_turn(1, |event| dealer.deal(event)).unwrap();
        dealer.finish().unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        assert_eq!(groups(&piles).len(), 2);
    }
}
