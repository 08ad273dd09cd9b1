//! Cuts one client's events on one application into episodes.

use std::ops::Range;

use super::super::moment::Moment;
use crate::events::Kind;
use crate::period::{MINUTE, Millis};

/// As long as this without an event, and the next one begins another episode.
pub(crate) const SILENCE: Millis = 30 * MINUTE;

/// The episodes of events in their order, as ranges of them.
pub(super) fn episodes(moments: &[&Moment<'_>]) -> Vec<Range<usize>> {
    let mut episodes = Vec::new();
    let mut start = 0;
    // Where the episode ends if nothing joins it: behind its last hand-off.
    let mut cut: Option<usize> = None;
    for (index, moment) in moments.iter().enumerate() {
        let silent = index > 0 && moment.at - moments[index - 1].at >= SILENCE;
        if silent {
            close(&mut episodes, start, cut.take(), index);
            start = index;
        } else if let Some(end) = cut
            && begins_anew(moment.kind)
        {
            episodes.push(start..end);
            start = end;
            cut = None;
        }
        if moment.kind == Kind::Handoff {
            cut = Some(index + 1);
        }
    }
    close(&mut episodes, start, cut, moments.len());
    episodes
}

fn close(episodes: &mut Vec<Range<usize>>, start: usize, cut: Option<usize>, end: usize) {
    let middle = cut.unwrap_or(end);
    for episode in [start..middle, middle..end] {
        if !episode.is_empty() {
            episodes.push(episode);
        }
    }
}

/// What a person does after a hand-off that makes a second one another escalation.
fn begins_anew(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Search | Kind::Message | Kind::Click | Kind::View | Kind::Vote
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::moment::Fields;

    /// Episodes of events given as `minutes kind`, as the numbers of events in each.
    #[track_caller]
    fn check(events: &[(Millis, Kind)], expected: &[usize]) {
        let moments: Vec<Moment<'_>> = events
            .iter()
            .map(|&(minutes, kind)| Moment {
                id: [0; 16],
                at: minutes * MINUTE,
                kind,
                customer: None,
                conversation: None,
                fields: Fields::default(),
            })
            .collect();
        let moments: Vec<&Moment<'_>> = moments.iter().collect();
        let lengths: Vec<usize> = episodes(&moments).iter().map(Range::len).collect();
        assert_eq!(lengths, expected);
    }

    use Kind::{Handoff, Open, Search, Survey};

    #[test]
    fn thirty_minutes_of_silence_part_episodes() {
        check(&[], &[]);
        check(&[(0, Open), (29, Search)], &[2]);
        check(&[(0, Open), (30, Search)], &[1, 1]);
        check(&[(0, Open), (29, Open), (58, Search)], &[3]);
    }

    #[test]
    fn a_handoff_ends_its_episode() {
        check(&[(0, Search), (1, Handoff), (2, Search)], &[2, 1]);
        check(&[(0, Search), (1, Handoff), (2, Survey)], &[2, 1]);
        check(
            &[(0, Search), (1, Handoff), (2, Open), (3, Search)],
            &[2, 2],
        );
    }

    #[test]
    fn a_second_handoff_joins_the_first_unless_something_was_asked_between() {
        check(&[(0, Search), (1, Handoff), (2, Handoff)], &[3]);
        check(&[(0, Search), (1, Handoff), (2, Open), (3, Handoff)], &[4]);
        check(
            &[(0, Search), (1, Handoff), (2, Search), (3, Handoff)],
            &[2, 2],
        );
        check(&[(0, Handoff), (31, Handoff)], &[1, 1]);
        check(&[(0, Handoff), (20, Open), (45, Handoff)], &[3]);
        check(&[(0, Handoff), (20, Open), (60, Handoff)], &[1, 1, 1]);
    }
}
