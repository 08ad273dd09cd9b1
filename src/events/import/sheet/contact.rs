//! A row that is a whole contact, to the events of its life.

use serde_json::Value;

use super::cell::{Fault, Reader};
use super::columns::Row;
use crate::events::Kind;
use crate::events::fields::{self, COMMON_FIELDS};
use crate::events::import::fields::Object;
use crate::events::import::ids::named;
use crate::events::rejection::Code;
use crate::period::{Millis, rfc3339};

/// How a contact went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    /// It waited, or might have, and a human took it up.
    Answered,
    Abandoned,
    /// It waited; what came of it is not told.
    Waited,
    /// Nobody took it up, and nobody gave up.
    Neither,
    /// A human was met; of waiting nothing is told.
    Met,
}

/// What a row tells of a contact.
struct Contact {
    fields: Object,
    at: Millis,
    answered_at: Option<Millis>,
    ended_at: Option<Millis>,
    resolved_at: Option<Millis>,
}

/// The events of one contact: queued, answered or abandoned, ended, resolved, and `contact`
/// where a human was met. Each has an id of its own contents, so that a later export of the
/// same contact adds what was not known, and the same row nothing.
pub(super) fn life(row: &Row<'_>, reader: &Reader<'_>) -> Result<Vec<Object>, Fault> {
    let contact = Contact::of(row, reader)?;
    let course = contact.course()?;
    let met_at = contact.met_at();
    let mut life = Life {
        contact: &contact,
        events: Vec::new(),
    };
    if contact.is_queued(course) {
        life.push(Kind::Queued, contact.at);
    }
    match course {
        Course::Answered => {
            life.push(Kind::Contact, met_at);
            life.push(Kind::Answered, met_at);
        }
        Course::Met => life.push(Kind::Contact, met_at),
        Course::Abandoned => life.push(Kind::Abandoned, contact.left_at()),
        Course::Waited | Course::Neither => {}
    }
    if course != Course::Abandoned
        && let Some(end) = contact.end(course)
    {
        life.push(Kind::Ended, end);
    }
    if let Some(resolved) = contact.resolved(course) {
        life.push(Kind::Resolved, resolved);
    }
    Ok(life.events)
}

impl Contact {
    fn of(row: &Row<'_>, reader: &Reader<'_>) -> Result<Contact, Fault> {
        let at = reader.at(row)?;
        Ok(Contact {
            fields: reader.fields(row)?,
            at,
            answered_at: later(row, reader, "answered_at", at)?,
            ended_at: later(row, reader, "ended_at", at)?,
            resolved_at: later(row, reader, "resolved_at", at)?,
        })
    }

    fn flag(&self, field: &str) -> Option<bool> {
        self.fields.get(field)?.as_bool()
    }

    /// A duration in milliseconds.
    fn lasted(&self, field: &str) -> Option<Millis> {
        let seconds = self.fields.get(field)?.as_f64()?;
        Some((seconds * 1_000.0).round() as Millis)
    }

    fn is_outbound(&self) -> bool {
        self.fields.get("direction").and_then(Value::as_str) == Some("outbound")
    }

    fn course(&self) -> Result<Course, Fault> {
        let course = match (self.flag("answered"), self.flag("abandoned")) {
            (Some(true), Some(true)) => {
                let message = "it is both `answered` and `abandoned`";
                return Err(fault(message, Code::BadValue));
            }
            (Some(true), _) | (None, Some(false)) => Course::Answered,
            (_, Some(true)) => Course::Abandoned,
            (Some(false), None) if !self.is_outbound() => Course::Abandoned,
            (Some(false), _) => Course::Neither,
            (None, None) if self.is_taken_up() => Course::Answered,
            (None, None) if self.lasted("wait").is_some() => Course::Waited,
            (None, None) => Course::Met,
        };
        Ok(course)
    }

    /// Whether something in it takes a human, and it had somebody wait.
    fn is_taken_up(&self) -> bool {
        let talked = self.lasted("talk").is_some_and(|talk| talk > 0);
        let waited = self.lasted("wait").is_some() && self.fields.contains_key("agent");
        talked || waited || self.answered_at.is_some()
    }

    /// Whether its waiting is known. To say that it began and not how long it took would be
    /// to say that it took no time.
    fn is_queued(&self, course: Course) -> bool {
        let waited = self.lasted("wait").is_some();
        match course {
            Course::Answered => !self.is_outbound() && (waited || self.answered_at.is_some()),
            Course::Abandoned => waited || self.ended_at.is_some(),
            Course::Waited | Course::Neither => true,
            Course::Met => false,
        }
    }

    /// When a human took it up.
    fn met_at(&self) -> Millis {
        self.answered_at
            .unwrap_or(self.at + self.lasted("wait").unwrap_or(0))
    }

    /// When the customer gave up.
    fn left_at(&self) -> Millis {
        let after = |wait| self.at + wait;
        let left = self.lasted("wait").map(after).or(self.ended_at);
        left.unwrap_or(self.at)
    }

    /// When it was over, as told or as the talking took; not known otherwise.
    fn end(&self, course: Course) -> Option<Millis> {
        let talked = ["talk", "hold"].map(|field| self.lasted(field));
        let is_timed = self.lasted("wrap_up").or(talked[0]).or(talked[1]).is_some();
        let spoken = is_timed.then(|| talked.into_iter().flatten().sum::<Millis>());
        match course {
            Course::Waited => self.ended_at,
            Course::Neither => {
                let gone = self.lasted("wait").map(|wait| self.at + wait);
                self.ended_at.or(gone)
            }
            _ => self
                .ended_at
                .or(spoken.map(|spoken| self.met_at() + spoken)),
        }
    }

    fn resolved(&self, course: Course) -> Option<Millis> {
        match (self.flag("resolved"), self.resolved_at) {
            (Some(false), _) | (None, None) => None,
            (_, Some(at)) => Some(at),
            (Some(true), None) => Some(self.end(course).unwrap_or(self.met_at())),
        }
    }
}

/// A moment of a row that is not before the contact began. Of a time that clocks showed
/// twice it is the one that is not.
fn later(
    row: &Row<'_>,
    reader: &Reader<'_>,
    field: &str,
    began: Millis,
) -> Result<Option<Millis>, Fault> {
    let Some((mapped, text)) = row.mapped(field).and_then(|it| Some((it, row.text(it)?))) else {
        return Ok(None);
    };
    let Some((first, second)) = reader.moments(mapped, &text, Some(began))? else {
        return Ok(None);
    };
    let mut moments = [Some(first), second].into_iter().flatten();
    let moment = moments.find(|at| *at >= began);
    match moment {
        Some(moment) => Ok(Some(moment)),
        None => Err(fault(&format!("`{field}` is before `at`"), Code::BadValue)),
    }
}

fn fault(message: &str, code: Code) -> Fault {
    Fault::new(code, message.to_owned())
}

/// The events of a contact being made.
struct Life<'c> {
    contact: &'c Contact,
    events: Vec<Object>,
}

impl Life<'_> {
    /// An event with those of the row's fields that its kind has.
    fn push(&mut self, kind: Kind, at: Millis) {
        let known = COMMON_FIELDS.iter().chain(fields::of(kind));
        let mut event: Object = known
            .filter_map(|field| {
                let value = self.contact.fields.get(field.name)?;
                Some((field.name.to_owned(), value.clone()))
            })
            .collect();
        event.insert("kind".to_owned(), kind.as_str().into());
        event.insert("at".to_owned(), rfc3339(at).into());
        let contents = Value::Object(event.clone()).to_string();
        let id = named("contacts", kind.as_str(), &contents).to_string();
        event.insert("id".to_owned(), id.into());
        self.events.push(event);
    }
}
