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
    pub format: Format,
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
    Refused(Refusal),
}

type Checked = Vec<Result<(u64, Event), Refusal>>;

/// Records handed on at a time.
const PARCEL: usize = 8192;

/// Parcels committed at a time: a page of an index that many of their events touch
/// is written once for all of them.
const COMMITTED: usize = 16;

/// Parcels waiting between two stages.
const WAITING: usize = 4;

impl Intake<'_> {
    /// Takes all records of a file.
    pub fn run(&mut self, input: impl BufRead + Send, log: &mut Log) -> Result<Tally, Error> {
        let (format, checker, strict) = (self.format, self.checker, self.strict);
        let mut told = Told {
            refused: &mut *self.refused,
            conflicting: &mut *self.conflicting,
        };
        std::thread::scope(|scope| {
            let (raw_sender, raw) = sync_channel(WAITING);
            let (checked_sender, checked) = sync_channel(WAITING);
            let reading = scope.spawn(move || read(format, input, &raw_sender));
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

fn check(checker: &Checker, parcel: Vec<Raw>) -> Checked {
    parcel
        .into_par_iter()
        .map(|raw| check_one(checker, raw))
        .collect()
}

fn check_one(checker: &Checker, raw: Raw) -> Result<(u64, Event), Refusal> {
    let (line, checked) = match raw {
        Raw::Json(place, text) => match place.parse(&text) {
            Ok(value) => (place.line, checker.check_value(value)),
            Err(Broken { line, why }) => (line, Err(why.into())),
        },
        Raw::Record(import::Record { line, event }) => (line, checker.check(event)),
        Raw::Refused(refusal) => return Err(refusal),
    };
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
    parcels: &Receiver<Checked>,
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
    parcel: Checked,
    tally: &mut Tally,
    told: &mut Told<'_>,
) -> Result<Option<Refusal>, Error> {
    let mut first = None;
    for record in parcel {
        tally.read += 1;
        match record {
            Ok((line, event)) => {
                if appending.add(&event)? {
                    let id = Uuid::from_bytes(event.id);
                    (told.conflicting)(&Conflict { line, id });
                }
            }
            Err(refusal) => {
                (told.refused)(&refusal);
                tally.refuse(refusal.code);
                first.get_or_insert(refusal);
            }
        }
    }
    Ok(first)
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

fn read(format: Format, input: impl BufRead, sender: &SyncSender<Vec<Raw>>) -> io::Result<()> {
    let mut gathering = Gathering {
        parcel: Vec::with_capacity(PARCEL),
        sender,
    };
    let mut each = |read: Result<import::Record, Refusal>| {
        gathering.push(match read {
            Ok(record) => Raw::Record(record),
            Err(refusal) => Raw::Refused(refusal),
        });
    };
    match format {
        Format::Ubi => import::ubi(input, &mut each)?,
        Format::Rasa => import::rasa(input, &mut each)?,
        Format::Native => read_native(input, &mut gathering)?,
    }
    gathering.hand_on();
    Ok(())
}

fn read_native(input: impl BufRead, gathering: &mut Gathering<'_>) -> io::Result<()> {
    each_record(input, &[], &mut |record| {
        gathering.push(match record {
            Ok(record) => Raw::Json(record.place, record.text.to_owned()),
            Err(Broken { line, why }) => Raw::Refused(at_line(line, why.into())),
        });
    })
}
