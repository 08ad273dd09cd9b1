//! The kinds of events.

use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    // The order breaks ties between events of one millisecond: a cause stands before its effect.
    Open,
    Search,
    Impression,
    Click,
    View,
    Vote,
    Message,
    Answer,
    /// A form for reaching a human, with or without an answer shown beside it.
    Form,
    /// The question whether all is well now, and what was answered.
    Closing,
    Turn,
    Handoff,
    Redirect,
    /// A contact begins to wait for a human.
    Queued,
    Contact,
    /// A human takes a contact up.
    Answered,
    /// A human's reply within a contact.
    Response,
    /// The customer gives up waiting.
    Abandoned,
    /// A contact is over.
    Ended,
    /// What a contact was about is settled.
    Resolved,
    /// What was settled was not.
    Reopened,
    Survey,
    /// Somebody judged how a contact was handled.
    Review,
    /// A test contact: whether other channels were promoted in it.
    Audit,
    /// An agent's working time.
    Work,
    /// Somebody became a customer.
    Acquired,
    /// A customer who wanted to leave stays.
    Kept,
    /// A customer leaves.
    Left,
    Purchase,
    /// Money spent to win customers.
    Spend,
    /// A customer recommends the house to somebody.
    Referral,
    /// A public comment or post.
    Comment,
    /// The house's reply to one.
    Reply,
    /// Something another format knows and Vigie does not: kept and counted.
    Other,
}

impl Kind {
    pub const ALL: [Kind; 34] = [
        Kind::Open,
        Kind::Search,
        Kind::Impression,
        Kind::Click,
        Kind::View,
        Kind::Vote,
        Kind::Message,
        Kind::Answer,
        Kind::Form,
        Kind::Closing,
        Kind::Turn,
        Kind::Handoff,
        Kind::Redirect,
        Kind::Queued,
        Kind::Contact,
        Kind::Answered,
        Kind::Response,
        Kind::Abandoned,
        Kind::Ended,
        Kind::Resolved,
        Kind::Reopened,
        Kind::Survey,
        Kind::Review,
        Kind::Audit,
        Kind::Work,
        Kind::Acquired,
        Kind::Kept,
        Kind::Left,
        Kind::Purchase,
        Kind::Spend,
        Kind::Referral,
        Kind::Comment,
        Kind::Reply,
        Kind::Other,
    ];

    pub fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Open => "open",
            Kind::Search => "search",
            Kind::Impression => "impression",
            Kind::Click => "click",
            Kind::View => "view",
            Kind::Vote => "vote",
            Kind::Message => "message",
            Kind::Answer => "answer",
            Kind::Form => "form",
            Kind::Closing => "closing",
            Kind::Turn => "turn",
            Kind::Handoff => "handoff",
            Kind::Redirect => "redirect",
            Kind::Queued => "queued",
            Kind::Contact => "contact",
            Kind::Answered => "answered",
            Kind::Response => "response",
            Kind::Abandoned => "abandoned",
            Kind::Ended => "ended",
            Kind::Resolved => "resolved",
            Kind::Reopened => "reopened",
            Kind::Survey => "survey",
            Kind::Review => "review",
            Kind::Audit => "audit",
            Kind::Work => "work",
            Kind::Acquired => "acquired",
            Kind::Kept => "kept",
            Kind::Left => "left",
            Kind::Purchase => "purchase",
            Kind::Spend => "spend",
            Kind::Referral => "referral",
            Kind::Comment => "comment",
            Kind::Reply => "reply",
            Kind::Other => "other",
        }
    }
}
