//! Reads the forty episodes: events to send, and when each episode begins.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::{Map, Value, json};

use crate::episodes::words::Words;

/// What is of no episode: a human's turn, and a contact.
const OF_NO_EPISODE: [&str; 2] = ["turn", "contact"];

#[derive(Default)]
pub(super) struct Log {
    pub(super) events: Vec<Value>,
    /// Episodes by the moment of each of their events (UTC milliseconds).
    pub(super) episodes: BTreeMap<i64, u32>,
    /// Those whose theme is told.
    pub(super) themes: BTreeMap<u32, String>,
}

/// The episode that is being read.
#[derive(Default)]
struct Case {
    /// None: its events are of no episode.
    number: Option<u32>,
    /// Client, customer, conversation, theme: those told.
    names: Map<String, Value>,
    begins: i64,
}

impl Log {
    pub(super) fn read() -> Log {
        let mut log = Log::default();
        let mut case = Case::default();
        for (number, line) in include_str!("log.txt").lines().enumerate() {
            let mut words = Words::of(line, &format!("log.txt:{}: {line}", number + 1));
            if let Some(title) = line.strip_prefix("## ") {
                let number = title.split(' ').next().unwrap().parse();
                case.number = number.ok();
            } else if line.starts_with("by ") {
                case.headed(words);
            } else if !line.is_empty() && !line.starts_with('#') {
                let event = case.event(&mut words, number);
                words.done();
                log.add(&case, event);
            }
        }
        log
    }

    fn add(&mut self, case: &Case, event: Value) {
        let of_episode = !OF_NO_EPISODE.contains(&event["kind"].as_str().unwrap());
        if let Some(number) = case.number.filter(|_| of_episode) {
            let other = self.episodes.insert(moment(&event), number);
            assert_eq!(other.unwrap_or(number), number, "two at once");
            if let Some(theme) = case.names.get("theme") {
                let theme = theme.as_str().unwrap().to_owned();
                self.themes.insert(number, theme);
            }
        }
        self.events.push(event);
    }
}

fn moment(event: &Value) -> i64 {
    let at: Timestamp = event["at"].as_str().unwrap().parse().unwrap();
    at.as_millisecond()
}

impl Case {
    fn headed(&mut self, mut words: Words) {
        assert_eq!(words.next(), "by");
        self.names = Map::from_iter([("client".to_owned(), words.next().into())]);
        let at: DateTime = words.key("at").parse().unwrap();
        self.begins = at.in_tz("UTC").unwrap().timestamp().as_millisecond();
        for (key, name) in [
            ("of", "customer"),
            ("conversation", "conversation"),
            ("theme", "theme"),
        ] {
            if let Some(value) = words.find(key) {
                self.names.insert(name.to_owned(), value.into());
            }
        }
        words.done();
    }

    fn event(&self, words: &mut Words, number: usize) -> Value {
        let at = self.begins + after(&words.next());
        let mut event = self.names.clone();
        let fields = own_fields(words);
        event.extend(fields.as_object().unwrap().clone());
        event.insert(
            "id".to_owned(),
            format!("{:08x}-5f1c-4b7e-9d2a-{number:012x}", !number as u32).into(),
        );
        let at = Timestamp::from_millisecond(at).unwrap().to_string();
        event.insert("at".to_owned(), at.into());
        Value::Object(event)
    }
}

/// Milliseconds of `m:ss`, `h:mm:ss` or `DdH:mm:ss`.
fn after(when: &str) -> i64 {
    let (days, clock) = when.split_once('d').unwrap_or(("0", when));
    let parts = clock.split(':').map(|part| part.parse::<i64>().unwrap());
    let seconds = parts.fold(0, |sum, part| sum * 60 + part);
    (days.parse::<i64>().unwrap() * 86_400 + seconds) * 1_000
}

fn own_fields(words: &mut Words) -> Value {
    let kind = words.next();
    let mut fields = match kind.as_str() {
        "message" => json!({"text": words.next(), "intent": words.find("intent")}),
        "answer" => json!({"text": words.next()}),
        "vote" => json!({"helpful": words.next() == "yes"}),
        "closing" => json!({}),
        "form" => json!({"form": words.next()}),
        "handoff" => json!({"cause": words.next(), "reason": words.find("reason")}),
        "search" => {
            let total: Option<u64> = words.find("total").map(|total| total.parse().unwrap());
            json!({"query": words.next(), "total": total})
        }
        "click" => json!({"article": words.next(), "position": 1}),
        "survey" => json!({"survey": words.next(), "score": number(words)}),
        "agent" => json!({"kind": "turn", "speaker": "agent", "text": words.next()}),
        "contact" => json!({"contact": words.next()}),
        "open" => json!({}),
        other => panic!("no event is called {other}"),
    };
    let fields_told = fields.as_object_mut().unwrap();
    fields_told.retain(|_, value| !value.is_null());
    for (word, field, value) in FLAGS {
        if words.flag(word) {
            fields_told.insert(field.to_owned(), value.into());
        }
    }
    fields_told.entry("kind").or_insert(kind.into());
    fields
}

fn number(words: &mut Words) -> u64 {
    words.next().parse().unwrap()
}

/// A word, and the field that it sets.
const FLAGS: [(&str, &str, bool); 10] = [
    ("understood", "understood", true),
    ("misunderstood", "understood", false),
    ("fulfilled", "fulfilled", true),
    ("unfulfilled", "fulfilled", false),
    ("system", "system", true),
    ("asked", "asked", true),
    ("yes", "answered", true),
    ("no", "answered", false),
    ("answer", "shown", true),
    ("sent", "submitted", true),
];
