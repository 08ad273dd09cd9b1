//! One client's events as episodes, and how each ended.

use std::collections::BTreeSet;

use vigie::period::{MINUTE, Millis};

use super::event::{Event, What};

/// One person, one need, one selfcare device.
pub(super) struct Episode<'e> {
    pub(super) events: Vec<&'e Event>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Unengaged,
    Escalated,
    Confirmed,
    Negative,
    SilentWithAnswer,
    SilentWithoutAnswer,
}

impl<'e> Episode<'e> {
    pub(super) fn starts(&self) -> Millis {
        self.events[0].at
    }

    pub(super) fn ends(&self) -> Millis {
        self.events[self.events.len() - 1].at
    }

    /// Holds a search, message, click, vote, survey or hand-off.
    pub(super) fn is_engaged(&self) -> bool {
        self.events.iter().any(|event| {
            matches!(
                event.what,
                What::Search { .. }
                    | What::Message { .. }
                    | What::Click { .. }
                    | What::Vote { .. }
                    | What::Survey { .. }
                    | What::Handoff { .. }
            )
        })
    }

    pub(super) fn first_cause(&self) -> Option<&'static str> {
        self.events.iter().find_map(|event| match event.what {
            What::Handoff { cause } => Some(cause),
            _ => None,
        })
    }

    fn last_vote(&self) -> Option<bool> {
        self.events.iter().rev().find_map(|event| match event.what {
            What::Vote { helpful } => Some(helpful),
            _ => None,
        })
    }

    /// Open in the definitions: of several customers, the first one.
    pub(super) fn customer(&self) -> Option<&str> {
        self.events
            .iter()
            .find_map(|event| event.customer.as_deref())
    }

    pub(super) fn channel(&self) -> Option<&'e str> {
        self.events
            .iter()
            .find_map(|event| event.channel.as_deref())
    }

    pub(super) fn holds(&self, wanted: &Event) -> bool {
        self.events.iter().any(|event| event.id == wanted.id)
    }

    fn is_answered(&self) -> bool {
        (0..self.events.len()).any(|n| {
            let before = &self.events[..n];
            match self.events[n].what {
                What::Click { .. } => true,
                What::View { .. } => before
                    .iter()
                    .any(|event| matches!(event.what, What::Search { .. } | What::Message { .. })),
                What::Answer => {
                    let latest = before.iter().rev().find_map(|event| match event.what {
                        What::Message { understood, .. } => Some(understood),
                        _ => None,
                    });
                    latest.is_some_and(|understood| understood != Some(false))
                }
                _ => false,
            }
        })
    }

    pub(super) fn outcome(&self) -> Outcome {
        if !self.is_engaged() {
            Outcome::Unengaged
        } else if self.first_cause().is_some() {
            Outcome::Escalated
        } else if self.last_vote() == Some(true) {
            Outcome::Confirmed
        } else if self.last_vote() == Some(false) {
            Outcome::Negative
        } else if self.is_answered() {
            Outcome::SilentWithAnswer
        } else {
            Outcome::SilentWithoutAnswer
        }
    }
}

/// Key: client and application.
pub(super) fn of_client<'e>(events: &[&'e Event]) -> Vec<Episode<'e>> {
    let applications = events.iter().map(|event| event.application.as_deref());
    let applications: BTreeSet<Option<&str>> = applications.collect();
    let mut all = Vec::new();
    for application in applications {
        let its = events.iter().copied();
        let its: Vec<&Event> = its
            .filter(|event| event.application.as_deref() == application)
            .collect();
        all.extend(episodes(&its));
    }
    all
}

/// Events less than 30 minutes apart, cut after a hand-off.
fn episodes<'e>(events: &[&'e Event]) -> Vec<Episode<'e>> {
    let mut episodes: Vec<Episode<'e>> = Vec::new();
    let mut start = true;
    for (n, event) in events.iter().enumerate() {
        if n > 0 && event.at - events[n - 1].at >= 30 * MINUTE {
            start = true;
        }
        if n > 0 && matches!(events[n - 1].what, What::Handoff { .. }) {
            start = start || !a_second_handoff_joins(&events[n..]);
        }
        match episodes.last_mut() {
            Some(episode) if !start => episode.events.push(event),
            _ => episodes.push(Episode {
                events: vec![event],
            }),
        }
        start = false;
    }
    episodes
}

/// A second hand-off with no search, message, click, view or vote between joins
/// the first; so does what is between them.
fn a_second_handoff_joins(behind: &[&Event]) -> bool {
    for (n, event) in behind.iter().enumerate() {
        if n > 0 && event.at - behind[n - 1].at >= 30 * MINUTE {
            return false;
        }
        match event.what {
            What::Handoff { .. } => return true,
            What::Search { .. }
            | What::Message { .. }
            | What::Click { .. }
            | What::View { .. }
            | What::Vote { .. } => return false,
            _ => {}
        }
    }
    false
}
