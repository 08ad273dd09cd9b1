//! Facts as the fold makes them, one struct a table; `store` writes them.

pub mod contact;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::said::Said;
use super::singles::Single;
use crate::events::Pseudonym;
use crate::period::Millis;
use crate::text::cues::Told;
pub use contact::Contact;

/// By what figures are sliced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Dimensions {
    pub channel: Option<Arc<str>>,
    pub lang: Option<Arc<str>>,
    pub application: Option<Arc<str>>,
    pub theme: Option<Arc<str>>,
}

/// The id of a fact: that of its first event.
pub type Id = [u8; 16];

/// How an episode ended; exclusive and exhaustive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    Unengaged,
    Escalated,
    Confirmed,
    Negative,
    SilentWithAnswer,
    SilentWithoutAnswer,
}

impl Outcome {
    pub const ALL: [Outcome; 6] = [
        Outcome::Escalated,
        Outcome::Confirmed,
        Outcome::Negative,
        Outcome::SilentWithAnswer,
        Outcome::SilentWithoutAnswer,
        Outcome::Unengaged,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Unengaged => "unengaged",
            Outcome::Escalated => "escalated",
            Outcome::Confirmed => "confirmed",
            Outcome::Negative => "negative",
            Outcome::SilentWithAnswer => "silent_with_answer",
            Outcome::SilentWithoutAnswer => "silent_without_answer",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Episode {
    pub id: Id,
    pub at: Millis,
    pub ended_at: Millis,
    pub dimensions: Dimensions,
    pub engaged: bool,
    pub outcome: Outcome,
    pub answered: bool,
    pub cause: Option<String>,
    pub customer: Option<Pseudonym>,
    pub contact_after: Option<Millis>,
    pub returned_after: Option<Millis>,
    pub reading: Reading,
    pub handoff_reason: Option<String>,
    pub dialogue: Dialogue,
    /// What the survey `deflection` was answered.
    pub deflected: Option<bool>,
    pub human_before: bool,
}

/// What became of the last answer of an episode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// There was another question behind it.
    pub asked_again: bool,
    /// Time spent on it.
    pub dwell: Option<Millis>,
    pub words: Option<i64>,
}

/// What passed between a person and a bot in an episode.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dialogue {
    /// Somebody wrote to a bot, if only on its own business, or it spoke.
    pub with_bot: bool,
    /// Without those that were the bot's own business.
    pub messages: i64,
    pub answers: i64,
    /// To what the bot had not failed to understand.
    pub understood_answers: i64,
    pub closing: Option<Closing>,
    /// Of the last message that tells; one that was not understood was not fulfilled.
    pub fulfilled: Option<bool>,
    pub ever_fulfilled: bool,
    /// Of its messages, each once.
    pub intents: BTreeSet<String>,
}

/// What came of the question whether all is well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// Nobody answered it.
    Asked,
    Yes,
    No,
}

impl Closing {
    pub fn as_str(self) -> &'static str {
        match self {
            Closing::Asked => "asked",
            Closing::Yes => "yes",
            Closing::No => "no",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Intent {
    pub id: Id,
    pub episode: Id,
    pub at: Millis,
    pub dimensions: Dimensions,
    pub query: String,
    pub form: String,
    pub total: Option<i64>,
    pub has_results: Option<bool>,
    pub clicked: bool,
    pub reasons: Reasons,
}

/// Why a question is unanswered: any of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    pub no_result: bool,
    pub no_click: bool,
    pub reformulated: bool,
    pub negative: bool,
    pub handoff: bool,
    pub misunderstood: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Reformulation {
    pub episode: Id,
    pub at: Millis,
    pub dimensions: Dimensions,
    pub query: String,
    pub next_query: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Click {
    pub id: Id,
    pub at: Millis,
    pub dimensions: Dimensions,
    pub article: String,
    pub position: Option<i64>,
    pub query: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Vote {
    pub id: Id,
    pub at: Millis,
    pub dimensions: Dimensions,
    pub article: Option<String>,
    pub helpful: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub id: Id,
    pub episode: Id,
    pub at: Millis,
    pub dimensions: Dimensions,
    pub text: String,
    pub form: String,
    pub understood: Option<bool>,
    pub intent: Option<String>,
    pub fulfilled: Option<bool>,
    pub system: bool,
    pub reasons: Reasons,
}

/// A form for reaching a human, as one episode met it.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    pub episode: Id,
    pub at: Millis,
    pub dimensions: Dimensions,
    pub form: Option<String>,
    pub shown: bool,
    pub submitted: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Handoff {
    pub id: Id,
    pub episode: Id,
    pub at: Millis,
    pub dimensions: Dimensions,
    pub cause: String,
    pub reason: Option<String>,
    pub question: Option<String>,
    pub form: Option<String>,
    pub article: Option<String>,
}

/// All that one client's events come to.
#[derive(Debug, Default, PartialEq)]
pub struct ClientFacts {
    pub client: Pseudonym,
    pub episodes: Vec<Episode>,
    pub intents: Vec<Intent>,
    pub reformulations: Vec<Reformulation>,
    pub clicks: Vec<Click>,
    pub votes: Vec<Vote>,
    pub messages: Vec<Message>,
    pub forms: Vec<Form>,
    pub handoffs: Vec<Handoff>,
    pub conversations: Vec<Conversation>,
    pub singles: Vec<Single>,
}

/// What a conversation's id is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Of an episode with a chatbot that names no conversation.
    Episode,
    /// Of a client, for turns that name neither conversation nor contact.
    Client,
    Conversation,
    Contact,
    /// Of a public comment and its replies.
    Comment,
    Transcript,
}

impl Source {
    pub const ALL: [Source; 6] = [
        Source::Episode,
        Source::Client,
        Source::Conversation,
        Source::Contact,
        Source::Comment,
        Source::Transcript,
    ];

    pub fn parse(name: &str) -> Option<Source> {
        Source::ALL
            .into_iter()
            .find(|source| source.as_str() == name)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Source::Episode => "episode",
            Source::Client => "client",
            Source::Conversation => "conversation",
            Source::Contact => "contact",
            Source::Comment => "comment",
            Source::Transcript => "transcript",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    pub source: Source,
    pub id: String,
    pub at: Millis,
    pub dimensions: Dimensions,
    pub turns: usize,
    pub words: u64,
    /// Mean of the customer's turns, in ten-thousandths, so that sums are exact.
    pub sentiment: Option<i64>,
    pub said: Said,
}

/// A public comment, the first of its conversation, and whether the house replied.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    pub id: Id,
    pub client: Pseudonym,
    pub conversation: String,
    pub at: Millis,
    pub dimensions: Dimensions,
    pub customer: Option<Pseudonym>,
    pub text: String,
    pub answered: bool,
    /// From the comment to the first reply that is not before it.
    pub response: Option<Millis>,
    /// Of its text, in ten-thousandths.
    pub sentiment: Option<i64>,
    /// What its words tell.
    pub told: Told,
    /// The first one named, of those that the site names.
    pub competitor: Option<String>,
    /// A reply stands before it.
    pub replied_before: bool,
}
