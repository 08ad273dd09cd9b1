//! Conversations from events: messages, answers and turns that belong together.

use super::super::moment::Moment;
use super::super::rows::{Dimensions, Source};
use super::client::Interner;
use super::talk::Talk;
use crate::events::{EventRef, Kind};
use crate::hex::hex;
use crate::transcripts::Speaker;

/// The talk of events that share an id; none if nothing is said in them.
pub(crate) fn fold(
    source: Source,
    id: String,
    events: &[EventRef<'_>],
    interner: &mut Interner,
) -> Option<Talk> {
    let mut moments: Vec<Moment<'_>> = events
        .iter()
        .filter(|event| !event.bot && source_of(event) == Some(source))
        .map(Moment::of)
        .collect();
    moments.sort_unstable_by_key(Moment::order);
    of_moments(source, id, &moments.iter().collect::<Vec<_>>(), interner)
}

/// The talk within an episode whose events name no conversation.
pub(super) fn of_episode(episode: &[&Moment<'_>], interner: &mut Interner) -> Option<Talk> {
    let id = hex(&episode.first()?.id);
    let said: Vec<&Moment<'_>> = episode
        .iter()
        .copied()
        .filter(|moment| {
            moment.conversation.is_none() && matches!(moment.kind, Kind::Message | Kind::Answer)
        })
        .collect();
    of_moments(Source::Episode, id, &said, interner)
}

fn of_moments(
    source: Source,
    id: String,
    moments: &[&Moment<'_>],
    interner: &mut Interner,
) -> Option<Talk> {
    let turns: Vec<(Speaker, String)> = moments.iter().filter_map(|moment| turn(moment)).collect();
    let first = moments.first()?;
    if turns.is_empty() {
        return None;
    }
    let mut dimensions = Dimensions::default();
    for moment in moments {
        interner.complete(&mut dimensions, moment);
    }
    Some(Talk {
        source,
        id,
        at: first.at,
        dimensions,
        turns,
    })
}

/// What groups an event with others into a conversation; each event is of one.
pub(super) fn source_of(event: &EventRef<'_>) -> Option<Source> {
    let named = event.conversation.is_some();
    match event.kind {
        Kind::Message | Kind::Answer | Kind::Turn if named => Some(Source::Conversation),
        Kind::Turn if event.contact.is_some() => Some(Source::Contact),
        Kind::Turn => Some(Source::Client),
        Kind::Message | Kind::Answer => Some(Source::Episode),
        Kind::Comment | Kind::Reply if named => Some(Source::Comment),
        _ => None,
    }
}

/// Who says what in an event, if anything is said.
fn turn(moment: &Moment<'_>) -> Option<(Speaker, String)> {
    let text = moment.fields.text.as_deref()?;
    let speaker = match moment.kind {
        Kind::Message | Kind::Comment => Speaker::Customer,
        Kind::Reply => Speaker::Agent,
        Kind::Answer => Speaker::Bot,
        Kind::Turn => match moment.fields.speaker.as_deref() {
            Some("customer") => Speaker::Customer,
            Some("agent") => Speaker::Agent,
            Some("bot") => Speaker::Bot,
            _ => Speaker::Other,
        },
        _ => return None,
    };
    Some((speaker, text.to_owned()))
}
