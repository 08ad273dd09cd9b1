//! All that a client did, whatever stretch of it is folded: whether they came back, and
//! whether a human had spoken to them.

use super::super::moment::Moment;
use super::cut::SILENCE;
use crate::events::{EventRef, Kind};
use crate::period::Millis;

/// The moments of one client that episodes far apart ask for.
pub(super) struct Activity<'e> {
    /// When the person did something, in order.
    engaged: Vec<Millis>,
    /// When an agent spoke, and in which conversation.
    agents: Vec<(Millis, &'e str)>,
}

impl<'e> Activity<'e> {
    pub(super) fn of(events: &[EventRef<'e>]) -> Activity<'e> {
        let counting = || events.iter().filter(|event| !event.bot);
        let engaged = counting().filter(|event| engages(event));
        let mut engaged: Vec<Millis> = engaged.map(|event| event.at).collect();
        engaged.sort_unstable();
        let agents = counting().filter(|event| is_of_agent(event));
        let agents = agents.filter_map(|event| Some((event.at, event.conversation?)));
        Activity {
            engaged,
            agents: agents.collect(),
        }
    }

    /// How long after a moment the person did something again, 30 minutes at least.
    pub(super) fn returned_after(&self, end: Millis) -> Option<Millis> {
        let earliest = end.saturating_add(SILENCE);
        let later = self.engaged.partition_point(|at| *at < earliest);
        self.engaged.get(later).map(|at| at - end)
    }

    /// Whether an agent had spoken in the conversation of an episode before it ended.
    pub(super) fn had_spoken_to_an_agent(&self, moments: &[&Moment<'_>]) -> bool {
        let Some(last) = moments.last() else {
            return false;
        };
        let is_in = |conversation: &str| {
            moments
                .iter()
                .any(|moment| moment.conversation == Some(conversation))
        };
        let mut agents = self.agents.iter();
        agents.any(|(at, conversation)| *at <= last.at && is_in(conversation))
    }
}

/// What makes an episode engaged, as the contract says.
pub(crate) fn engages(event: &EventRef<'_>) -> bool {
    match event.kind {
        Kind::Search | Kind::Message | Kind::Click | Kind::Vote | Kind::Handoff => true,
        Kind::Survey => event.contact.is_none(),
        _ => false,
    }
}

/// A turn in a named conversation that an agent spoke. Bodies are written with sorted keys
/// and no spaces, and a quote within a text is escaped, so these bytes are the field.
pub(crate) fn is_of_agent(event: &EventRef<'_>) -> bool {
    event.kind == Kind::Turn
        && event.conversation.is_some()
        && event.body.contains(r#""speaker":"agent""#)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, facts_of};
    use super::*;

    #[test]
    fn somebody_returns_with_what_they_do_thirty_minutes_later() {
        let minute = |minute: i64, kind| EventRef {
            id: [minute as u8; 16],
            ..at(minute * 60, kind, r#"{"query":"rib"}"#)
        };
        let episodes = facts_of(&[
            minute(0, Kind::Search),
            minute(30, Kind::Open),
            minute(70, Kind::Search),
        ])
        .episodes;
        let returned: Vec<_> = episodes
            .iter()
            .map(|episode| episode.returned_after.map(|after| after / 60_000))
            .collect();
        assert_eq!(returned, [Some(70), Some(40), None]);
    }

    #[test]
    fn a_human_had_spoken_only_before_the_end_and_in_the_same_conversation() {
        let agent = r#"{"speaker":"agent","text":"bonjour"}"#;
        let had_spoken = |second, conversation| {
            let turn = EventRef {
                conversation: Some(conversation),
                ..at(second, Kind::Turn, agent)
            };
            let message = EventRef {
                conversation: Some("c"),
                ..at(10, Kind::Message, r#"{"text":"merci"}"#)
            };
            facts_of(&[turn, message]).episodes[0].human_before
        };
        assert!(had_spoken(9, "c"));
        assert!(!had_spoken(11, "c"));
        assert!(!had_spoken(9, "other"));
    }
}
