//! A log that has ended: who came back after it is not known, and that is said.

use serde_json::json;

use crate::harness::{Vigie, said};

/// A visit of a known customer that helped, on a day of March 2026.
fn visit(day: u32) -> String {
    let event = |n: u32, kind: &str, more: &str| {
        let id = uuid::Uuid::from_u128(u128::from(day * 10 + n));
        let at = format!("2026-03-{day:02}T10:0{n}:00Z");
        let customer = format!("k-{day}");
        let mut event =
            json!({"id": id, "kind": kind, "at": at, "client": customer, "customer": customer});
        let more: serde_json::Value = serde_json::from_str(more).unwrap();
        let fields = event.as_object_mut().unwrap();
        fields.extend(more.as_object().unwrap().clone());
        event.to_string()
    };
    let search = event(0, "search", r#"{"query":"rib","total":1}"#);
    format!("{search}\n{}\n", event(1, "vote", r#"{"helpful":true}"#))
}

#[test]
fn rows_judged_by_days_that_nothing_is_known_of_are_told() {
    let vigie = Vigie::new();
    let file = vigie.file("log.jsonl", visit(2) + &visit(12));
    vigie.ok(["import", "events", file.to_str().unwrap()]);
    let asked = |kpi: &str, as_of: &str| said(&vigie.run(["kpi", "run", kpi, "--as-of", as_of]));
    let late = asked("durable_resolution_7d", "2026-04-01");
    assert!(
        late.contains("no data after 2026-03-12") && late.contains("and 1 rows count"),
        "{late}"
    );
    // Asked then, the second visit is too young, and nothing is assumed.
    assert_eq!(asked("durable_resolution_7d", "2026-03-12"), "");
    assert_eq!(asked("zero_result_rate", "2026-04-01"), "");
}
