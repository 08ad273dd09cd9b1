//! Events for tests, and what they come to.

use super::super::Settings;
use super::super::rows::ClientFacts;
use super::super::window::Window;
use super::{ContactTimes, Folder};
use crate::events::{EventRef, Kind};
use crate::period::SECOND;

/// What one client did some seconds after the beginning; moments are told apart by their ids.
pub(super) fn at(second: i64, kind: Kind, body: &str) -> EventRef<'_> {
    EventRef {
        id: [second as u8; 16],
        at: second * SECOND,
        kind,
        bot: false,
        client: [1; 16],
        customer: None,
        contact: None,
        conversation: None,
        body,
    }
}

/// The facts of one client whom nobody called.
pub(super) fn facts_of(events: &[EventRef<'_>]) -> ClientFacts {
    Folder::new(&ContactTimes::default(), &Settings::of_tests()).client(events, Window::ALL)
}
