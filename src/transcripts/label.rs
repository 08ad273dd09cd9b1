//! `Client : bonjour`: the label in front of a line, and the time before it.

use std::collections::HashMap;

use super::Speaker;
use crate::input::time;

/// A line that begins with a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Labelled<'a> {
    pub(super) label: &'a str,
    pub(super) text: &'a str,
    pub(super) at: Option<i64>,
}

const LONGEST_LABEL: usize = 40;
const MOST_WORDS: usize = 4;

/// The labels of a file: those that say a side, and names that come back.
pub(super) struct Labels<'a> {
    seen: HashMap<&'a str, u32>,
}

impl<'a> Labels<'a> {
    /// Looks through the whole file first: `Marie :` twice is a speaker, once
    /// it may be any word before a colon.
    pub(super) fn of(lines: impl Iterator<Item = &'a str>) -> Labels<'a> {
        let mut seen = HashMap::new();
        for line in lines.filter_map(labelled) {
            *seen.entry(line.label).or_default() += 1;
        }
        Labels { seen }
    }

    /// The line's speaker and text, unless it goes on with what was said.
    pub(super) fn split<'b>(&self, line: &'b str) -> Option<(Speaker, Labelled<'b>)> {
        let line = labelled(line)?;
        if let Some(speaker) = Speaker::from_label(line.label) {
            return Some((speaker, line));
        }
        let again = self.seen.get(line.label).is_some_and(|&times| times > 1);
        (again && is_name(line.label)).then_some((Speaker::Other, line))
    }
}

fn labelled(line: &str) -> Option<Labelled<'_>> {
    let (at, line) = without_time(line.trim());
    let colon = colon(line)?;
    let (label, text) = (line[..colon].trim(), &line[colon..]);
    let text = text.trim_start_matches([':', '：']);
    let is_label = label.starts_with(char::is_alphabetic)
        && label.len() <= LONGEST_LABEL
        && label.split_whitespace().count() <= MOST_WORDS
        && !label.contains([',', ';', '?', '!', '"', '«'])
        && !text.starts_with("//");
    is_label.then(|| Labelled {
        label,
        text: text.trim(),
        at,
    })
}

/// The first colon that stands in no bracket: `Client [09:15] : oui`.
fn colon(line: &str) -> Option<usize> {
    let mut depth = 0_i32;
    for (place, letter) in line.char_indices().take(2 * LONGEST_LABEL) {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ':' | '：' if depth == 0 => return Some(place),
            _ => {}
        }
    }
    None
}

/// Takes `[09:15]`, `(2026-03-02 09:15:04)` or `09:15 -` from the front. Only a
/// time with a date is one that can be kept.
fn without_time(line: &str) -> (Option<i64>, &str) {
    let of_time = |letter: char| letter.is_ascii_digit() || ":-/.,TZ+ ".contains(letter);
    let bracketed = line
        .strip_prefix(['[', '('])
        .and_then(|line| line.split_once([']', ')']))
        .filter(|(time, _)| {
            time.contains(|c: char| c.is_ascii_digit()) && time.chars().all(of_time)
        });
    let bare = || {
        let (time, rest) = line.split_once(char::is_whitespace)?;
        let is_time = time.contains(':')
            && time.starts_with(|c: char| c.is_ascii_digit())
            && time.chars().all(of_time);
        is_time.then_some((time, rest))
    };
    match bracketed.or_else(bare) {
        Some((time, rest)) => {
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "-–—".contains(c));
            (time::from_text(time), rest)
        }
        None => (None, line),
    }
}

/// Words that stand small within a name: `Mme de La Tour`.
const PARTICLES: [&str; 9] = ["de", "du", "des", "la", "le", "van", "von", "der", "el"];

fn is_name(label: &str) -> bool {
    let is_small = |word: &str| word.starts_with(char::is_lowercase);
    let mut words = label.split_whitespace();
    words.next().is_some_and(|word| !is_small(word))
        && words.all(|word| !is_small(word) || PARTICLES.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::{Labels, Speaker};

    const FILE: &str = "Marie Curie : oui\nMarie Curie : non\nnote : une\nnote : deux\nPierre : x\nMme de La Tour : oui\nMme de La Tour : non\nMotif du mail : a\nMotif du mail : b";

    #[track_caller]
    fn check(line: &str, expected: Option<(Speaker, &str)>) {
        let labels = Labels::of(FILE.lines());
        let split = labels.split(line);
        assert_eq!(split.map(|(speaker, line)| (speaker, line.text)), expected);
    }

    #[test]
    fn known_labels_begin_a_turn_whatever_the_space_before_the_colon() {
        check(
            "Client : bonjour : oui",
            Some((Speaker::Customer, "bonjour : oui")),
        );
        check(
            "Client\u{a0}: bonjour",
            Some((Speaker::Customer, "bonjour")),
        );
        check("  AGENT\u{202f}:bonjour", Some((Speaker::Agent, "bonjour")));
        check("Client :", Some((Speaker::Customer, "")));
    }

    #[test]
    fn times_around_a_label_are_taken_off() {
        check("[09:15] Client : oui", Some((Speaker::Customer, "oui")));
        check("09:15:04 - Client : oui", Some((Speaker::Customer, "oui")));
        check("Client [09:15] : oui", Some((Speaker::Customer, "oui")));
        check("(00:01:12.500) Agent: yes", Some((Speaker::Agent, "yes")));
    }

    #[test]
    fn a_time_with_a_date_is_kept() {
        let labels = Labels::of([].into_iter());
        let at = |line| labels.split(line).and_then(|(_, line)| line.at);
        assert_eq!(
            at("[2026-03-02 09:15:04] Client : oui"),
            Some(1_772_442_904_000)
        );
        assert_eq!(at("[09:15] Client : oui"), None);
    }

    #[test]
    fn names_that_come_back_are_speakers_and_other_colons_are_not() {
        check(
            "Marie Curie : peut-être",
            Some((Speaker::Other, "peut-être")),
        );
        check("Mme de La Tour : oui", Some((Speaker::Other, "oui")));
        check("Motif du mail : c", None);
        check("Pierre : une fois", None);
        check("note : trois", None);
        check("https://client.example", None);
        check("Bonjour, client : oui", None);
        check(": oui", None);
    }
}
