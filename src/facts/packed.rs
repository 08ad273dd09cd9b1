//! Events and their groups as bytes, to be put aside and read again without copying.

use super::bytes::{put_name, take_array, take_text};
use super::fold::Group;
use crate::events::{EventRef, Kind};

const CLIENT: u8 = 0;
const CONTACT: u8 = 1;
const CONVERSATION: u8 = 2;

pub(super) fn put_group(bytes: &mut Vec<u8>, group: &Group<'_>) {
    match group {
        Group::Client(client) => {
            bytes.push(CLIENT);
            bytes.extend_from_slice(client);
        }
        Group::Contact(id) => {
            bytes.push(CONTACT);
            put_name(bytes, id.as_bytes());
        }
        Group::Conversation(id) => {
            bytes.push(CONVERSATION);
            put_name(bytes, id.as_bytes());
        }
    }
}

/// Takes a group off the front; `None` where the bytes end early.
pub(super) fn take_group<'b>(bytes: &mut &'b [u8]) -> Option<Group<'b>> {
    let [kind] = take_array(bytes)?;
    match kind {
        CLIENT => take_array(bytes).map(Group::Client),
        CONTACT => take_text(bytes).map(Group::Contact),
        CONVERSATION => take_text(bytes).map(Group::Conversation),
        _ => None,
    }
}

// Which of its optional parts an event has.
const BOT: u8 = 1;
const CUSTOMER: u8 = 2;
const NAMED_CONTACT: u8 = 4;
const NAMED_CONVERSATION: u8 = 8;

/// Puts an event with its length before it, so that it can be passed over unread.
pub(super) fn put_event(bytes: &mut Vec<u8>, event: &EventRef<'_>) {
    let start = bytes.len() + size_of::<u32>();
    bytes.extend_from_slice(&[0; size_of::<u32>()]);
    bytes.extend_from_slice(&[parts(event), event.kind as u8]);
    bytes.extend_from_slice(&event.id);
    bytes.extend_from_slice(&event.at.to_le_bytes());
    bytes.extend_from_slice(&event.client);
    bytes.extend(event.customer.iter().flatten());
    for name in [event.contact, event.conversation].into_iter().flatten() {
        put_name(bytes, name.as_bytes());
    }
    put_name(bytes, event.body.as_bytes());
    let length = (bytes.len() - start) as u32;
    bytes[start - size_of::<u32>()..start].copy_from_slice(&length.to_le_bytes());
}

fn parts(event: &EventRef<'_>) -> u8 {
    [
        (event.bot, BOT),
        (event.customer.is_some(), CUSTOMER),
        (event.contact.is_some(), NAMED_CONTACT),
        (event.conversation.is_some(), NAMED_CONVERSATION),
    ]
    .into_iter()
    .map(|(has, part)| if has { part } else { 0 })
    .sum()
}

/// Takes an event off the front, still packed; `None` where the bytes end early.
pub(super) fn take_event<'b>(bytes: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = u32::from_le_bytes(take_array(bytes)?);
    let (event, rest) = bytes.split_at_checked(usize::try_from(length).ok()?)?;
    *bytes = rest;
    Some(event)
}

/// Reads a packed event; `None` where it ends early.
pub(super) fn read_event(mut packed: &[u8]) -> Option<EventRef<'_>> {
    let bytes = &mut packed;
    let [parts, kind] = take_array(bytes)?;
    let has = |part| parts & part != 0;
    Some(EventRef {
        bot: has(BOT),
        kind: *Kind::ALL.get(usize::from(kind))?,
        id: take_array(bytes)?,
        at: i64::from_le_bytes(take_array(bytes)?),
        client: take_array(bytes)?,
        customer: optional(has(CUSTOMER), || take_array(bytes))?,
        contact: optional(has(NAMED_CONTACT), || take_text(bytes))?,
        conversation: optional(has(NAMED_CONVERSATION), || take_text(bytes))?,
        body: take_text(bytes)?,
    })
}

fn optional<T>(is_there: bool, take: impl FnOnce() -> Option<T>) -> Option<Option<T>> {
    match is_there {
        true => take().map(Some),
        false => Some(None),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn events() -> Vec<EventRef<'static>> {
        let bare = EventRef {
            id: [1; 16],
            at: -5,
            kind: Kind::Open,
            bot: false,
            client: [2; 16],
            customer: None,
            contact: None,
            conversation: None,
            body: "{}",
        };
        let full = EventRef {
            at: i64::MAX,
            bot: true,
            customer: Some([3; 16]),
            contact: Some("k-1"),
            conversation: Some(""),
            body: "{\"text\":\"l’été\"}",
            ..bare
        };
        let kinds = Kind::ALL.map(|kind| EventRef { kind, ..bare });
        [bare, full].into_iter().chain(kinds).collect()
    }

    #[test]
    fn bytes_give_back_groups_and_events() {
        let groups = [
            Group::Client([7; 16]),
            Group::Contact("k-1"),
            Group::Conversation(""),
        ];
        let mut bytes = Vec::new();
        let entries = || events().into_iter().zip(groups.into_iter().cycle());
        for (event, group) in entries() {
            put_group(&mut bytes, &group);
            put_event(&mut bytes, &event);
        }
        let mut rest = &bytes[..];
        for (event, group) in entries() {
            assert_eq!(take_group(&mut rest), Some(group));
            assert_eq!(read_event(take_event(&mut rest).unwrap()), Some(event));
        }
        assert!(rest.is_empty());
    }

    #[test]
    fn bytes_that_end_early_give_nothing() {
        let mut bytes = Vec::new();
        put_event(&mut bytes, &events()[1]);
        for end in 0..bytes.len() {
            assert_eq!(take_event(&mut &bytes[..end]), None);
        }
        let packed = take_event(&mut &bytes[..]).unwrap();
        for end in 0..packed.len() {
            assert_eq!(read_event(&packed[..end]), None);
        }
    }
}
