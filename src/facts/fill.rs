//! Fills the tables of new facts: several threads fold, one writes.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::Connection;

use super::deal::{Dealt, deal, threads};
use super::fold::{Folder, Group};
use super::piles::Pile;
use super::reader::Reader;
use super::rows::{ClientFacts, Comment, Contact, Conversation, Source as Of};
use super::store::Writer;
use super::window::Window;
use super::{Error, Progress, Settings, Watermark};
use crate::events::EventRef;
use crate::failpoint::reach;
use crate::period::Calendar;

/// Facts on their way to the writer.
enum Folded {
    Client(ClientFacts),
    Contact(Box<Contact>),
    Conversation(Conversation),
    Comment(Comment),
}

/// Events whose facts are sent at a time.
const PARCEL: usize = 2048;

/// Parcels waiting for the writer.
const WAITING: usize = 16;

/// Folds all events and transcripts that a reader of a folder sees into empty tables.
pub(super) fn fill(
    db: &Connection,
    folder: &Path,
    reader: Reader,
    settings: &Settings,
    progress: Progress<'_>,
) -> Result<Watermark, Error> {
    let watermark = reader.watermark;
    let total = watermark.events.unsigned_abs();
    // An event is half done when it is put aside.
    let dealt = deal(folder, &reader, &|done| progress(done / 2, total))?;
    reach("rebuild.dealt");
    let work = Work {
        dealt,
        taken: AtomicUsize::new(0),
    };
    let told = || progress(total / 2 + work.share_of(total / 2), total);
    fold_all(db, settings, &work, reader, &told)?;
    Ok(watermark)
}

/// Several threads fold, one of them the transcripts too; this one writes.
fn fold_all(
    db: &Connection,
    settings: &Settings,
    work: &Work,
    reader: Reader,
    told: &dyn Fn(),
) -> Result<(), Error> {
    let (sender, receiver) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        let mut transcripts = Some(reader);
        let folding: Vec<_> = (0..threads())
            .map(|_| {
                let folding = Folding::new(work, settings, sender.clone());
                let transcripts = transcripts.take();
                scope.spawn(|| folding.run(transcripts))
            })
            .collect();
        drop(sender);
        let written = write(db, settings, receiver, told);
        for thread in folding {
            thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        }
        written
    })
}

fn write(
    db: &Connection,
    settings: &Settings,
    parcels: Receiver<Vec<Folded>>,
    told: &dyn Fn(),
) -> Result<(), Error> {
    let mut writer = Writer::new(db, Calendar::new(settings.zone.clone()));
    for parcel in parcels {
        for folded in parcel {
            match folded {
                Folded::Client(facts) => writer.client(&facts)?,
                Folded::Contact(row) => writer.contact(&row)?,
                Folded::Conversation(row) => writer.conversation(&row, None)?,
                Folded::Comment(row) => writer.comment(&row)?,
            }
        }
        told();
    }
    Ok(())
}

/// What all threads fold, pile by pile.
struct Work {
    dealt: Dealt,
    taken: AtomicUsize,
}

impl Work {
    fn next_pile(&self) -> Option<std::io::Result<Pile>> {
        let piles = &self.dealt.piles;
        let number = self.taken.fetch_add(1, Ordering::Relaxed);
        (number < piles.count()).then(|| piles.take(number))
    }

    /// As much of a number as piles are taken.
    fn share_of(&self, whole: u64) -> u64 {
        let count = self.dealt.piles.count();
        let taken = self.taken.load(Ordering::Relaxed).min(count);
        whole * taken as u64 / count as u64
    }
}

/// One thread, folding.
struct Folding<'w> {
    work: &'w Work,
    folder: Folder<'w>,
    parcel: Vec<Folded>,
    /// How many events it is of.
    weight: usize,
    sender: SyncSender<Vec<Folded>>,
    /// The writer has failed, and says why itself.
    is_in_vain: bool,
}

impl<'w> Folding<'w> {
    fn new(work: &'w Work, settings: &'w Settings, sender: SyncSender<Vec<Folded>>) -> Folding<'w> {
        Folding {
            work,
            folder: Folder::new(&work.dealt.times, settings),
            parcel: Vec::new(),
            weight: 0,
            sender,
            is_in_vain: false,
        }
    }

    fn run(mut self, transcripts: Option<Reader>) -> Result<(), Error> {
        if let Some(reader) = transcripts {
            reader.each_transcript(0, |kept| {
                let turns = kept.conversation.turns.len();
                let row = self.folder.transcript(kept);
                self.parcel.push(Folded::Conversation(row));
                self.weigh(turns);
            })?;
        }
        while !self.is_in_vain
            && let Some(pile) = self.work.next_pile()
        {
            pile?.each_group(|group, events| {
                self.fold(group, events);
                self.weigh(events.len());
            })?;
        }
        self.send();
        Ok(())
    }

    fn fold(&mut self, group: Group<'_>, events: &[EventRef<'_>]) {
        match group {
            Group::Client(_) => {
                let facts = self.folder.client(events, Window::ALL);
                self.parcel.push(Folded::Client(facts));
            }
            Group::Contact(id) => {
                let contact = self.folder.contact(events);
                self.parcel
                    .extend(contact.map(Box::new).map(Folded::Contact));
                let talk = self.folder.conversation(Of::Contact, id, events);
                self.parcel.extend(talk.map(Folded::Conversation));
            }
            Group::Conversation(id) => {
                let named = self.folder.named(id, events);
                let talks = named.conversations.into_iter();
                self.parcel.extend(talks.map(Folded::Conversation));
                self.parcel.extend(named.comment.map(Folded::Comment));
            }
        }
    }

    /// Sends what is folded when enough events went into it.
    fn weigh(&mut self, events: usize) {
        self.weight += events;
        if self.weight >= PARCEL {
            self.send();
        }
    }

    fn send(&mut self) {
        self.weight = 0;
        let parcel = std::mem::take(&mut self.parcel);
        self.is_in_vain |= self.sender.send(parcel).is_err();
    }
}
