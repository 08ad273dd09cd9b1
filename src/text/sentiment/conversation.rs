//! How a conversation feels, from the scores of its turns: on the whole, by
//! quarter, and from start to end.

use serde::Serialize;

use super::Polarity;

/// The sentiment of a conversation: that of the customer. Agents are paid to
/// be friendly, so their turns count for time, not for feeling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Conversation {
    /// Turns of the customer.
    pub turns: usize,
    /// Mean compound of the customer's turns, -1 to 1; none without a turn.
    pub mean: Option<f64>,
    /// The same in each quarter of the conversation, counted in turns of
    /// everybody; none where the customer says nothing.
    pub quarters: [Option<f64>; 4],
    /// Last quarter with a turn of the customer less the first one, -2 to 2;
    /// none if there is but one.
    pub shift: Option<f64>,
}

impl Conversation {
    /// Sums up the turns of one conversation, in order: the compound score of
    /// each turn of the customer, none for a turn of anybody else.
    pub fn new(turns: &[Option<f64>]) -> Self {
        let mut quarters = [Mean::default(); 4];
        let mut whole = Mean::default();
        for (at, compound) in turns.iter().enumerate() {
            if let Some(compound) = *compound {
                quarters[quarter(at, turns.len())].add(compound);
                whole.add(compound);
            }
        }
        let quarters = quarters.map(|quarter| quarter.value());
        Self {
            turns: whole.count,
            mean: whole.value(),
            quarters,
            shift: shift(&quarters),
        }
    }

    /// The class of the conversation; none if the customer says nothing.
    pub fn polarity(&self) -> Option<Polarity> {
        self.mean.map(Polarity::of)
    }
}

/// In which quarter (0 to 3) of `total` turns turn `at` lies.
fn quarter(at: usize, total: usize) -> usize {
    at * 4 / total
}

fn shift(quarters: &[Option<f64>; 4]) -> Option<f64> {
    let first = quarters.iter().position(Option::is_some)?;
    let last = quarters.iter().rposition(Option::is_some)?;
    if first == last {
        return None;
    }
    Some(quarters[last]? - quarters[first]?)
}

#[derive(Clone, Copy, Default)]
struct Mean {
    sum: f64,
    count: usize,
}

impl Mean {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1;
    }

    fn value(self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / self.count as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_customer_is_scored_and_all_turns_measure_time() {
        let conversation = Conversation::new(&[
            Some(-0.5),
            None,
            None,
            Some(-0.25),
            None,
            None,
            Some(0.25),
            Some(0.75),
        ]);
        assert_eq!(conversation.turns, 4);
        assert_eq!(conversation.mean, Some(0.0625));
        let quarters = [Some(-0.5), Some(-0.25), None, Some(0.5)];
        assert_eq!(conversation.quarters, quarters);
        assert_eq!(conversation.shift, Some(1.0));
        assert_eq!(conversation.polarity(), Some(Polarity::Positive));
    }

    #[test]
    fn a_single_turn_has_no_shift() {
        let conversation = Conversation::new(&[Some(-0.05)]);
        assert_eq!(conversation.quarters, [Some(-0.05), None, None, None]);
        assert_eq!(conversation.shift, None);
        assert_eq!(conversation.polarity(), Some(Polarity::Negative));
    }

    #[test]
    fn a_silent_customer_has_no_sentiment() {
        for turns in [&[][..], &[None]] {
            let conversation = Conversation::new(turns);
            assert_eq!(conversation, Conversation::default());
            assert_eq!(conversation.polarity(), None);
        }
    }
}
