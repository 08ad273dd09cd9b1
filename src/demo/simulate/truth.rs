//! What really happened, as the stories meant it: the figures that the
//! product has to find again in the events.

/// How an episode was meant to end (contract, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Escalated,
    Confirmed,
    Negative,
    SilentWithAnswer,
    SilentWithoutAnswer,
    Unengaged,
}

impl Ending {
    pub(super) fn is_resolved(self) -> bool {
        matches!(self, Ending::Confirmed | Ending::SilentWithAnswer)
    }
}

/// Why a person was handed over or sent to selfcare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    Offered,
    Requested,
    Automatic,
    Forced,
}

impl Cause {
    pub(super) fn name(self) -> &'static str {
        match self {
            Cause::Offered => "offered",
            Cause::Requested => "requested",
            Cause::Automatic => "automatic",
            Cause::Forced => "forced",
        }
    }
}

/// The simulation's own count.
///
/// Figures over a window (24 hours, 7 days) are those of an `as_of` at least
/// 7 days after the period, when no episode or redirect is too young.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// All lines written, those of bots included.
    pub events: u64,
    /// Runs of a person on a device; a phone call without selfcare is one too.
    pub visits: u64,
    /// Distinct clients with an episode.
    pub clients: u64,
    pub episodes: Episodes,
    pub handoffs: Handoffs,
    pub searches: Searches,
    pub messages: Messages,
    pub contacts: Contacts,
    pub lives: Lives,
    pub resolved: Resolved,
    /// Engaged episodes whose person neither left for a human nor met one about that need
    /// afterwards, known or not.
    pub deflected: u64,
    /// In the catalogue's order.
    pub gaps: Vec<GapTruth>,
    pub surveys: u64,
    /// Turns of conversations with a human.
    pub turns: u64,
    pub bots: Bots,
}

/// Episodes by intended outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Episodes {
    pub total: u64,
    pub engaged: u64,
    /// Those of known customers.
    pub with_customer: u64,
    pub escalated: u64,
    pub confirmed: u64,
    pub negative: u64,
    pub silent_with_answer: u64,
    pub silent_without_answer: u64,
    pub unengaged: u64,
}

/// Escalated episodes by the cause of their first hand-off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Handoffs {
    pub offered: u64,
    pub requested: u64,
    pub automatic: u64,
}

/// Searches as meant, without bots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Searches {
    /// `search` events, keystrokes and further pages included.
    pub events: u64,
    pub intents: u64,
    /// Intents whose total is known.
    pub known_total: u64,
    pub zero_result: u64,
    /// Intents with at least one result, and those of them without click.
    pub with_results: u64,
    pub no_click: u64,
    pub clicks: u64,
    /// Sum of the positions of all clicks.
    pub click_positions: u64,
    /// Pairs of an intent and the next one of its episode.
    pub reformulations: u64,
}

/// A person's turns with the bot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Messages {
    pub total: u64,
    /// Those that say whether they were understood.
    pub known: u64,
    pub misunderstood: u64,
}

/// Contacts in which a human or a redirect was met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contacts {
    pub total: u64,
    pub of_known_customers: u64,
    /// Redirected and not forced.
    pub offered: u64,
    pub accepted: u64,
    pub accepted_of_known_customers: u64,
    /// Accepted, known, and without another contact in the window.
    pub durable_24h: u64,
    pub durable_7d: u64,
    pub forced: u64,
}

/// Who waited for a human, and what came of it; times are sums in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lives {
    pub queued: u64,
    pub answered: u64,
    pub abandoned: u64,
    /// Answered after 90 seconds at most.
    pub in_90_seconds: u64,
    pub wait: u64,
    pub talk: u64,
    pub hold: u64,
    pub wrap_up: u64,
    pub duration: u64,
    pub ended: u64,
    /// And not reopened since.
    pub resolved: u64,
    pub reopened: u64,
    pub resolution: u64,
    /// Of known customers: from each contact to the next one with a human.
    pub next_contacts: u64,
}

/// Episodes that ended confirmed or silent with an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Resolved {
    /// Confirmed and not called back within 24 hours: deflection, low.
    pub deflection_low: u64,
    /// Either, and not called back within 24 hours: deflection, high.
    pub deflection_high: u64,
    pub of_known_customers: u64,
    /// Of known customers, and no contact within the window.
    pub durable_24h: u64,
    pub durable_7d: u64,
}

/// How often a planted need was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GapTruth {
    pub id: String,
    pub lang: String,
    /// Search intents, all with a total of 0.
    pub intents: u64,
    /// Distinct clients over searches and messages.
    pub clients: u64,
    /// Messages to the bot, none of them understood.
    pub messages: u64,
    /// Search intents by final wording.
    pub wordings: Vec<(String, u64)>,
}

/// Traffic that calls itself a robot; counted nowhere else but in `events`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bots {
    pub visits: u64,
    pub events: u64,
}
