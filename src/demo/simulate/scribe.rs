//! Writes events as JSON, one after the other into one reused text.
//!
//! Millions of events are made for benches, so no tree of values is built;
//! a test reads every line back with serde_json.

use std::fmt::Write;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::random::Random;
use super::rhythm::{DAY, HOUR, MINUTE, SECOND};

pub(super) struct Scribe {
    /// The events that nobody has taken yet, without anything between them.
    text: String,
    /// Of each of them, its time and where it ends.
    written: Vec<(i64, usize)>,
    /// The time of the event being written.
    at: i64,
    first_day: Date,
    /// A day, counted from the first one, and how it is written: `2026-03-02T`.
    dated: (i64, String),
    /// Start of the period in Unix milliseconds.
    origin: i64,
    marked: bool,
    ids: Random,
}

impl Scribe {
    pub(super) fn new(seed: u64, first_day: Date, marked: bool) -> Self {
        Scribe {
            text: String::new(),
            written: Vec::new(),
            at: 0,
            first_day,
            dated: (0, format!("{first_day}T")),
            origin: origin(first_day),
            marked,
            ids: Random::of(seed, 0x1D5),
        }
    }

    /// Hands over what was written since the last time, each with its time in
    /// milliseconds from the start of the period.
    pub(super) fn hand_over(&mut self, mut take: impl FnMut(i64, &str)) {
        let mut begin = 0;
        for (at, end) in self.written.drain(..) {
            take(at, &self.text[begin..end]);
            begin = end;
        }
        self.text.clear();
    }

    /// Starts an event at `at` milliseconds from the start of the period.
    pub(super) fn event(&mut self, kind: &str, at: i64) -> Line<'_> {
        self.at = at;
        self.text.push_str("{\"id\":\"");
        self.uuid(at);
        self.text.push_str("\",\"kind\":\"");
        self.text.push_str(kind);
        self.text.push_str("\",\"at\":\"");
        self.instant(at);
        self.text.push('"');
        Line { scribe: self }
    }

    /// A UUIDv7 (RFC 9562, 5.7): time first, then chance from the seed.
    fn uuid(&mut self, at: i64) {
        let millis = (self.origin + at) as u64;
        let (high, low) = (self.ids.next(), self.ids.next());
        hex(&mut self.text, millis >> 16, 8);
        self.text.push('-');
        hex(&mut self.text, millis & 0xFFFF, 4);
        self.text.push_str("-7");
        hex(&mut self.text, high & 0xFFF, 3);
        self.text.push('-');
        hex(&mut self.text, 0x8000 | (high >> 20) & 0x3FFF, 4);
        self.text.push('-');
        hex(&mut self.text, low, 12);
    }

    fn instant(&mut self, at: i64) {
        let (day, clock) = (at / DAY, at % DAY);
        if self.dated.0 != day {
            let date = self.first_day.saturating_add(day.days());
            self.dated = (day, format!("{date}T"));
        }
        self.text.push_str(&self.dated.1);
        digits(&mut self.text, clock / HOUR, 2);
        self.text.push(':');
        digits(&mut self.text, clock % HOUR / MINUTE, 2);
        self.text.push(':');
        digits(&mut self.text, clock % MINUTE / SECOND, 2);
        self.text.push('.');
        digits(&mut self.text, clock % SECOND, 3);
        self.text.push('Z');
    }
}

/// When a period that begins with this day begins, in Unix milliseconds.
pub(super) fn origin(first_day: Date) -> i64 {
    let midnight = first_day
        .to_zoned(TimeZone::UTC)
        .expect("every day has a midnight in UTC");
    midnight.timestamp().as_millisecond()
}

/// An event being written; [`Line::end`] hands it over.
#[must_use]
pub(super) struct Line<'s> {
    scribe: &'s mut Scribe,
}

impl Line<'_> {
    pub(super) fn text(mut self, name: &str, value: &str) -> Self {
        self.key(name);
        quoted(&mut self.scribe.text, value);
        self
    }

    pub(super) fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.text(name, value),
            None => self,
        }
    }

    pub(super) fn number(mut self, name: &str, value: u64) -> Self {
        self.key(name);
        write!(self.scribe.text, "{value}").expect("a string takes all text");
        self
    }

    /// A share, written as `0.87`.
    pub(super) fn percent(mut self, name: &str, value: u64) -> Self {
        self.key(name);
        self.scribe.text.push_str("0.");
        digits(&mut self.scribe.text, value as i64, 2);
        self
    }

    pub(super) fn flag(mut self, name: &str, value: bool) -> Self {
        self.key(name);
        self.scribe
            .text
            .push_str(if value { "true" } else { "false" });
        self
    }

    pub(super) fn list<'t>(mut self, name: &str, values: impl Iterator<Item = &'t str>) -> Self {
        self.key(name);
        let line = &mut self.scribe.text;
        line.push('[');
        for (index, value) in values.enumerate() {
            if index > 0 {
                line.push(',');
            }
            quoted(line, value);
        }
        line.push(']');
        self
    }

    pub(super) fn end(self) {
        if self.scribe.marked {
            self.scribe.text.push_str(",\"simulated\":true");
        }
        self.scribe.text.push('}');
        let end = self.scribe.text.len();
        self.scribe.written.push((self.scribe.at, end));
    }

    fn key(&mut self, name: &str) {
        self.scribe.text.push_str(",\"");
        self.scribe.text.push_str(name);
        self.scribe.text.push_str("\":");
    }
}

fn hex(line: &mut String, value: u64, width: u32) {
    for place in (0..width).rev() {
        let digit = (value >> (4 * place)) & 0xF;
        line.push(char::from(b"0123456789abcdef"[digit as usize]));
    }
}

fn digits(line: &mut String, value: i64, width: u32) {
    for place in (0..width).rev() {
        let digit = value / 10_i64.pow(place) % 10;
        line.push(char::from(b'0' + digit as u8));
    }
}

/// A JSON string (RFC 8259, 7): quotes, backslashes and controls escaped.
fn quoted(line: &mut String, value: &str) {
    line.push('"');
    if value
        .bytes()
        .any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\')
    {
        value.chars().for_each(|letter| escaped(line, letter));
    } else {
        line.push_str(value);
    }
    line.push('"');
}

fn escaped(line: &mut String, letter: char) {
    match letter {
        '"' => line.push_str("\\\""),
        '\\' => line.push_str("\\\\"),
        '\u{0}'..='\u{1f}' => {
            line.push_str("\\u");
            hex(line, u64::from(letter), 4);
        }
        _ => line.push(letter),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use jiff::civil::date;

    fn written(with: impl Fn(Line<'_>)) -> serde_json::Value {
        let mut scribe = Scribe::new(1, date(2026, 3, 2), false);
        with(scribe.event("open", DAY + 9 * HOUR + 5 * MINUTE + 7 * SECOND + 42));
        let mut lines = Vec::new();
        scribe.hand_over(|_, line| lines.push(line.to_owned()));
        serde_json::from_str(&lines[0]).unwrap()
    }

    #[test]
    fn any_text_comes_back_as_it_was() {
        for text in ["", "l'été", "a\"b\\c", "tab\tnew\nline\u{1}", "😡 / é"] {
            assert_eq!(
                written(|line| line.text("query", text).end())["query"],
                text
            );
        }
    }

    #[test]
    fn an_event_has_its_time_and_an_id_of_version_7() {
        let event = written(|line| line.end());
        assert_eq!(event["at"], "2026-03-03T09:05:07.042Z");
        let id = uuid::Uuid::parse_str(event["id"].as_str().unwrap()).unwrap();
        assert_eq!(id.get_version_num(), 7);
        let (seconds, nanos) = id.get_timestamp().unwrap().to_unix();
        assert_eq!((seconds, nanos / 1_000_000), (1772528707, 42));
    }

    #[test]
    fn lists_numbers_and_flags_are_json() {
        let event = written(|line| {
            let line = line.list("results", ["a", "b"].into_iter());
            line.number("total", 12)
                .percent("confidence", 7)
                .flag("helpful", false)
                .end();
        });
        assert_eq!(event["results"], serde_json::json!(["a", "b"]));
        assert_eq!(event["total"], 12);
        assert_eq!(event["confidence"], 0.07);
        assert_eq!(event["helpful"], false);
    }
}
