//! Computes all facts anew, beside the old ones, and then takes their place.
//!
//! Two readers fold a half of the clients each while one writer fills tables
//! without indexes; the indexes and cubes come last. A kill on the way leaves
//! the old facts, or none, and the next refresh starts again.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::Connection;

use super::cubes::{self, Source};
use super::fold::Folder;
use super::reader::Reader;
use super::rows::{ClientFacts, Contact, Conversation, Source as Of};
use super::store::Writer;
use super::{
    Error, Facts, Progress, Settings, Watermark, open_file, remove, set_meta, set_watermark,
};
use crate::events::Event;
use crate::failpoint::reach;
use crate::period::Calendar;

/// Facts on their way to the writer.
enum Folded {
    Client(ClientFacts),
    Contact(Contact),
    Conversation(Conversation),
}

/// The name of facts that are being made.
pub(super) const FILE: &str = "facts-new.db";

/// Facts sent at a time.
const PARCEL: usize = 256;

pub(super) fn run(
    facts: &mut Facts,
    sources: &[Source],
    progress: Progress<'_>,
) -> Result<(), Error> {
    let unfinished = facts.folder.join(FILE);
    remove(&unfinished)?;
    reach("rebuild.begun");
    build(&unfinished, facts, sources, progress)?;
    reach("rebuild.built");
    let path = facts.folder.join(super::FILE);
    facts.close()?;
    reach("rebuild.old_closed");
    remove(&path)?;
    reach("rebuild.old_removed");
    std::fs::rename(&unfinished, &path).map_err(|source| Error::Replace {
        path: path.clone(),
        source,
    })?;
    reach("rebuild.renamed");
    facts.db = open_file(&path)?;
    Ok(())
}

pub(super) fn build(
    path: &Path,
    facts: &Facts,
    sources: &[Source],
    progress: Progress<'_>,
) -> Result<(), Error> {
    let db = open_file(path)?;
    // Nothing is lost with a half-made file, so it is written without a log.
    db.execute_batch("pragma journal_mode = off; pragma synchronous = off; begin")?;
    set_meta(&db, "stamp", &facts.settings.stamp())?;
    let watermark = fill(&db, &facts.folder, &facts.settings, progress)?;
    db.execute_batch("commit")?;
    reach("rebuild.filled");
    db.execute_batch("begin")?;
    cubes::fill_all(&db, path, sources)?;
    db.execute_batch(include_str!("indexes.sql"))?;
    reach("rebuild.indexed");
    set_watermark(&db, watermark)?;
    reach("rebuild.cubed");
    db.execute_batch("commit; pragma synchronous = full; pragma journal_mode = wal")?;
    reach("rebuild.committed");
    db.close().map_err(|(_, error)| error)?;
    Ok(())
}

fn fill(
    db: &Connection,
    folder: &Path,
    settings: &Settings,
    progress: Progress<'_>,
) -> Result<Watermark, Error> {
    let reader = Reader::open(folder)?;
    let total = reader.count_after(0)?;
    let times = reader.all_contact_times()?;
    let done = AtomicU64::new(0);
    let (sender, receiver) = sync_channel(64);
    std::thread::scope(|scope| {
        let halves = [Half::First, Half::Second];
        let readers = halves.map(|half| {
            let reader = reader.beside(folder);
            let mut folding = Folding {
                folder: Folder::new(&times, settings.lang),
                parcel: Vec::with_capacity(PARCEL),
                sender: sender.clone(),
                done: &done,
            };
            scope.spawn(move || folding.run(&reader?, half))
        });
        drop(sender);
        let written = write(db, settings, &receiver, &|| {
            progress(done.load(Ordering::Relaxed), total);
        });
        drop(receiver);
        for reader in readers {
            reader
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        }
        written
    })?;
    Ok(reader.watermark)
}

fn write(
    db: &Connection,
    settings: &Settings,
    parcels: &Receiver<Vec<Folded>>,
    progress: &dyn Fn(),
) -> Result<(), Error> {
    let mut writer = Writer::new(db, Calendar::new(settings.zone.clone()));
    for parcel in parcels {
        for folded in parcel {
            match folded {
                Folded::Client(facts) => writer.client(&facts)?,
                Folded::Contact(row) => writer.contact(&row)?,
                Folded::Conversation(row) => writer.conversation(&row, None)?,
            }
        }
        progress();
    }
    writer.finish()?;
    Ok(())
}

/// Which half of the work a reader does.
#[derive(Clone, Copy)]
enum Half {
    /// Half of the clients, contacts.
    First,
    /// The other half, conversations and transcripts.
    Second,
}

/// One reader, folding what it reads.
struct Folding<'f> {
    folder: Folder<'f>,
    parcel: Vec<Folded>,
    sender: SyncSender<Vec<Folded>>,
    done: &'f AtomicU64,
}

impl<'f> Folding<'f> {
    fn run(&mut self, reader: &Reader, half: Half) -> Result<(), Error> {
        match half {
            Half::First => {
                reader.each_client(0x00, 0x80, |events| self.client(events))?;
                reader.each_contact(|events| self.contact(events))?;
            }
            Half::Second => {
                reader.each_client(0x80, 0x100, |events| self.client(events))?;
                reader.each_conversation(|events| self.conversation(events))?;
                for transcript in reader.transcripts_after(0)? {
                    let row = self.folder.transcript(transcript);
                    self.push(Folded::Conversation(row));
                }
            }
        }
        self.send();
        Ok(())
    }

    fn client(&mut self, events: &[Event]) {
        let facts = self.folder.client(events);
        self.done.fetch_add(events.len() as u64, Ordering::Relaxed);
        self.push(Folded::Client(facts));
    }

    fn contact(&mut self, events: &[Event]) {
        if let Some(row) = self.folder.contact(events) {
            self.push(Folded::Contact(row));
        }
        let id = events.first().and_then(|event| event.contact.clone());
        let talk = self
            .folder
            .conversation(Of::Contact, &id.unwrap_or_default(), events);
        if let Some(row) = talk {
            self.push(Folded::Conversation(row));
        }
    }

    fn conversation(&mut self, events: &[Event]) {
        let id = events.first().and_then(|event| event.conversation.clone());
        let talk = self
            .folder
            .conversation(Of::Conversation, &id.unwrap_or_default(), events);
        if let Some(row) = talk {
            self.push(Folded::Conversation(row));
        }
    }

    fn push(&mut self, folded: Folded) {
        self.parcel.push(folded);
        if self.parcel.len() == PARCEL {
            self.send();
        }
    }

    fn send(&mut self) {
        let parcel = std::mem::replace(&mut self.parcel, Vec::with_capacity(PARCEL));
        // Sending fails only when the writer has failed, which then says why.
        let _ = self.sender.send(parcel);
    }
}
