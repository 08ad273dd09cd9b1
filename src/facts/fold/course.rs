//! What is known of an episode while it is walked through, and how it ended.

use rustc_hash::FxHashMap;

use super::super::moment::Moment;
use super::super::rows::{Dialogue, Dimensions, Outcome};
use super::client::Interner;
use super::reading::Reading;

/// What a person asked, by its place among the intents or the messages.
#[derive(Clone, Copy)]
pub(super) enum Question {
    Intent(usize),
    Message(usize),
}

/// What is known of the episode being walked through.
#[derive(Default)]
pub(super) struct Course {
    pub(super) dimensions: Dimensions,
    pub(super) id: [u8; 16],
    pub(super) engaged: bool,
    pub(super) answered: bool,
    /// Something was searched or written, if only on the bot's own business.
    pub(super) asked: bool,
    /// The intent that the next query may still go on from.
    pub(super) typing: Option<usize>,
    pub(super) latest_begun: Option<usize>,
    pub(super) latest_intent: Option<usize>,
    pub(super) latest_message: Option<usize>,
    pub(super) question: Option<Question>,
    pub(super) article: Option<String>,
    pub(super) last_vote: Option<bool>,
    /// Where in the facts the last vote on each article is.
    pub(super) votes: FxHashMap<Option<String>, usize>,
    pub(super) cause: Option<String>,
    pub(super) reading: Reading,
    pub(super) handoff_reason: Option<String>,
    pub(super) dialogue: Dialogue,
    pub(super) deflected: Option<bool>,
    /// Where in the facts each form is.
    pub(super) forms: FxHashMap<Option<String>, usize>,
}

impl Course {
    /// An event's own dimensions, completed by its episode's.
    pub(super) fn dimensions_of(&self, moment: &Moment<'_>, interner: &mut Interner) -> Dimensions {
        let mut own = Dimensions::default();
        interner.complete(&mut own, moment);
        let episode = &self.dimensions;
        Dimensions {
            channel: own.channel.or_else(|| episode.channel.clone()),
            lang: own.lang.or_else(|| episode.lang.clone()),
            application: own.application.or_else(|| episode.application.clone()),
            theme: own.theme.or_else(|| episode.theme.clone()),
        }
    }

    /// The first that applies.
    pub(super) fn outcome(&self) -> Outcome {
        if !self.engaged {
            Outcome::Unengaged
        } else if self.cause.is_some() {
            Outcome::Escalated
        } else if self.last_vote == Some(true) {
            Outcome::Confirmed
        } else if self.last_vote == Some(false) {
            Outcome::Negative
        } else if self.answered {
            Outcome::SilentWithAnswer
        } else {
            Outcome::SilentWithoutAnswer
        }
    }
}
