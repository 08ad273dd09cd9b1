//! Deflection as an interval: between which shares it lies that the person of an engaged
//! episode met no human about that need.
//!
//! Of known customers the contacts are seen. Of all others they are not, and nothing in a
//! log tells how often these called; what it tells is how often known ones did after the
//! same kind of episode. So their rate is taken to lie between half and twice that of known
//! ones ([`STRETCH`]), and not below or above what has the opposite sign: whoever asked on
//! after the answer called no less often than whoever did not. What can be inferred about
//! what is not seen under such assumptions is called partial identification: Manski (2003),
//! "Partial Identification of Probability Distributions".

mod evidence;

pub use evidence::{Episodes, Evidence, Seen, WINDOW, WORDS_PER_MINUTE};

use rusqlite::Connection;
use serde::Serialize;

use super::interval::wilson::wilson;
use super::question::Question;

/// Within which factor of the known customers' rate that of others is taken to lie.
pub const STRETCH: f64 = 2.0;

/// Known customers of one kind of episode under which their rate says nothing.
const LEAST: u64 = 20;

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Between which shares deflection lies, and what would bring them nearer to each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bounds {
    /// Engaged episodes.
    pub engaged: u64,
    pub low: f64,
    pub high: f64,
    /// What would narrow the interval, the most first, each by so much of it at most.
    pub measurements: Vec<Gain>,
}

/// What one more measurement would do.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Gain {
    pub measurement: Measurement,
    /// By how much the interval would be narrower, at most.
    pub by: f64,
    /// Episodes that lack it.
    pub episodes: u64,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measurement {
    /// Who the person is, so that contacts are seen.
    Customer,
    /// What happens within the window.
    Time,
    /// Whether it helped: a vote, the closing question, the survey `deflection`.
    Opinion,
    /// How long the answer was looked at, and its length.
    Dwell,
    /// What contacts and episodes are about: their theme.
    Theme,
}

/// The bounds of a question; none without an engaged episode.
pub fn of(db: &Connection, question: &Question) -> rusqlite::Result<Option<Bounds>> {
    Ok(bounds(&Episodes::of(db, question)?))
}

/// Between which rates those who are not seen meet a human.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rate {
    low: f64,
    high: f64,
}

impl Rate {
    fn width(self) -> f64 {
        self.high - self.low
    }
}

/// The bounds that some episodes leave.
pub fn bounds(episodes: &Episodes) -> Option<Bounds> {
    let engaged = episodes.engaged();
    if engaged == 0 {
        return None;
    }
    let rates = rates(&episodes.seen);
    let all = engaged as f64;
    let sum = |of: &dyn Fn(&Seen, Rate) -> f64| -> f64 {
        let strata = episodes.seen.iter().zip(rates);
        strata.map(|(seen, rate)| of(seen, rate)).sum()
    };
    let stayed = sum(&|seen, _| seen.stayed as f64);
    let perhaps = sum(&|seen, _| seen.perhaps as f64);
    // How many of them really called varies by chance as well.
    let chance = |bound: &dyn Fn(Rate) -> f64| {
        Z * sum(&|seen, rate| seen.unseen() * bound(rate) * (1.0 - bound(rate))).sqrt()
    };
    let low =
        stayed + sum(&|seen, rate| seen.unseen() * (1.0 - rate.high)) - chance(&|rate| rate.high);
    let high = stayed
        + perhaps
        + sum(&|seen, rate| seen.unseen() * (1.0 - rate.low))
        + chance(&|rate| rate.low);
    let most = stayed + perhaps + sum(&|seen, _| seen.unseen());
    let (low, high) = (low.max(stayed) / all, high.min(most) / all);
    Some(Bounds {
        engaged,
        low,
        high,
        measurements: gains(&episodes.seen, &rates, all),
    })
}

impl Seen {
    fn known(&self) -> u64 {
        self.called + self.stayed
    }

    /// Those of whose contacts nothing is known.
    fn unseen(&self) -> f64 {
        (self.young + self.unknown) as f64
    }
}

/// In the order of [`Evidence::ALL`].
fn rates(seen: &[Seen; 6]) -> [Rate; 6] {
    let mut rates = seen.map(|seen| {
        let known = seen.known();
        let interval = (known >= LEAST).then(|| wilson(seen.called as f64, known as f64));
        let (low, high) = interval.flatten().unwrap_or((0.0, 1.0));
        Rate {
            low: low / STRETCH,
            high: (high * STRETCH).min(1.0),
        }
    });
    let answered = rates[Evidence::Answered as usize];
    let confirmed = &mut rates[Evidence::Confirmed as usize];
    // Where too few who confirmed are known, they are taken at their word.
    let is_known = seen[Evidence::Confirmed as usize].known() >= LEAST;
    confirmed.high = if is_known {
        confirmed.high.min(answered.high)
    } else {
        0.0
    };
    confirmed.low = confirmed.low.min(confirmed.high);
    for rate in &mut rates[Evidence::Skimmed as usize..] {
        rate.low = rate.low.max(answered.low).min(rate.high);
    }
    rates
}

fn gains(seen: &[Seen; 6], rates: &[Rate; 6], all: f64) -> Vec<Gain> {
    let strata = || seen.iter().zip(rates);
    let width = |count: &dyn Fn(&Seen) -> u64| -> f64 {
        strata()
            .map(|(seen, rate)| count(seen) as f64 * rate.width())
            .sum()
    };
    let episodes = |count: &dyn Fn(&Seen) -> u64| seen.iter().map(count).sum();
    let [confirmed, answered, skimmed, ..] = *rates;
    let silent = seen[Evidence::Answered as usize];
    let opinion = (answered.width() - confirmed.width()).max(0.0);
    let read = seen[Evidence::Skimmed as usize].open() as f64;
    let share_skimmed = read / (read + (silent.open() - silent.without_dwell) as f64).max(1.0);
    let dwell = (skimmed.low - answered.low).max(0.0) * share_skimmed.min(1.0);
    let mut gains = [
        (
            Measurement::Customer,
            width(&|seen| seen.unknown),
            episodes(&|seen| seen.unknown),
        ),
        (
            Measurement::Time,
            width(&|seen| seen.young),
            episodes(&|seen| seen.young),
        ),
        (
            Measurement::Opinion,
            silent.unseen() * opinion,
            silent.young + silent.unknown,
        ),
        (
            Measurement::Theme,
            strata().map(|(seen, _)| seen.perhaps as f64).sum(),
            episodes(&|seen| seen.perhaps),
        ),
        (
            Measurement::Dwell,
            silent.without_dwell as f64 * dwell,
            silent.without_dwell,
        ),
    ]
    .map(|(measurement, by, episodes)| Gain {
        measurement,
        by: by / all,
        episodes,
    })
    .to_vec();
    gains.sort_by(|one, other| other.by.total_cmp(&one.by));
    gains
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn episodes(escalated: u64, seen: [(Evidence, Seen); 2]) -> Episodes {
        let mut episodes = Episodes {
            escalated,
            ..Episodes::default()
        };
        for (evidence, known) in seen {
            episodes.seen[evidence as usize] = known;
        }
        episodes
    }

    fn seen(called: u64, stayed: u64, unknown: u64) -> Seen {
        Seen {
            called,
            stayed,
            unknown,
            ..Seen::default()
        }
    }

    #[test]
    fn where_everybody_is_known_the_bounds_meet() {
        let all = episodes(
            20,
            [
                (Evidence::Confirmed, seen(2, 28, 0)),
                (Evidence::NoAnswer, seen(20, 30, 0)),
            ],
        );
        let bounds = bounds(&all).unwrap();
        assert_eq!((bounds.low, bounds.high), (0.58, 0.58));
        assert!(bounds.measurements.iter().all(|gain| gain.by == 0.0));
    }

    #[test]
    fn a_word_is_not_taken_where_those_who_gave_it_are_known_to_call() {
        let bounds_of = |called| {
            let confirmed = (Evidence::Confirmed, seen(called, 20 - called, 100));
            let all = episodes(0, [confirmed, (Evidence::Answered, seen(10, 10, 0))]);
            bounds(&all).unwrap()
        };
        let (few, many) = (bounds_of(5), bounds_of(6));
        assert!(
            many.low <= few.low && many.high - many.low > 0.5,
            "{many:?}"
        );
    }

    #[test]
    fn where_nobody_is_known_silence_says_nothing_and_a_word_is_taken() {
        let all = episodes(
            10,
            [
                (Evidence::Confirmed, seen(0, 0, 30)),
                (Evidence::Answered, seen(0, 0, 60)),
            ],
        );
        let bounds = bounds(&all).unwrap();
        assert_eq!((bounds.low, bounds.high), (0.3, 0.9));
        assert_eq!(bounds.measurements[0].measurement, Measurement::Customer);
        assert_eq!(bounds.measurements[0].by, 0.6);
        assert_eq!(super::bounds(&Episodes::default()), None);
    }

    #[test]
    fn the_more_customers_are_known_the_narrower_the_interval() {
        let width = |known: u64| {
            let all = episodes(
                50,
                [
                    (Evidence::Confirmed, seen(known / 20, known, 500 - known)),
                    (Evidence::Answered, seen(known / 10, known, 500 - known)),
                ],
            );
            let bounds = bounds(&all).unwrap();
            assert!(bounds.low <= bounds.high);
            bounds.high - bounds.low
        };
        let widths = [20, 60, 150, 400].map(width);
        assert!(widths.is_sorted_by(|one, other| one > other), "{widths:?}");
    }

    #[test]
    fn what_speaks_against_it_lowers_the_high_bound_and_never_raises_it() {
        let high = |evidence| {
            let all = episodes(
                0,
                [
                    (Evidence::Answered, seen(40, 60, 100)),
                    (evidence, seen(0, 0, 100)),
                ],
            );
            bounds(&all).unwrap().high
        };
        assert!(high(Evidence::AskedAgain) < high(Evidence::Confirmed));
        assert_eq!(high(Evidence::AskedAgain), high(Evidence::Skimmed));
    }

    #[test]
    fn any_episodes_have_bounds_in_their_order() {
        arbtest::arbtest(|u| {
            let mut all = Episodes {
                escalated: u.int_in_range(0..=50)?,
                ..Episodes::default()
            };
            for seen in &mut all.seen {
                let [called, stayed, young, unknown] =
                    [0; 4].map(|_| u.int_in_range(0..=200u64).unwrap_or(0));
                *seen = Seen {
                    called,
                    stayed,
                    perhaps: u.int_in_range(0..=50u64)?,
                    young,
                    unknown,
                    without_dwell: young,
                };
            }
            if let Some(bounds) = bounds(&all) {
                assert!(0.0 <= bounds.low && bounds.low <= bounds.high && bounds.high <= 1.0);
                let widest = bounds.measurements[0].by;
                assert!(bounds.measurements.iter().all(|gain| gain.by <= widest));
            }
            Ok(())
        });
    }
}
