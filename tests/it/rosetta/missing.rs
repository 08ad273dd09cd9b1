//! A log without what a rule needs: no figure, and what is missing is said.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::asking::{SCOPE, compared, holding};
use super::log::Log;
use crate::harness::said;

/// A KPI that rules need, and how to take what it counts out of an event: false if the
/// whole event goes.
type Taken = (&'static str, fn(&mut Value) -> bool);

const TAKEN: [Taken; 7] = [
    ("messages", |event| event["kind"] != "message"),
    ("fulfilments", |event| without(event, "fulfilled")),
    ("message_intents", |event| without(event, "intent")),
    ("closings", |event| event["kind"] != "closing"),
    ("forms_with_answer", |event| event["kind"] != "form"),
    ("deflection_answers", |event| event["kind"] != "survey"),
    ("contacting_customers", |event| event["kind"] != "contact"),
];

fn without(event: &mut Value, field: &str) -> bool {
    event.as_object_mut().unwrap().remove(field);
    true
}

/// What goes with messages.
const OF_MESSAGES: [&str; 2] = ["fulfilments", "message_intents"];

#[test]
fn a_rule_without_what_it_needs_has_no_figure_and_says_what_is_missing() {
    let mut needed = BTreeSet::new();
    for (gone, take) in TAKEN {
        let mut events = Log::read().events;
        events.retain_mut(take);
        for (name, rule) in compared(&holding(&events), "all", &[]) {
            let needs = rule["needs"].as_array().unwrap().iter();
            let needs = needs.map(|need| need.as_str().unwrap().to_owned());
            let goes = |need: &&String| {
                **need == gone || (gone == "messages" && OF_MESSAGES.contains(&need.as_str()))
            };
            let needs: Vec<String> = needs.collect();
            let expected: Vec<&String> = needs.iter().filter(goes).collect();
            assert_eq!(rule["missing"], json!(expected), "{name} without {gone}");
            let is_computable = expected.is_empty();
            assert_eq!(rule["computable"], is_computable, "{name} without {gone}");
            assert_eq!(rule["figure"].is_null(), !is_computable, "{name}");
            needed.extend(needs);
        }
    }
    // Without visits there is nothing else either.
    needed.remove("episodes");
    let taken = TAKEN.iter().map(|(name, _)| (*name).to_owned());
    assert_eq!(needed, taken.collect(), "every need is taken away once");
}

#[test]
fn on_calls_alone_no_rule_of_a_vendor_gives_a_figure() {
    let mut events = Log::read().events;
    events.retain(|event| event["kind"] == "contact");
    for (name, rule) in compared(&holding(&events), "all", &[]) {
        assert_eq!(rule["computable"], false, "{name}");
    }
}

#[test]
fn on_visits_of_the_faq_alone_no_rule_of_a_vendor_gives_a_figure() {
    let kinds = ["search", "click", "vote", "open"];
    let mut events = Log::read().events;
    events.retain(|event| kinds.contains(&event["kind"].as_str().unwrap()));
    for event in &mut events {
        without(event, "customer");
    }
    let vigie = holding(&events);
    for (name, rule) in compared(&vigie, "all", &[]) {
        assert_eq!(rule["figure"], Value::Null, "{name}");
        let needs = rule["missing"][0].as_str().unwrap();
        let asked = [&["kpi", "run", &name][..], &SCOPE].concat();
        let told = vigie.ok(&asked);
        let says = format!("not computable on this log: needs {needs} (");
        assert!(told.starts_with(&says), "{name}: {told}");
        assert!(!told.contains('%'), "{name}: {told}");
        let alone = vigie.json(&asked);
        assert_eq!(alone["computable"], false, "{name}");
        assert_eq!(alone.get("slices"), None, "{name}");
    }
    let told = vigie.ok([&["kpi", "compare", "resolution"][..], &SCOPE].concat());
    assert!(told.contains("not computable on this log: needs"), "{told}");
    assert!(!told.contains('%'), "{told}");
}

#[test]
fn a_slice_without_what_a_rule_needs_is_named_and_the_total_counts_it() {
    let event = |n: u32, kind: &str, channel: &str| {
        let id = uuid::Uuid::from_u128(u128::from(n));
        json!({"id": id, "kind": kind, "at": format!("2026-03-02T0{n}:00:00Z"), "client": format!("c{n}"),
               "channel": channel, "text": "rib", "cause": "requested"})
    };
    let events = [
        event(1, "message", "bot"),
        event(2, "answer", "app"),
        event(3, "handoff", "app"),
    ];
    let vigie = holding(&events);
    let run = ["kpi", "run", "escalation.dialogflow", "--by", "channel"];
    let shown = vigie.run(run);
    assert!(
        said(&shown).contains("not in the table: app (needs messages)"),
        "{}",
        said(&shown)
    );
    let slices = &vigie.json(run)["slices"];
    assert_eq!(
        slices.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["bot"]
    );
}
