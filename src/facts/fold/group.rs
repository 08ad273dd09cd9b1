//! Who an event counts for: what is folded together.

use crate::events::{EventRef, Kind, Pseudonym};

use super::super::rows::Source;
use super::conversation::source_of;

/// Whose events give facts together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Group<'e> {
    Client(Pseudonym),
    Contact(&'e str),
    Conversation(&'e str),
}

impl<'e> Group<'e> {
    /// The groups that an event changes the facts of; none for a program's.
    pub(crate) fn of(event: &EventRef<'e>) -> impl Iterator<Item = Group<'e>> {
        let source = source_of(event);
        let of_client = is_selfcare(event) || source == Some(Source::Client);
        let of_contact = is_of_contact(event) || source == Some(Source::Contact);
        let groups = [
            of_client.then_some(Group::Client(event.client)),
            event.contact.filter(|_| of_contact).map(Group::Contact),
            event
                .conversation
                .filter(|_| source == Some(Source::Conversation))
                .map(Group::Conversation),
        ];
        groups.into_iter().flatten().filter(|_| !event.bot)
    }
}

/// Exchanges with a human belong to contacts, not to episodes; what other formats
/// know besides, such as a bot's inner steps, is nothing that a person did.
pub(super) fn is_selfcare(event: &EventRef<'_>) -> bool {
    match event.kind {
        Kind::Contact | Kind::Redirect | Kind::Turn | Kind::Other => false,
        Kind::Survey => event.contact.is_none(),
        _ => true,
    }
}

/// Somebody was reached, or sent on.
pub(super) fn is_of_contact(event: &EventRef<'_>) -> bool {
    matches!(event.kind, Kind::Contact | Kind::Redirect)
}
