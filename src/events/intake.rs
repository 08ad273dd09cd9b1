//! Takes a file of events into the log: read, checked on all cores, appended.
//!
//! Three stages hand parcels on, so that reading, checking and writing go on at
//! once. Order is kept. A refused record is named and counted, and the rest is
//! read; what was appended before a failure stays, and may be sent again.

use std::io::{self, BufRead};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rayon::prelude::*;
use uuid::Uuid;

use super::check::{Checker, Event};
use super::import::sheet::Sheet;
use super::import::{self, Refusal};
use super::log::{self, Appending, Log, Receipt};
use super::rejection::Rejection;
use crate::failpoint::reach;
use crate::input::json::{Broken, Place, each_record};
use crate::input::tally::Tally;

/// Whose form the records of a file have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Native,
    Ubi,
    Rasa,
}

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("could not read on")]
    Read(#[from] io::Error),
    #[error(transparent)]
    Log(#[from] log::Error),
    #[error("line {}: {} ({}); nothing of this file was imported", .0.line, .0.message, .0.code)]
    Strict(Refusal),
}

/// How to take a file.
pub struct Intake<'i> {
    pub checker: &'i Checker,
    /// One refused record makes the whole file fail, and nothing of it is kept.
    pub strict: bool,
    /// Told of every refused record, in the order of the file.
    pub refused: &'i mut (dyn FnMut(&Refusal) + Send),
    /// Told of every event whose id was there with other content, in the same order.
    pub conflicting: &'i mut (dyn FnMut(&Conflict) + Send),
}

/// An event whose id was sent before with other content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// From 1.
    pub line: u64,
    pub id: Uuid,
}

/// A record on its way to the check.
enum Raw {
    Json(Place, String),
    Record(import::Record),
    /// Of one row, taken together or not at all.
    Row(Vec<import::Record>),
    Refused(Refusal),
}

impl From<Result<import::Record, Refusal>> for Raw {
    fn from(read: Result<import::Record, Refusal>) -> Raw {
        match read {
            Ok(record) => Raw::Record(record),
            Err(refusal) => Raw::Refused(refusal),
        }
    }
}

/// What became of one: a row may be several events.
enum Checked {
    One(Result<(u64, Event), Refusal>),
    Row(Vec<(u64, Event)>),
}

/// Records handed on at a time.
const PARCEL: usize = 8192;

/// Parcels committed at a time: a page of an index that many of their events touch
/// is written once for all of them.
const COMMITTED: usize = 16;

/// Parcels waiting between two stages.
const WAITING: usize = 4;

impl Intake<'_> {
    /// Takes all records of a file.
    pub fn run(
        &mut self,
        format: Format,
        input: impl BufRead + Send,
        log: &mut Log,
    ) -> Result<Tally, Error> {
        self.take(|gathering| read(format, input, gathering), log)
    }

    /// Takes all rows of a table: the events of a row all, or none.
    pub fn run_sheet(&mut self, sheet: &Sheet<'_>, log: &mut Log) -> Result<Tally, Error> {
        let mut rows = 0;
        let read = |gathering: &mut Gathering<'_>| {
            sheet.each(&mut |row| {
                rows += 1;
                gathering.push(match row {
                    Ok(records) => Raw::Row(records),
                    Err(refusal) => Raw::Refused(refusal),
                });
            });
            Ok(())
        };
        let tally = self.take(read, log)?;
        Ok(Tally { rows, ..tally })
    }

    fn take(
        &mut self,
        read: impl FnOnce(&mut Gathering<'_>) -> io::Result<()> + Send,
        log: &mut Log,
    ) -> Result<Tally, Error> {
        let (checker, strict) = (self.checker, self.strict);
        let mut told = Told {
            refused: &mut *self.refused,
            conflicting: &mut *self.conflicting,
        };
        std::thread::scope(|scope| {
            let (raw_sender, raw) = sync_channel(WAITING);
            let (checked_sender, checked) = sync_channel(WAITING);
            let reading = scope.spawn(move || gather(read, &raw_sender));
            let writing = scope.spawn(move || append(&checked, log, strict, &mut told));
            for parcel in raw {
                // The writer stops early only when it has failed, which it then says.
                if checked_sender.send(check(checker, parcel)).is_err() {
                    break;
                }
            }
            drop(checked_sender);
            let tally = writing
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            reading
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            Ok(tally)
        })
    }
}

fn check(checker: &Checker, parcel: Vec<Raw>) -> Vec<Checked> {
    let checked = parcel.into_par_iter();
    checked.map(|raw| check_one(checker, raw)).collect()
}

fn check_one(checker: &Checker, raw: Raw) -> Checked {
    match raw {
        Raw::Json(place, text) => Checked::One(match place.parse(&text) {
            Ok(value) => at(place.line, checker.check_value(value)),
            Err(Broken { line, why }) => Err(at_line(line, why.into())),
        }),
        Raw::Record(record) => Checked::One(check_record(checker, record)),
        Raw::Row(records) => check_row(checker, records),
        Raw::Refused(refusal) => Checked::One(Err(refusal)),
    }
}

/// Half of a contact would be another contact: one bad event refuses its whole row.
fn check_row(checker: &Checker, records: Vec<import::Record>) -> Checked {
    let checked = records.into_iter();
    let checked = checked.map(|record| check_record(checker, record));
    match checked.collect() {
        Ok(events) => Checked::Row(events),
        Err(refusal) => Checked::One(Err(refusal)),
    }
}

fn check_record(checker: &Checker, record: import::Record) -> Result<(u64, Event), Refusal> {
    at(record.line, checker.check(record.event))
}

fn at(line: u64, checked: Result<Event, Rejection>) -> Result<(u64, Event), Refusal> {
    match checked {
        Ok(event) => Ok((line, event)),
        Err(rejection) => Err(at_line(line, rejection)),
    }
}

fn at_line(line: u64, rejection: Rejection) -> Refusal {
    Refusal {
        line,
        code: rejection.code.as_str(),
        message: rejection.message,
    }
}

/// Who is told of what is not simply taken.
struct Told<'t> {
    refused: &'t mut (dyn FnMut(&Refusal) + Send),
    conflicting: &'t mut (dyn FnMut(&Conflict) + Send),
}

fn append(
    parcels: &Receiver<Vec<Checked>>,
    log: &mut Log,
    strict: bool,
    told: &mut Told<'_>,
) -> Result<Tally, Error> {
    let mut tally = Tally::default();
    if strict {
        let mut appending = log.begin()?;
        for parcel in parcels {
            if let Some(refusal) = add(&mut appending, parcel, &mut tally, told)? {
                return Err(Error::Strict(refusal));
            }
        }
        tally += appending.commit()?.into();
        return Ok(tally);
    }
    let mut parcels = parcels.iter().peekable();
    while parcels.peek().is_some() {
        let mut appending = log.begin()?;
        for parcel in parcels.by_ref().take(COMMITTED) {
            add(&mut appending, parcel, &mut tally, told)?;
        }
        tally += appending.commit()?.into();
        reach("intake.committed");
    }
    Ok(tally)
}

/// Adds a parcel; gives the first refusal in it.
fn add(
    appending: &mut Appending<'_>,
    parcel: Vec<Checked>,
    tally: &mut Tally,
    told: &mut Told<'_>,
) -> Result<Option<Refusal>, Error> {
    let mut first = None;
    for checked in parcel {
        match checked {
            Checked::One(Ok(event)) => add_event(appending, event, tally, told)?,
            Checked::Row(events) => {
                for event in events {
                    add_event(appending, event, tally, told)?;
                }
            }
            Checked::One(Err(refusal)) => {
                tally.read += 1;
                (told.refused)(&refusal);
                tally.refuse(refusal.code);
                first.get_or_insert(refusal);
            }
        }
    }
    Ok(first)
}

fn add_event(
    appending: &mut Appending<'_>,
    (line, event): (u64, Event),
    tally: &mut Tally,
    told: &mut Told<'_>,
) -> Result<(), Error> {
    tally.read += 1;
    if appending.add(&event)? {
        let id = Uuid::from_bytes(event.id);
        (told.conflicting)(&Conflict { line, id });
    }
    Ok(())
}

impl From<Receipt> for Tally {
    fn from(receipt: Receipt) -> Tally {
        Tally {
            accepted: receipt.accepted,
            duplicates: receipt.duplicates,
            conflicts: receipt.conflicts,
            mended: receipt.mended,
            ..Tally::default()
        }
    }
}

/// Records being gathered into parcels. Once the next stage is gone, reading is in vain
/// and what is gathered is dropped.
struct Gathering<'s> {
    parcel: Vec<Raw>,
    sender: &'s SyncSender<Vec<Raw>>,
}

impl Gathering<'_> {
    fn push(&mut self, raw: Raw) {
        self.parcel.push(raw);
        if self.parcel.len() == PARCEL {
            self.hand_on();
        }
    }

    fn hand_on(&mut self) {
        let parcel = std::mem::replace(&mut self.parcel, Vec::with_capacity(PARCEL));
        let _ = self.sender.send(parcel);
    }
}

/// Runs a reading, whose records go on in parcels.
fn gather(
    read: impl FnOnce(&mut Gathering<'_>) -> io::Result<()>,
    sender: &SyncSender<Vec<Raw>>,
) -> io::Result<()> {
    let mut gathering = Gathering {
        parcel: Vec::with_capacity(PARCEL),
        sender,
    };
    read(&mut gathering)?;
    gathering.hand_on();
    Ok(())
}

fn read(format: Format, input: impl BufRead, gathering: &mut Gathering<'_>) -> io::Result<()> {
    let mut each = |read: Result<import::Record, Refusal>| gathering.push(read.into());
    match format {
        Format::Ubi => import::ubi(input, &mut each),
        Format::Rasa => import::rasa(input, &mut each),
        Format::Native => read_native(input, gathering),
    }
}

fn read_native(input: impl BufRead, gathering: &mut Gathering<'_>) -> io::Result<()> {
    each_record(input, &[], &mut |record| {
        gathering.push(match record {
            Ok(record) => Raw::Json(record.place, record.text.to_owned()),
            Err(Broken { line, why }) => Raw::Refused(at_line(line, why.into())),
        });
    })
}
