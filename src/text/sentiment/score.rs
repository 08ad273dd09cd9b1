//! From the values of words to the score of a text.

use serde::Serialize;

/// VADER's alpha: about the largest sum that is expected of a text.
const ALPHA: f64 = 15.0;

/// What a "!" adds, up to four of them.
const EXCLAMATION: f64 = 0.292;

/// The sentiment of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// From -1 (all bad) to 1 (all good), 0 neutral in every language; to
    /// four decimals.
    pub compound: f64,
    /// Share of the text that is positive; the three sum to 1, except that
    /// all are 0 in a text without a word.
    pub positive: f64,
    /// Share of the text that is neither.
    pub neutral: f64,
    /// Share of the text that is negative.
    pub negative: f64,
}

/// The class of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// Compound -0.05 or less.
    Negative,
    /// In between.
    Neutral,
    /// Compound 0.05 or more.
    Positive,
}

impl Polarity {
    /// The class of a compound score, by the thresholds that VADER's authors
    /// give.
    pub fn of(compound: f64) -> Self {
        if compound >= 0.05 {
            Self::Positive
        } else if compound <= -0.05 {
            Self::Negative
        } else {
            Self::Neutral
        }
    }
}

impl Score {
    /// The class of the text.
    pub fn polarity(&self) -> Polarity {
        Polarity::of(self.compound)
    }

    /// The score of a text of `words` words, of which those with a value have
    /// the given ones. `sum` is what they make together, `emphasis` that of
    /// the punctuation.
    pub(super) fn new(sum: f64, values: &[f64], words: usize, emphasis: f64) -> Self {
        if words == 0 {
            return Self::default();
        }
        let shares = Shares::new(values, words, emphasis);
        Self {
            compound: rounded(normalized(away_from_zero(sum, emphasis)), 1e4),
            positive: rounded(shares.positive / shares.total(), 1e3),
            neutral: rounded(shares.neutral / shares.total(), 1e3),
            negative: rounded(shares.negative / shares.total(), 1e3),
        }
    }
}

/// How much of a text is of each kind. A word with a value weighs one more
/// than its value, so that it stands against the 1 of a neutral word.
struct Shares {
    positive: f64,
    negative: f64,
    neutral: f64,
}

impl Shares {
    fn new(values: &[f64], words: usize, emphasis: f64) -> Self {
        let (mut positive, mut negative, mut marked) = (0.0, 0.0, 0);
        for &value in values {
            if value > 0.0 {
                positive += value + 1.0;
                marked += 1;
            } else if value < 0.0 {
                negative += 1.0 - value;
                marked += 1;
            }
        }
        if positive > negative {
            positive += emphasis;
        } else if positive < negative {
            negative += emphasis;
        }
        Self {
            positive,
            negative,
            neutral: (words - marked) as f64,
        }
    }

    fn total(&self) -> f64 {
        self.positive + self.negative + self.neutral
    }
}

/// Emphasis strengthens what is there, whichever way it points.
pub(super) fn away_from_zero(sum: f64, emphasis: f64) -> f64 {
    if sum > 0.0 {
        sum + emphasis
    } else if sum < 0.0 {
        sum - emphasis
    } else {
        sum
    }
}

/// A sum of any size to -1..1.
pub(super) fn normalized(sum: f64) -> f64 {
    (sum / (sum * sum + ALPHA).sqrt()).clamp(-1.0, 1.0)
}

/// The emphasis that "!" and "?" give: four "!" at most, "?" from the second.
pub(super) fn emphasis(text: &str) -> f64 {
    let (mut exclamations, mut questions) = (0_u32, 0_u32);
    for byte in text.bytes() {
        exclamations += u32::from(byte == b'!');
        questions += u32::from(byte == b'?');
    }
    let questions = match questions {
        0 | 1 => 0.0,
        2 | 3 => f64::from(questions) * 0.18,
        _ => 0.96,
    };
    f64::from(exclamations.min(4)) * EXCLAMATION + questions
}

pub(super) fn rounded(value: f64, steps: f64) -> f64 {
    (value * steps).round_ties_even() / steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thresholds_belong_to_the_classes() {
        for (compound, expected) in [
            (0.05, Polarity::Positive),
            (0.0499, Polarity::Neutral),
            (-0.0499, Polarity::Neutral),
            (-0.05, Polarity::Negative),
        ] {
            assert_eq!(Polarity::of(compound), expected, "{compound}");
        }
    }

    #[test]
    fn emphasis_is_limited() {
        for (text, expected) in [
            ("!", 0.292),
            ("!!!!!!", 1.168),
            ("?", 0.0),
            ("??", 0.36),
            ("?????", 0.96),
            ("!?", 0.292),
        ] {
            assert!((emphasis(text) - expected).abs() < 1e-9, "{text}");
        }
    }

    #[test]
    fn a_text_without_words_has_no_score_and_one_without_cues_is_neutral() {
        assert_eq!(Score::new(0.0, &[], 0, 1.0), Score::default());
        let score = Score::new(0.0, &[], 7, 1.0);
        assert_eq!((score.compound, score.neutral), (0.0, 1.0));
    }

    #[test]
    fn shares_weigh_a_word_by_its_value() {
        // 3 + 1 positive against 2 neutral words: two thirds and one third.
        let score = Score::new(3.0, &[3.0], 3, 0.0);
        assert_eq!((score.positive, score.neutral), (0.667, 0.333));
    }
}
