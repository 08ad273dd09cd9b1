//! Facts that one event gives by itself: surveys, reviews, audits, agents' work, customers'
//! life, purchases, spends, referrals. One struct a table; `store` writes them.
//!
//! Scores, weights and money are in ten-thousandths, durations in milliseconds, so that
//! sums are exact.

use jiff::civil::Date;

use super::rows::{Dimensions, Id};
use crate::events::Pseudonym;
use crate::period::Millis;

/// A row of one of the tables below.
#[derive(Clone, Debug, PartialEq)]
pub struct Single {
    pub id: Id,
    pub at: Millis,
    pub dimensions: Dimensions,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    Survey(Survey),
    Review(Review),
    Audit(Audit),
    Work(Work),
    Life(Life),
    Purchase(Purchase),
    Spend(Spend),
    Referral(Referral),
}

/// Where it happened and by whom, as far as the event says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handling {
    pub contact: Option<String>,
    pub agent: Option<String>,
    pub team: Option<String>,
}

/// What a customer answered on a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Survey {
    pub survey: String,
    pub score: i64,
    pub scale: Scale,
    pub handling: Handling,
    pub customer: Option<Pseudonym>,
    pub flag: Option<&'static str>,
}

/// From the worst to the best that can be answered, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    pub min: Option<i64>,
    pub max: Option<i64>,
    /// `higher` or `lower`.
    pub better: Option<&'static str>,
}

/// How well a contact was handled: `points` of `weight`.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    pub handling: Handling,
    pub grid: Option<String>,
    pub points: i64,
    pub weight: i64,
    pub flag: Option<&'static str>,
}

/// A test contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    pub handling: Handling,
    pub promoted: bool,
    pub target: Option<String>,
}

/// An agent's working time.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    pub agent: String,
    pub team: Option<String>,
    pub worked: Millis,
    pub idle: Option<Millis>,
}

/// A customer comes, stays or goes.
#[derive(Clone, Debug, PartialEq)]
pub struct Life {
    pub customer: Option<Pseudonym>,
    /// `acquired`, `kept` or `left`.
    pub state: &'static str,
    pub referred: bool,
    pub handling: Handling,
    /// Of one who leaves: the local day on which they came.
    pub since: Option<Date>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Purchase {
    pub customer: Option<Pseudonym>,
    pub handling: Handling,
    pub amount: i64,
    pub margin: Option<i64>,
    pub offer: Option<String>,
}

/// Money spent to win customers.
#[derive(Clone, Debug, PartialEq)]
pub struct Spend {
    pub campaign: Option<String>,
    pub amount: i64,
}

/// A customer recommended the house.
#[derive(Clone, Debug, PartialEq)]
pub struct Referral {
    pub customer: Option<Pseudonym>,
    pub campaign: Option<String>,
}
