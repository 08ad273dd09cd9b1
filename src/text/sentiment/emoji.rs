//! Emoji to the words that stand for them, so that the rules read them as text.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::lexicon::rows;

/// One emoji a line, with its description.
const TABLE: &str = include_str!("../../../data/lexicons/vader-emoji.tsv");

static DESCRIPTIONS: LazyLock<FxHashMap<char, &str>> = LazyLock::new(|| {
    rows(TABLE)
        .filter_map(|(emoji, words)| Some((emoji.chars().next()?, words)))
        .collect()
});

/// A text whose emoji have become words, and the way back to the original.
pub(super) struct Spelled<'t> {
    pub(super) text: Cow<'t, str>,
    pieces: Vec<Piece>,
}

/// Where a description stands in the new text, and its emoji in the old one.
struct Piece {
    new: Range<usize>,
    old: Range<usize>,
}

impl<'t> Spelled<'t> {
    /// The text as it is.
    pub(super) fn unchanged(text: &'t str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            pieces: Vec::new(),
        }
    }

    /// Puts a description in the place of each emoji, with a space before it
    /// and none behind it, as VADER does.
    pub(super) fn new(text: &'t str) -> Self {
        let mut spelled = Self::unchanged(text);
        if text.is_ascii() {
            return spelled;
        }
        let mut copied = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
            if let Some(words) = DESCRIPTIONS.get(&c) {
                spelled.replace(text, copied..at, at..at + c.len_utf8(), words);
                copied = at + c.len_utf8();
            }
        }
        if copied > 0 {
            spelled.text.to_mut().push_str(&text[copied..]);
        }
        spelled
    }

    fn replace(&mut self, text: &str, before: Range<usize>, emoji: Range<usize>, words: &str) {
        if before.start == 0 && self.pieces.is_empty() {
            self.text = Cow::Owned(String::with_capacity(text.len() + 32));
        }
        let new = self.text.to_mut();
        new.push_str(&text[before]);
        if !new.is_empty() && !new.ends_with(' ') {
            new.push(' ');
        }
        let start = new.len();
        new.push_str(words);
        self.pieces.push(Piece {
            new: start..new.len(),
            old: emoji,
        });
    }

    /// The place in the original of a place in the new text: the emoji, where
    /// the word comes from one.
    pub(super) fn original(&self, span: Range<usize>) -> Range<usize> {
        let start = self.back(span.start, |piece| piece.old.start);
        start..self.back(span.end, |piece| piece.old.end)
    }

    /// Positions within a description go to a side of its emoji, those after
    /// it are moved by the difference in length.
    fn back(&self, at: usize, side: impl Fn(&Piece) -> usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.new.start <= at);
        match next.checked_sub(1).map(|last| &self.pieces[last]) {
            None => at,
            Some(piece) if at <= piece.new.end => side(piece),
            Some(piece) => piece.old.end + (at - piece.new.end),
        }
    }
}

/// Every emoji with its description.
pub(super) fn descriptions() -> impl Iterator<Item = (char, &'static str)> {
    DESCRIPTIONS.iter().map(|(emoji, words)| (*emoji, *words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Spelled::new(text).text, expected);
    }

    #[test]
    fn an_emoji_becomes_words_set_off_from_what_is_before() {
        check("no emoji, même accentué", "no emoji, même accentué");
        check("😀", "grinning face");
        check("great😀 job", "great grinning face job");
        check("great 😀😀", "great grinning face grinning face");
        check("😀well", "grinning facewell");
    }

    #[test]
    fn a_word_of_an_emoji_points_at_the_emoji() {
        let text = "great😀 job";
        let spelled = Spelled::new(text);
        let at = |word: &str| {
            let start = spelled.text.find(word).unwrap_or_default();
            &text[spelled.original(start..start + word.len())]
        };
        assert_eq!(at("great"), "great");
        assert_eq!(at("grinning"), "😀");
        assert_eq!(at("face"), "😀");
        assert_eq!(at("job"), "job");
    }
}
