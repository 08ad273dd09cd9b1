//! Numbers in a text, each shown to the kinds in turn.

use std::ops::Range;

use super::phone::Around;
use super::reading::{Gap, Reading, group_before, value};
use super::{Finding, Kind, card, iban, nir, phone};
use crate::text::fold::is_invisible;

/// What people write before a number without a space.
const LABELS: &[&str] = &["iban", "tel", "tél", "mob", "cb", "nir"];

/// How many hexadecimal digits a UUID has.
const UUID: usize = 32;

/// Finds the numbers of a part of a text.
pub(super) struct Numbers<'t> {
    text: &'t str,
    at: usize,
    /// The end of the last number: nothing before it belongs to the next.
    floor: usize,
}

/// What a number turned out to be.
enum Verdict {
    /// Somebody's, of so many characters.
    Personal(Kind, usize),
    /// Nobody's, of so many characters: a wrong check digit, a UUID.
    Nobodys(usize),
}

impl<'t> Numbers<'t> {
    pub(super) fn new(text: &'t str, part: Range<usize>) -> Numbers<'t> {
        // After the part lies an e-mail address, which no number runs into.
        Numbers {
            text: &text[..part.end],
            at: part.start,
            floor: part.start,
        }
    }

    /// The next run of letters and digits that holds a digit.
    fn next_token(&self) -> Option<Range<usize>> {
        let is_digit = |c: char| value(c).is_some_and(|value| value.is_ascii_digit());
        let is_inside = |c: char| c.is_alphanumeric() || is_invisible(c);
        let digit = self.at + self.text[self.at..].find(is_digit)?;
        let before = self.text[self.at..digit].char_indices().rev();
        let start = before
            .take_while(|(_, c)| is_inside(*c))
            .last()
            .map_or(digit, |(at, _)| self.at + at);
        let end = self.text[digit..]
            .find(|c| !is_inside(c))
            .map_or(self.text.len(), |end| digit + end);
        Some(start..end)
    }

    /// What begins with `token`, and where it ends.
    fn judge(&self, token: &Range<usize>) -> Option<(Range<usize>, Verdict)> {
        let start = after_label(self.text, token);
        let reading = Reading::new(self.text, start);
        if reading.digits() == 0 {
            return iban_or_uuid(&reading).map(|verdict| spanned(start, &reading, verdict));
        }
        if let Some(found) = self.iban_after_country(start) {
            return Some(found);
        }
        let before = &self.text[self.floor..start];
        let plus = plus_sign(before);
        let first = plus.map_or(start, |plus| self.floor + plus);
        let around = Around {
            before,
            text: self.text,
            has_plus: plus.is_some(),
        };
        let verdict = iban_or_uuid(&reading).or_else(|| judge_digits(&reading, &around));
        verdict.map(|verdict| spanned(first, &reading, verdict))
    }

    /// `FR 76 3000…`: the country is a word of its own.
    fn iban_after_country(&self, start: usize) -> Option<(Range<usize>, Verdict)> {
        let before = group_before(&self.text[self.floor..start])?;
        let may_be_country = !before.is_digits && before.width == 2 && before.gap == Gap::Space;
        if !may_be_country {
            return None;
        }
        let start = self.floor + before.start;
        let reading = Reading::new(self.text, start);
        // A wrong number is no proof that two letters, perhaps a word, belong to it.
        let (length, _) = iban::at_start(&reading).filter(|(_, is_valid)| *is_valid)?;
        Some(spanned(
            start,
            &reading,
            Verdict::Personal(Kind::Iban, length),
        ))
    }

    /// Takes in the bracket that the number itself closes or opens: `(06) 12…`, `… (91)`.
    fn with_brackets(&self, span: Range<usize>) -> Range<usize> {
        let count = |bracket| self.text[span.clone()].matches(bracket).count();
        let (opened, closed) = (count('('), count(')'));
        let opens = self.text[self.floor..span.start].ends_with('(');
        let closes = self.text[span.end..].starts_with(')');
        let start = span.start - usize::from(opens && closed > opened);
        let end = span.end + usize::from(closes && opened > closed);
        start..end
    }
}

impl Iterator for Numbers<'_> {
    type Item = Finding;

    fn next(&mut self) -> Option<Finding> {
        while let Some(token) = self.next_token() {
            let Some((span, verdict)) = self.judge(&token) else {
                self.at = token.end;
                continue;
            };
            let span = self.with_brackets(span);
            (self.at, self.floor) = (span.end, span.end);
            if let Verdict::Personal(kind, _) = verdict {
                return Some(Finding { kind, span });
            }
        }
        None
    }
}

fn spanned(start: usize, reading: &Reading, verdict: Verdict) -> (Range<usize>, Verdict) {
    let (Verdict::Personal(_, length) | Verdict::Nobodys(length)) = verdict;
    (start..reading.end(length), verdict)
}

fn iban_or_uuid(reading: &Reading) -> Option<Verdict> {
    match iban::at_start(reading) {
        Some((length, true)) => Some(Verdict::Personal(Kind::Iban, length)),
        Some((length, false)) => Some(Verdict::Nobodys(length)),
        None => is_uuid(reading).then_some(Verdict::Nobodys(UUID)),
    }
}

/// The kinds that begin with a digit, the surest first.
fn judge_digits(reading: &Reading, around: &Around<'_>) -> Option<Verdict> {
    let phone =
        || phone::valid(reading, around).map(|length| Verdict::Personal(Kind::Phone, length));
    if around.has_plus {
        return phone();
    }
    let before = group_before(around.before);
    (card::valid(reading, around.before).map(|length| Verdict::Personal(Kind::Card, length)))
        .or_else(|| nir::valid(reading, before).map(|length| Verdict::Personal(Kind::Nir, length)))
        .or_else(|| nir::written_like(reading).map(Verdict::Nobodys))
        .or_else(phone)
}

/// Groups of 8, 4, 4, 4, 12 hexadecimal digits.
fn is_uuid(reading: &Reading) -> bool {
    reading.is_cut(UUID)
        && reading.widths(UUID) == [8, 4, 4, 4, 12]
        && reading.values(0, UUID).iter().all(u8::is_ascii_hexdigit)
}

/// Where the number begins in a token such as `IBANFR76…` or `tel0612345678`.
fn after_label(text: &str, token: &Range<usize>) -> usize {
    let word = &text[token.clone()];
    let label = LABELS.iter().find(|label| {
        word.get(..label.len())
            .is_some_and(|start| start.to_lowercase() == **label)
            && word[label.len()..].starts_with(|c| value(c).is_some())
    });
    token.start + label.map_or(0, |label| label.len())
}

/// Where the plus sign lies that `before` ends with, perhaps with a bracket or space after it.
fn plus_sign(before: &str) -> Option<usize> {
    let is_between = |c: char| matches!(c, '(' | ' ' | '\u{a0}' | '\u{202f}') || is_invisible(c);
    let (at, sign) = before
        .char_indices()
        .rev()
        .take(4)
        .find(|(_, c)| !is_between(*c))?;
    matches!(sign, '+' | '＋').then_some(at)
}
