//! The same events give the same receipt, sent one by one, in an array, or one a line.

use std::process::Command;

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::running::Running;
use crate::harness::Vigie;

/// An event of few ids and questions, so that some are duplicates or conflicts of others;
/// or what only looks like one. With it, whether it is refused.
fn event() -> impl Strategy<Value = (Value, bool)> {
    let good = (0..5_u32, select(vec!["rib", "box", "é\n\u{2028}😀"])).prop_map(|(n, query)| {
        json!({"id": format!("00000000-0000-4000-8000-{n:012}"), "kind": "search",
               "at": "2026-03-02T09:00:00Z", "client": "c", "query": query})
    });
    let changed = select(vec![
        ("kind", json!("swim"), true),
        ("at", json!("hier"), true),
        ("id", Value::Null, true),
        ("query", json!("\u{0}"), true),
        ("total", json!(-1), true),
        ("site", json!("other"), true),
        ("x", (0..40).fold(json!(1), |inner, _| json!([inner])), true),
        ("customer", json!("k-9"), false),
        ("x", json!({"y": [1e300, -0.0]}), false),
    ]);
    let other = (good.clone(), changed).prop_map(|(mut event, (name, value, is_refused))| {
        event[name] = value;
        (event, is_refused)
    });
    let no_event = select(vec![json!(3), json!("a"), json!({}), Value::Null]);
    prop_oneof![
        4 => good.prop_map(|event| (event, false)),
        2 => other,
        1 => no_event.prop_map(|value| (value, true)),
    ]
}

/// Three folders with the same site in each: of two contents of an id, the same one stands.
fn alike() -> [Vigie; 3] {
    let sites = [(); 3].map(|()| Vigie::new());
    let [first, others @ ..] = &sites;
    first.ok(["site", "set", "default", "--zone", "UTC"]);
    for other in others {
        let copied = Command::new("cp")
            .arg("-r")
            .args([first.data(), other.data()])
            .status();
        assert!(copied.unwrap().success());
    }
    sites
}

/// Of each kind how many; and what was refused, by its place.
type Receipt = ([u64; 3], Vec<(u64, String)>);

fn sent(running: &Running, body: &str) -> Receipt {
    let answer = running.post("/api/events", body);
    assert_eq!(answer.status, 202, "{body}: {}", answer.text());
    let receipt = answer.json();
    let count = |name: &str| receipt[name].as_u64().unwrap();
    let rejected = receipt["rejected"].as_array().unwrap().iter();
    let rejected = rejected.map(|it| (it["index"].as_u64().unwrap(), it["code"].to_string()));
    (
        ["accepted", "duplicates", "conflicts"].map(count),
        rejected.collect(),
    )
}

fn singly(running: &Running, events: &[Value]) -> Receipt {
    let mut sum: Receipt = Default::default();
    for (place, event) in (0..).zip(events) {
        let (counts, rejected) = sent(running, &event.to_string());
        (0..3).for_each(|kind| sum.0[kind] += counts[kind]);
        sum.1
            .extend(rejected.into_iter().map(|(_, code)| (place, code)));
    }
    sum
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..Default::default() })]
    #[test]
    fn the_same_events_give_the_same_receipt_in_any_form(
        given in proptest::collection::vec(event(), 1..12),
    ) {
        // Lines of which none is an object are no events to anybody.
        prop_assume!(given.iter().any(|(event, _)| event.is_object()));
        let (events, is_refused): (Vec<Value>, Vec<bool>) = given.into_iter().unzip();
        let sites = alike();
        let running = sites.each_ref().map(|vigie| Running::open(&vigie.data()));
        let lines: Vec<String> = events.iter().map(Value::to_string).collect();
        let of_array = sent(&running[0], &Value::from(events.clone()).to_string());
        let of_lines = sent(&running[1], &format!("\u{feff}{}\r\n\r\n", lines.join("\r\n")));
        let of_each = singly(&running[2], &events);
        prop_assert_eq!(&of_lines, &of_array);
        prop_assert_eq!(&of_each, &of_array);
        let (counts, rejected) = of_array;
        let refused = (0..).zip(is_refused).filter(|(_, is_refused)| *is_refused);
        let refused: Vec<u64> = refused.map(|(place, _)| place).collect();
        prop_assert_eq!(rejected.iter().map(|(place, _)| *place).collect::<Vec<_>>(), refused);
        prop_assert_eq!(counts.iter().sum::<u64>() + rejected.len() as u64, events.len() as u64);
    }
}
