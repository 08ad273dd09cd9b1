//! The fact of a contact: its whole life in one row. Durations are in milliseconds.

use super::Dimensions;
use crate::events::Pseudonym;
use crate::period::Millis;

#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    pub contact: String,
    pub at: Millis,
    pub dimensions: Dimensions,
    pub customer: Option<Pseudonym>,
    pub redirects: Redirects,
    /// A human or a redirect was met.
    pub reached: bool,
    pub agent: Option<String>,
    pub team: Option<String>,
    pub reason: Option<String>,
    pub direction: Option<String>,
    pub complaint: bool,
    pub waited: Waited,
    pub handled: Handled,
    pub replies: Replies,
    pub settled: Settled,
    pub came_of: CameOf,
    pub flag: Option<Oddity>,
}

/// What was proposed in it, and what of that was taken.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Redirects {
    pub offered: bool,
    pub accepted: bool,
    pub forced: bool,
    pub redirected_at: Option<Millis>,
    pub contact_after: Option<Millis>,
}

/// Somebody waited for a human.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waited {
    pub queued: bool,
    pub answered: bool,
    pub abandoned: bool,
    pub wait: Option<Millis>,
}

/// How long people were busy with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Handled {
    pub talk: Option<Millis>,
    pub hold: Option<Millis>,
    pub wrap_up: Option<Millis>,
    pub duration: Option<Millis>,
    pub ended_after: Option<Millis>,
}

/// What humans replied, and how soon.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replies {
    pub first_response: Option<Millis>,
    pub responses: i64,
    /// Of all that are timed.
    pub response_time: Option<Millis>,
    pub timed: i64,
}

/// Whether what it was about is settled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    pub resolved: bool,
    pub resolved_at: Option<Millis>,
    pub reopened: i64,
    pub resolution: Option<Millis>,
    pub resolution_business: Option<Millis>,
}

/// What other events say came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CameOf {
    pub sold: i64,
    pub cross_sold: i64,
    pub wanted_to_leave: i64,
    pub kept: i64,
}

/// What cannot have been as it was told; of several, the first of these is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oddity {
    EndedBeforeContact,
    AbandonedBeforeQueued,
    AnsweredBeforeQueued,
    ResponseBeforeContact,
    ResolvedBeforeContact,
    ReopenedBeforeResolved,
}

impl Oddity {
    pub fn as_str(self) -> &'static str {
        match self {
            Oddity::EndedBeforeContact => "ended_before_contact",
            Oddity::AbandonedBeforeQueued => "abandoned_before_queued",
            Oddity::AnsweredBeforeQueued => "answered_before_queued",
            Oddity::ResponseBeforeContact => "response_before_contact",
            Oddity::ResolvedBeforeContact => "resolved_before_contact",
            Oddity::ReopenedBeforeResolved => "reopened_before_resolved",
        }
    }
}
