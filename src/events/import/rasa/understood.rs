//! Whether a message was understood shows in what the bot does next.
//!
//! A message waits until the bot's next decision. `action_default_fallback` and
//! its kind make it `understood: false`; any other action, an answer, a human
//! or the person's next message leave what the classifier said.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::super::Record;

/// Actions of Rasa's own by which a bot says that it did not understand.
const FALLBACKS: [&str; 5] = [
    "action_default_fallback",
    "action_two_stage_fallback",
    "action_default_ask_affirmation",
    "action_default_ask_rephrase",
    "pattern_cannot_handle",
];

/// Actions that run between a message and the decision on it.
const UNDECIDED: [&str; 4] = [
    "action_listen",
    "action_extract_slots",
    "action_session_start",
    "action_run_slot_rejections",
];

/// Words of intents by which people ask for a human.
const HUMAN: [&str; 13] = [
    "human",
    "humain",
    "agent",
    "handoff",
    "handover",
    "operator",
    "operateur",
    "advisor",
    "conseiller",
    "conseillere",
    "representative",
    "escalate",
    "escalation",
];

/// Words of intents that ask *about* the bot instead (`are_you_human`).
const ABOUT_BOT: [&str; 4] = ["are", "is", "bot", "es"];

/// Messages kept at most. The oldest is let go: senders without end.
const MOST: usize = 10_000;

/// The last message of each sender, until the bot has decided on it.
#[derive(Default)]
pub(super) struct Waiting {
    by_line: BTreeMap<u64, (String, Record)>,
    line_of: HashMap<String, u64>,
    /// Did the sender's last message ask for a human?
    asked: HashMap<String, bool>,
}

impl Waiting {
    pub(super) fn asks_for_human(&self, sender: &str) -> bool {
        self.asked.get(sender).copied().unwrap_or(false)
    }

    /// Takes the next record, with the Rasa event that it came from, and gives
    /// what waits no more.
    pub(super) fn take(&mut self, body: &Value, record: Record, give: &mut dyn FnMut(Record)) {
        let sender = field(&record, "client").to_owned();
        let decided = decision(body, &record);
        if let Some(understood) = decided {
            self.give(&sender, understood, give);
        }
        if field(&record, "kind") == "message" {
            self.hold(sender, record, give);
        } else {
            give(record);
        }
    }

    pub(super) fn give_all(self, give: &mut dyn FnMut(Record)) {
        for (_, record) in self.by_line.into_values() {
            give(record);
        }
    }

    fn hold(&mut self, sender: String, record: Record, give: &mut dyn FnMut(Record)) {
        let asked = asks(field(&record, "intent"));
        self.asked.insert(sender.clone(), asked);
        self.line_of.insert(sender.clone(), record.line);
        self.by_line.insert(record.line, (sender, record));
        if self.by_line.len() > MOST
            && let Some((_, (sender, record))) = self.by_line.pop_first()
        {
            self.line_of.remove(&sender);
            give(record);
        }
    }

    fn give(&mut self, sender: &str, decision: Decision, give: &mut dyn FnMut(Record)) {
        let line = self.line_of.remove(sender);
        let Some((_, mut record)) = line.and_then(|line| self.by_line.remove(&line)) else {
            return;
        };
        if decision == Decision::Fallback {
            record.event.insert("understood".to_owned(), false.into());
        }
        give(record);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Decision {
    Fallback,
    Other,
}

/// What this event says of the sender's message before it.
fn decision(body: &Value, record: &Record) -> Option<Decision> {
    let name = match body["event"].as_str()? {
        "action" => body["name"].as_str()?,
        "flow_started" => body["flow_id"].as_str()?,
        "user" if field(record, "kind") != "message" => return None,
        "user" | "bot" | "agent" | "pause" => return Some(Decision::Other),
        _ => return None,
    };
    match name {
        _ if FALLBACKS.contains(&name) => Some(Decision::Fallback),
        _ if UNDECIDED.contains(&name) => None,
        _ => Some(Decision::Other),
    }
}

fn asks(intent: &str) -> bool {
    let intent = intent.to_lowercase();
    let words = || intent.split(|letter: char| !letter.is_alphanumeric());
    let any_of = |list: &[&str]| words().any(|word| list.contains(&word));
    any_of(&HUMAN) && !any_of(&ABOUT_BOT)
}

fn field<'a>(record: &'a Record, key: &str) -> &'a str {
    let value = record.event.get(key).and_then(Value::as_str);
    value.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::asks;

    #[track_caller]
    fn check(intent: &str, expected: bool) {
        assert_eq!(asks(intent), expected);
    }

    #[test]
    fn intents_that_ask_for_a_human_are_told_from_those_about_the_bot() {
        check("human_handoff", true);
        check("Request-Human", true);
        check("parler_a_un_conseiller", true);
        check("are_you_human", false);
        check("bot_challenge", false);
        check("es_tu_humain", false);
        check("change_rib", false);
        check("", false);
    }
}
