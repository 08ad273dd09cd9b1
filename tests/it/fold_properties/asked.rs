//! What is asked of a log: days, a channel, a moment.

use proptest::prelude::*;
use proptest::sample::Index;
use vigie::kpi::{Filters, Question};
use vigie::period::{DAY, Millis, Period, Zone};

use super::logs::{BASE, after};
use crate::fold_oracle::{Event, Part};

/// A part of the days, perhaps one channel of them, seen from some moment.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    skipped_days: Option<i64>,
    channel: Option<&'static str>,
    /// So long after this event, or when all can be judged.
    as_of: Option<(Index, Millis)>,
}

pub(super) fn asked() -> impl Strategy<Value = Asked> {
    let channel = prop_oneof![4 => Just(None), 1 => Just(Some("web")), 1 => Just(Some("app"))];
    let skipped_days = proptest::option::weighted(0.3, 0..4_i64);
    let as_of = proptest::option::of((any::<Index>(), after()));
    (skipped_days, channel, as_of).prop_map(|(skipped_days, channel, as_of)| Asked {
        skipped_days,
        channel,
        as_of,
    })
}

impl Asked {
    pub(super) fn question(&self, log: &[Event]) -> Question {
        let day = |at| Zone::utc().day(at);
        let from = self.skipped_days.map_or(BASE, |days| BASE + days * DAY);
        let until = self
            .skipped_days
            .map_or(BASE + 1000 * DAY, |days| from + 3 * days * DAY);
        let seen = |(place, after): (Index, Millis)| log[place.index(log.len())].at + after;
        Question {
            period: Period {
                from: day(from),
                to: day(until),
            },
            filters: Filters {
                channel: self.channel.map(str::to_owned),
                ..Filters::default()
            },
            as_of: self.as_of.map_or(BASE + 1000 * DAY, seen),
        }
    }
}

pub(super) fn part(question: &Question) -> Part<'_> {
    Part {
        from: Zone::utc().start_of(question.period.from),
        until: Zone::utc().start_of(question.period.to.tomorrow().unwrap()),
        channel: question.filters.channel.as_deref(),
        as_of: question.as_of,
    }
}
