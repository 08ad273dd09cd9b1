//! The part of an answer that shows best why it was found.

use std::fmt::Write as _;
use std::ops::Range;

use serde::{Serialize, Serializer};

use super::stored::Span;

/// Lengths in bytes: of the text shown, and of it before the first mark.
const LENGTH: usize = 220;
const BEFORE: usize = 60;

/// Text with marks. It is written to JSON as its HTML.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    text: String,
    marks: Vec<Range<usize>>,
}

impl Snippet {
    /// Cuts `answer` around the words for which `worth` is above 0, where
    /// their sum, each counted once, is the largest.
    pub(super) fn new(answer: &str, spans: &[Span], worth: impl Fn(u32) -> f32) -> Snippet {
        let matched: Vec<(Span, f32)> = spans
            .iter()
            .map(|span| (*span, worth(span.word)))
            .filter(|(_, worth)| *worth > 0.0)
            .collect();
        let around = best_run(&matched);
        let cut = window(answer, around);
        let mut snippet = Snippet::default();
        if cut.start > 0 {
            snippet.text.push('…');
        }
        let shift = snippet.text.len();
        snippet.text.extend(
            answer[cut.clone()]
                .chars()
                .map(|c| if c == '\n' { ' ' } else { c }),
        );
        let inside = matched
            .iter()
            .filter(|(span, _)| cut.start <= span.start && span.end <= cut.end);
        let moved = |at: usize| at - cut.start + shift;
        snippet.marks = inside
            .map(|(span, _)| moved(span.start)..moved(span.end))
            .collect();
        if cut.end < answer.len() {
            snippet.text.push('…');
        }
        snippet
    }

    /// The text without marks.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Bytes of the text that answer the query, in order, apart from each other.
    pub fn marks(&self) -> &[Range<usize>] {
        &self.marks
    }

    /// HTML for a page: everything escaped, found words in `<mark>`.
    pub fn to_html(&self) -> String {
        self.render("<mark>", "</mark>", escape)
    }

    /// For a terminal: found words in bold.
    pub fn to_ansi(&self) -> String {
        self.render("\x1b[1m", "\x1b[0m", |text, out| {
            out.extend(text.chars().filter(|c| !c.is_control()));
        })
    }

    fn render(&self, open: &str, close: &str, push: impl Fn(&str, &mut String)) -> String {
        let mut out = String::with_capacity(self.text.len() + 16 * self.marks.len());
        let mut at = 0;
        for mark in &self.marks {
            push(&self.text[at..mark.start], &mut out);
            out.push_str(open);
            push(&self.text[mark.clone()], &mut out);
            out.push_str(close);
            at = mark.end;
        }
        push(&self.text[at..], &mut out);
        out
    }
}

impl Serialize for Snippet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_html())
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => {}
            c => {
                let _ = out.write_char(c);
            }
        }
    }
}

/// Where the matched words that fit into a snippet are worth most, from the
/// first to the last of them; the beginning of the answer without any.
fn best_run(matched: &[(Span, f32)]) -> Range<usize> {
    let mut best = (0.0, 0..0);
    for (at, (first, _)) in matched.iter().enumerate() {
        let mut seen: Vec<u32> = Vec::new();
        let (mut sum, mut end) = (0.0, first.end);
        for (span, worth) in &matched[at..] {
            if span.end - first.start > LENGTH - BEFORE {
                break;
            }
            if !seen.contains(&span.word) {
                seen.push(span.word);
                sum += worth;
                end = span.end;
            }
        }
        if sum > best.0 {
            best = (sum, first.start..end);
        }
    }
    best.1
}

/// Widens `around` to a snippet, from the start of its sentence if that is
/// near, between words.
fn window(answer: &str, around: Range<usize>) -> Range<usize> {
    let earliest = ceil(answer, around.start.saturating_sub(BEFORE));
    let before = &answer[earliest..around.start];
    let sentence = before
        .rfind(". ")
        .map(|at| at + 2)
        .or_else(|| before.rfind('\n').map(|at| at + 1));
    let space = || before.find(' ').map_or(before.len(), |at| at + 1);
    let start = if earliest == 0 {
        0
    } else {
        earliest + sentence.unwrap_or_else(space)
    };
    let latest = floor(answer, start + LENGTH).max(around.end);
    if latest == answer.len() {
        return start..latest;
    }
    let last_space = answer[around.end..latest].rfind(char::is_whitespace);
    start..last_space.map_or(latest, |at| around.end + at)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len()))
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len())
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::words::{fingerprint, tokens};
    use crate::text::{Analyzer, Lang};

    fn snippet(answer: &str, found: &[&str]) -> Snippet {
        let words = tokens(&Analyzer::new(Lang::Fr), answer);
        let spans: Vec<Span> = words
            .iter()
            .map(|word| Span {
                start: word.start,
                end: word.start + word.len,
                word: fingerprint(&word.key),
            })
            .collect();
        let found: Vec<u32> = found.iter().map(|key| fingerprint(key)).collect();
        Snippet::new(answer, &spans, |word| {
            if found.contains(&word) { 1.0 } else { 0.0 }
        })
    }

    #[test]
    fn inflections_are_marked_as_written() {
        let snippet = snippet(
            "Vos factures d'été & <b>l'échéance</b>.",
            &["factur", "ete"],
        );
        assert_eq!(
            snippet.to_html(),
            "Vos <mark>factures</mark> d&#39;<mark>été</mark> &amp; &lt;b&gt;l&#39;échéance&lt;/b&gt;."
        );
        assert!(
            snippet
                .to_ansi()
                .starts_with("Vos \x1b[1mfactures\x1b[0m d'")
        );
    }

    #[test]
    fn a_long_answer_is_cut_between_words_around_what_was_found() {
        let answer = format!(
            "{}La résiliation est gratuite. {}",
            "Été comme hiver. ".repeat(40),
            "Ou pas. ".repeat(60)
        );
        let snippet = snippet(&answer, &["resili", "gratuit"]);
        assert!(
            snippet.text().contains("La résiliation est gratuite."),
            "{snippet:?}"
        );
        assert!(snippet.text().starts_with('…') && snippet.text().ends_with('…'));
        assert!(snippet.text().len() <= LENGTH + 2 * '…'.len_utf8());
    }

    #[test]
    fn without_a_found_word_the_answer_begins_at_its_beginning() {
        assert_eq!(snippet("Un. Deux.", &["x"]).text(), "Un. Deux.");
        assert_eq!(snippet("", &["x"]), Snippet::default());
    }

    #[test]
    fn marks_point_into_the_text_whatever_the_answer() {
        arbtest::arbtest(|u| {
            let answer: String = u.arbitrary()?;
            let snippet = snippet(&answer.repeat(20), &["a", "b"]);
            let _ = snippet.to_html();
            Ok(())
        });
    }
}
