//! Who an event counts for: what is folded together.

use crate::events::{EventRef, Kind, Pseudonym};

use super::super::rows::Source;
use super::activity::is_of_agent;
use super::conversation::source_of;
use super::single::is_single;

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
        let of_client = is_selfcare(event)
            || is_single(event.kind)
            || is_of_agent(event)
            || source == Some(Source::Client);
        // What is said in a contact tells how long somebody waited for a response.
        let of_contact = is_of_contact(event) || names_contact(event) || event.kind == Kind::Turn;
        let groups = [
            of_client.then_some(Group::Client(event.client)),
            event.contact.filter(|_| of_contact).map(Group::Contact),
            event
                .conversation
                .filter(|_| matches!(source, Some(Source::Conversation | Source::Comment)))
                .map(Group::Conversation),
        ];
        groups.into_iter().flatten().filter(|_| !event.bot)
    }
}

/// What somebody does with selfcare. Exchanges with a human belong to contacts, not to
/// episodes; what other formats know besides, such as a bot's inner steps, is nothing that
/// a person did.
pub(super) fn is_selfcare(event: &EventRef<'_>) -> bool {
    match event.kind {
        Kind::Open
        | Kind::Search
        | Kind::Impression
        | Kind::Click
        | Kind::View
        | Kind::Vote
        | Kind::Message
        | Kind::Answer
        | Kind::Form
        | Kind::Closing
        | Kind::Handoff => true,
        Kind::Survey => event.contact.is_none(),
        _ => false,
    }
}

/// Somebody waited, was reached, or sent on.
pub(super) fn is_of_contact(event: &EventRef<'_>) -> bool {
    matches!(
        event.kind,
        Kind::Redirect
            | Kind::Queued
            | Kind::Contact
            | Kind::Answered
            | Kind::Response
            | Kind::Abandoned
            | Kind::Ended
            | Kind::Resolved
            | Kind::Reopened
    )
}

/// What came of a contact, where the event names it.
pub(super) fn names_contact(event: &EventRef<'_>) -> bool {
    matches!(event.kind, Kind::Purchase | Kind::Kept | Kind::Left) && event.contact.is_some()
}

#[cfg(test)]
mod tests {
    use super::super::sample::at;
    use super::*;

    #[track_caller]
    fn check(event: EventRef<'_>, expected: &[Group<'_>]) {
        assert_eq!(Group::of(&event).collect::<Vec<_>>(), expected, "{event:?}");
    }

    #[test]
    fn what_is_said_to_a_human_counts_for_the_contact_or_conversation_and_nobody_else() {
        let of = |kind, contact, conversation| EventRef {
            contact,
            conversation,
            ..at(0, kind, "{}")
        };
        let client = Group::Client([1; 16]);
        let (contact, conversation) = (Group::Contact("k"), Group::Conversation("t"));
        check(of(Kind::Contact, Some("k"), Some("t")), &[contact]);
        check(of(Kind::Turn, Some("k"), None), &[contact]);
        check(
            of(Kind::Turn, Some("k"), Some("t")),
            &[contact, conversation],
        );
        check(of(Kind::Answered, Some("k"), Some("t")), &[contact]);
        check(of(Kind::Purchase, Some("k"), None), &[client, contact]);
        check(of(Kind::Turn, None, None), &[client]);
        check(of(Kind::Message, None, Some("t")), &[client, conversation]);
        check(of(Kind::Survey, Some("k"), None), &[client]);
        check(of(Kind::Purchase, None, Some("t")), &[client]);
        check(of(Kind::Comment, None, Some("t")), &[conversation]);
        check(of(Kind::Reply, None, Some("t")), &[conversation]);
        check(of(Kind::Survey, None, None), &[client]);
        check(of(Kind::Other, Some("k"), Some("t")), &[]);
    }

    #[test]
    fn a_program_counts_for_nobody() {
        let bot = EventRef {
            bot: true,
            ..at(0, Kind::Search, "{}")
        };
        check(bot, &[]);
    }
}
