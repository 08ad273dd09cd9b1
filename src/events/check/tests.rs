#![allow(clippy::unwrap_used)]
use super::*;
use crate::input::lines::Unreadable;
use serde_json::json;

fn checker() -> Checker {
    Checker {
        site: "default".to_owned(),
        key: SiteKey::new(&[7; 32]),
        now: "2026-03-02T12:00:00Z"
            .parse::<jiff::Timestamp>()
            .unwrap()
            .as_millisecond(),
    }
}

/// A search with some fields changed; a null takes the field away.
fn search(changes: Value) -> Result<Event, Rejection> {
    let mut event = json!({
        "id": "0197b0c2-6c1e-7d33-9a55-0c6f1f6f2b11", "kind": "search",
        "at": "2026-03-02T09:15:04.120Z", "client": "c-17", "query": "changer mon rib",
    });
    for (name, value) in changes.as_object().unwrap() {
        event[name] = value.clone();
    }
    checker().check_value(event)
}

#[track_caller]
fn refused(changes: Value, code: Code) {
    assert_eq!(search(changes).unwrap_err().code, code);
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(json!(1), |inner, _| json!([inner]))
}

#[test]
fn a_bad_event_is_refused_with_its_code() {
    refused(json!({"kind": "swim"}), Code::UnknownKind);
    refused(json!({"kind": null}), Code::MissingField);
    refused(json!({"id": null}), Code::MissingField);
    refused(json!({"id": "17"}), Code::WrongType);
    refused(json!({"at": 1772442904}), Code::WrongType);
    refused(json!({"at": "2026-03-02T09:15:04"}), Code::BadTime);
    refused(json!({"at": "2026-03-03T12:00:01Z"}), Code::Future);
    refused(json!({"query": null}), Code::MissingField);
    refused(json!({"query": ["rib"]}), Code::WrongType);
    refused(json!({"query": "a\u{0}b"}), Code::Nul);
    refused(json!({"query": "é".repeat(2049)}), Code::TooLong);
    refused(json!({"total": -1}), Code::WrongType);
    refused(json!({"total": 1.5}), Code::WrongType);
    refused(json!({"page": 0}), Code::WrongType);
    refused(json!({"results": ["a", 1]}), Code::WrongType);
    refused(json!({"site": "other"}), Code::WrongSite);
    refused(json!({"more": nested(32)}), Code::TooDeep);
    refused(json!({"more": {"a\u{0}": 1}}), Code::Nul);
    refused(json!({"kind": "handoff", "cause": "bored"}), Code::BadValue);
    refused(json!({"kind": "answer"}), Code::MissingField);
    let list = checker().check_value(json!([1])).unwrap_err();
    assert_eq!(list.code, Code::NotAnObject);
}

#[test]
fn what_no_event_can_be_read_from_has_a_code() {
    assert_eq!(Rejection::from(Why::TooDeep).code, Code::TooDeep);
    let unreadable = Why::from(Unreadable::NotUtf8);
    assert_eq!(Rejection::from(unreadable).code, Code::BadJson);
}

#[test]
fn the_limits_themselves_are_allowed() {
    for changes in [
        json!({"at": "2026-03-03T12:00:00Z"}),
        json!({"query": "x".repeat(4096)}),
        json!({"total": 0, "page": 1, "results": []}),
        json!({"site": "default", "more": nested(31)}),
        json!({"client": "", "channel": null}),
    ] {
        search(changes).unwrap();
    }
}

#[test]
fn people_are_hashed_and_their_data_masked() {
    let event = search(json!({
        "client": "jeanne@example.com", "customer": "0612345678",
        "query": "mon mail est jeanne@example.com", "query_id": "jeanne@example.com",
        "note": {"jeanne@example.com": "jeanne@example.com"},
    }))
    .unwrap();
    assert!(!event.body.contains("jeanne"), "{}", event.body);
    assert!(event.body.contains("mon mail est [email]"));
    assert_eq!(event.client, checker().key.pseudonym("jeanne@example.com"));
    assert!(event.customer.is_some());
}

#[test]
fn unknown_fields_are_kept_and_the_order_of_fields_does_not_matter() {
    let read = |json: &str| checker().check_value(json.parse().unwrap());
    let one = read(
        r#"{"id":"0197b0c2-6c1e-7d33-9a55-0c6f1f6f2b11","kind":"open","at":"2026-03-02T10:15:04+01:00","b":1,"a":[2]}"#,
    );
    let other = read(
        r#"{"a":[2],"at":"2026-03-02T09:15:04Z","b":1,"kind":"open","id":"0197B0C26C1E7D339A550C6F1F6F2B11"}"#,
    );
    assert_eq!(one.clone().unwrap().body, r#"{"a":[2],"b":1}"#);
    assert_eq!(one, other);
}

#[test]
fn any_value_of_a_field_is_an_event_or_a_refusal() {
    arbtest::arbtest(|u| {
        let name = *u.choose(&["id", "kind", "at", "query", "total", "results", "more"])?;
        let value = match u.int_in_range(0..=3)? {
            0 => json!(u.arbitrary::<i64>()?),
            1 => json!(u.arbitrary::<String>()?),
            2 => json!([u.arbitrary::<String>()?]),
            _ => json!({ u.arbitrary::<String>()?: u.arbitrary::<f64>()? }),
        };
        let _ = search(json!({ name: value }));
        Ok(())
    });
}
