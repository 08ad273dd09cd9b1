//! Public comments: the first of its conversation, and how soon the house replied.

use super::super::moment::Moment;
use super::super::rows::{Comment, Conversation};
use super::talk::Listener;
use crate::events::{EventRef, Kind};

/// The comment of a conversation, which has been read; none if only replies are known.
pub(super) fn fold(
    events: &[EventRef<'_>],
    conversation: &Conversation,
    listener: &mut Listener,
) -> Option<Comment> {
    let comment = of_kind(Kind::Comment, events).next()?;
    let comment = Moment::of(comment);
    let text = comment.fields.text.as_deref().unwrap_or_default();
    let replies = || of_kind(Kind::Reply, events);
    // However their clocks go, a reply that names the conversation is a reply to it.
    let response = replies().find(|reply| reply.at >= comment.at);
    let dimensions = conversation.dimensions.clone();
    let heard = listener.comment(text, dimensions.lang.as_deref());
    Some(Comment {
        id: comment.id,
        client: comment.client,
        conversation: conversation.id.clone(),
        at: comment.at,
        customer: comment.customer,
        sentiment: heard.sentiment,
        told: heard.told,
        competitor: heard.competitor,
        text: text.to_owned(),
        dimensions,
        answered: replies().next().is_some(),
        response: response.map(|reply| reply.at - comment.at),
        replied_before: replies().any(|reply| reply.at < comment.at),
    })
}

/// The events of a kind as they happened.
fn of_kind<'a, 'e>(
    kind: Kind,
    events: &'a [EventRef<'e>],
) -> impl Iterator<Item = &'a EventRef<'e>> {
    let of_kind = events
        .iter()
        .filter(move |event| event.kind == kind && !event.bot);
    let mut in_order: Vec<&EventRef<'_>> = of_kind.collect();
    in_order.sort_unstable_by_key(|event| (event.at, event.id));
    in_order.into_iter()
}
