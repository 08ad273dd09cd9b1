//! How conversations feel: each by its customer's turns, and all together.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use super::{Conversation, Speaker};
use crate::period::{Zone, rfc3339};
use crate::text::Lang;
use crate::text::sentiment::conversation::Conversation as Feeling;
use crate::text::sentiment::{Polarity, Scorer};

/// A turn of a customer, scored.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turn {
    pub conversation: String,
    /// Its place among all turns of the conversation, from 1.
    pub turn: usize,
    pub text: String,
    /// -1 to 1.
    pub compound: f64,
    pub polarity: Polarity,
}

/// A conversation, scored.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Felt {
    pub conversation: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    #[serde(skip)]
    day: Option<String>,
    #[serde(flatten)]
    pub feeling: Feeling,
    /// Only where the turns themselves are asked for.
    #[serde(skip)]
    pub said: Vec<Turn>,
}

/// What is read, and how.
pub struct Reader {
    french: Scorer,
    english: Scorer,
    /// For conversations whose language nothing tells.
    otherwise: Lang,
    zone: Zone,
    with_turns: bool,
}

impl Reader {
    pub fn new(otherwise: Lang, zone: Zone, with_turns: bool) -> Reader {
        Reader {
            french: Scorer::new(Lang::Fr),
            english: Scorer::new(Lang::En),
            otherwise,
            zone,
            with_turns,
        }
    }

    /// Scores conversations on all cores; the result is in their order.
    pub fn read(&self, conversations: &[Conversation]) -> Vec<Felt> {
        conversations
            .par_iter()
            .map(|conversation| self.felt(conversation))
            .collect()
    }

    fn felt(&self, conversation: &Conversation) -> Felt {
        let scorer = match conversation.language().unwrap_or(self.otherwise) {
            Lang::Fr => &self.french,
            Lang::En => &self.english,
        };
        let mut said = Vec::new();
        let mut scores = Vec::with_capacity(conversation.turns.len());
        for (place, turn) in conversation.turns.iter().enumerate() {
            if turn.speaker != Speaker::Customer {
                scores.push(None);
                continue;
            }
            let compound = scorer.score(&turn.text).compound;
            scores.push(Some(compound));
            if self.with_turns {
                said.push(Turn {
                    conversation: conversation.id.clone(),
                    turn: place + 1,
                    text: turn.text.clone(),
                    compound,
                    polarity: Polarity::of(compound),
                });
            }
        }
        Felt {
            conversation: conversation.id.clone(),
            at: conversation.at.map(rfc3339),
            day: conversation.at.map(|at| self.zone.day(at).to_string()),
            feeling: Feeling::new(&scores),
            said,
        }
    }
}

/// Many conversations together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Conversations in which a customer says something.
    pub conversations: u64,
    /// Turns of customers.
    pub turns: u64,
    /// Mean over the conversations, -1 to 1; null without any.
    pub mean: Option<f64>,
    pub positive: u64,
    pub neutral: u64,
    pub negative: u64,
    /// Mean of each quarter of the conversations.
    pub quarters: [Option<f64>; 4],
    /// Mean change from the first to the last quarter.
    pub shift: Option<f64>,
}

impl Summary {
    pub fn of<'f>(felt: impl Iterator<Item = &'f Felt>) -> Summary {
        let mut summary = Summary::default();
        let (mut whole, mut shift) = (Mean::default(), Mean::default());
        let mut quarters = [Mean::default(); 4];
        for felt in felt {
            let feeling = &felt.feeling;
            summary.turns += feeling.turns as u64;
            whole.add(feeling.mean);
            shift.add(feeling.shift);
            for (mean, quarter) in quarters.iter_mut().zip(feeling.quarters) {
                mean.add(quarter);
            }
            match feeling.polarity() {
                Some(Polarity::Positive) => summary.positive += 1,
                Some(Polarity::Neutral) => summary.neutral += 1,
                Some(Polarity::Negative) => summary.negative += 1,
                None => {}
            }
        }
        summary.conversations = whole.n;
        summary.mean = whole.value();
        summary.shift = shift.value();
        summary.quarters = quarters.map(|mean| mean.value());
        summary
    }
}

/// Summaries by local day; conversations without a time are left out.
pub fn by_day(felt: &[Felt]) -> BTreeMap<String, Summary> {
    let mut days: BTreeMap<&str, Vec<&Felt>> = BTreeMap::new();
    for felt in felt {
        if let Some(day) = &felt.day {
            days.entry(day).or_default().push(felt);
        }
    }
    days.into_iter()
        .map(|(day, felt)| (day.to_owned(), Summary::of(felt.into_iter())))
        .collect()
}

#[derive(Clone, Copy, Default)]
struct Mean {
    n: u64,
    sum: f64,
}

impl Mean {
    fn add(&mut self, value: Option<f64>) {
        if let Some(value) = value {
            self.n += 1;
            self.sum += value;
        }
    }

    fn value(self) -> Option<f64> {
        (self.n > 0).then(|| self.sum / self.n as f64)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::Turn as Said;
    use super::*;

    fn conversation(id: &str, texts: &[&str]) -> Conversation {
        Conversation {
            id: id.to_owned(),
            at: Some(1_772_442_904_120),
            lang: Some(Lang::En),
            turns: texts
                .iter()
                .map(|text| Said {
                    speaker: Speaker::Customer,
                    text: (*text).to_owned(),
                    at: None,
                })
                .collect(),
            ..Conversation::default()
        }
    }

    fn felt() -> Vec<Felt> {
        let reader = Reader::new(Lang::Fr, Zone::utc(), true);
        reader.read(&[
            conversation(
                "a",
                &["This is awful and I hate it", "Great, thank you, perfect!"],
            ),
            conversation("b", &["My box is horrible"]),
            conversation("c", &[]),
        ])
    }

    #[test]
    fn a_conversation_that_gets_better_shifts_up() {
        let felt = felt();
        assert!(felt[0].feeling.shift.unwrap() > 0.5);
        assert_eq!(felt[0].said.len(), 2);
        assert_eq!(felt[0].said[1].polarity, Polarity::Positive);
        assert_eq!(felt[1].feeling.shift, None);
    }

    #[test]
    fn classes_sum_to_the_conversations_that_say_something() {
        let summary = Summary::of(felt().iter());
        assert_eq!((summary.conversations, summary.turns), (2, 3));
        assert_eq!(summary.positive + summary.neutral + summary.negative, 2);
        let days = by_day(&felt());
        assert_eq!(days["2026-03-02"], summary);
    }
}
