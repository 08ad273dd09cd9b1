#![allow(clippy::unwrap_used)]
use super::super::all_of;
use super::{FirstPosition, ubi, ubi_counted_from};
use serde_json::{Map, Value, json};

fn read(file: impl AsRef<[u8]>) -> Vec<Result<Value, (u64, &'static str)>> {
    let seen = all_of(|file, each| ubi(file, each), file).into_iter();
    seen.map(|read| read.map(|(_, event)| event)).collect()
}

/// The event without its id.
fn one(record: &Value) -> Result<Value, &'static str> {
    let mut read = read(record.to_string());
    assert_eq!(read.len(), 1);
    let mut event: Map<_, _> = match read.remove(0).map_err(|(_, code)| code)? {
        Value::Object(event) => event,
        other => panic!("{other}"),
    };
    event.remove("id").unwrap();
    Ok(event.into())
}

#[track_caller]
fn check(record: Value, expected: Value) {
    assert_eq!(one(&record), Ok(expected));
}

#[track_caller]
fn check_refused(record: Value, code: &str) {
    assert_eq!(one(&record), Err(code));
}

const AT: &str = "2024-12-10T00:01:29.378Z";

#[test]
fn a_query_is_a_search_with_its_results() {
    check(
        json!({"application": "shop", "query_id": "q", "client_id": "c", "user_query": "rib",
            "query_response_hit_ids": ["a", 7], "timestamp": 1_733_788_889_378_i64}),
        json!({"kind": "search", "at": AT, "client": "c", "application": "shop",
            "query_id": "q", "query": "rib", "total": 2, "results": ["a", "7"]}),
    );
}

/// `total` of a query with these fields besides.
#[track_caller]
fn check_total(fields: Value, expected: Option<u64>) {
    let mut record = json!({"user_query": "rib", "timestamp": AT});
    record
        .as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    let event = one(&record).unwrap();
    assert_eq!(
        event.get("total").and_then(Value::as_u64),
        expected,
        "{event}"
    );
}

#[test]
fn an_empty_list_is_zero_results_under_each_of_its_three_names() {
    check_total(json!({"query_response_hit_ids": []}), Some(0));
    check_total(json!({"query_response_object_ids": []}), Some(0));
    check_total(json!({"query_response_objects_ids": []}), Some(0));
}

#[test]
fn a_list_that_was_not_recorded_is_unknown() {
    check_total(json!({}), None);
    check_total(json!({"query_response_hit_ids": null}), None);
}

#[test]
fn the_end_of_a_list_is_not_zero_results() {
    let page = |page| json!({"query_attributes": {"page": page}, "query_response_hit_ids": []});
    check_total(page(json!(1)), Some(0));
    check_total(page(json!(3)), None);
    check_total(page(json!("3")), None);
    let from = |from: u64| {
        json!({"query": json!({"size": 20, "from": from}).to_string(),
        "query_response_hit_ids": []})
    };
    check_total(from(0), Some(0));
    check_total(from(20), None);
    check_total(
        json!({"query": {"size": 20, "from": 40}, "query_response_hit_ids": ["a"]}),
        Some(41),
    );
}

#[test]
fn a_request_for_facets_says_nothing_of_results() {
    let facets = json!({"query": "{\"size\":0,\"aggregations\":{}}", "query_response_hit_ids": []});
    check_total(facets, None);
}

#[test]
fn a_search_event_finds_its_text_and_its_count() {
    check(
        json!({"action_name": "on_search", "client_id": "c", "query_id": "q", "message": "bag",
            "message_type": "QUERY", "timestamp": AT, "application": "demo",
            "event_attributes": {"ip": "130.8.186.60", "browser": "Opera", "result_count": 22}}),
        json!({"kind": "search", "at": AT, "client": "c", "application": "demo",
            "user_agent": "Opera", "query_id": "q", "query": "bag", "total": 22}),
    );
    let text = |record: Value| one(&record).unwrap()["query"].clone();
    let typed = json!({"action_name": "search", "timestamp": AT, "message_type": "QUERY",
        "message": "printe", "user_query": "printer"});
    assert_eq!(text(typed), "printer");
}

#[test]
fn a_search_without_text_is_no_question() {
    for record in [
        json!({"action_name": "search", "timestamp": AT, "message": "", "message_type": "QUERY"}),
        json!({"action_name": "search", "timestamp": AT, "message": "a hint", "message_type": "INFO"}),
        json!({"user_query": " ", "timestamp": AT, "query_response_hit_ids": []}),
    ] {
        assert_eq!(one(&record).unwrap()["kind"], "other", "{record}");
    }
}

fn click(position: Value, object: Value) -> Value {
    json!({"action_name": "click", "timestamp": AT, "query_id": "q", "session_id": "s",
        "user_id": "", "event_attributes": {"position": position, "object": object}})
}

#[test]
fn a_click_has_an_article_and_a_place() {
    let expected = json!({"kind": "click", "at": AT, "client": "s", "query_id": "q",
        "article": "12", "position": 3});
    check(
        click(
            json!({"ordinal": 3, "xy": {"x": 1}}),
            json!({"object_id": 12}),
        ),
        expected.clone(),
    );
    check(
        click(
            json!({"ordinal": {"index": 3}}),
            json!({"internal_id": "12"}),
        ),
        expected,
    );
    check_refused(click(json!({"ordinal": 3}), json!({})), "missing_field");
}

#[test]
fn a_place_is_counted_from_one() {
    let place = |first, ordinal: Value| {
        let mut place = None;
        let record = click(json!({"ordinal": ordinal}), json!({"object_id": "a"})).to_string();
        ubi_counted_from(first, record.as_bytes(), &mut |read| {
            place = read.unwrap().event.get("position").and_then(Value::as_i64);
        })
        .unwrap();
        place
    };
    assert_eq!(place(FirstPosition::One, json!(0)), None);
    assert_eq!(place(FirstPosition::One, json!(1)), Some(1));
    assert_eq!(place(FirstPosition::Zero, json!(0)), Some(1));
    assert_eq!(place(FirstPosition::Zero, json!(i64::MAX)), None);
}

#[test]
fn other_actions_keep_their_name() {
    let record = |action: &str, about: Value| json!({"action_name": action, "timestamp": AT, "user_id": 5, "event_attributes": about});
    check(
        record(
            "add_to_cart",
            json!({"object": {"object_id": "a"}, "session_id": "s"}),
        ),
        json!({"kind": "other", "at": AT, "client": "s", "customer": "5",
            "action": "add_to_cart", "article": "a"}),
    );
    let whole_page = json!({"kind": "other", "at": AT, "customer": "5", "action": "view"});
    check(record("view", Value::Null), whole_page);
}

#[test]
fn what_cannot_be_read_is_refused_with_a_code() {
    check_refused(json!({"user_query": "rib"}), "missing_field");
    check_refused(
        json!({"user_query": "rib", "timestamp": "yesterday"}),
        "bad_time",
    );
    check_refused(
        json!({"user_query": "rib", "timestamp": 1_733_788_889}),
        "bad_time",
    );
    check_refused(json!({"timestamp": AT}), "unknown_type");
    check_refused(json!([7]), "not_an_object");
}

#[test]
fn a_broken_line_is_named_and_the_rest_is_read() {
    let good = json!({"user_query": "rib", "timestamp": AT});
    let mut file = format!("{good}\n{{\"user_query\":\n\n{good}\n").into_bytes();
    file.extend_from_slice(b"\xff\n{\"delete\":{\"_id\":\"1\"}}\n");
    let codes: Vec<_> = read(file).into_iter().map(Result::err).collect();
    let expected = [
        None,
        Some((2, "bad_json")),
        None,
        Some((5, "unreadable_line")),
        Some((6, "unsupported")),
    ];
    assert_eq!(codes, expected);
}

const DOCUMENT: &str = "e7d6c8f8-4ea7-4b0e-a9fd-b3d8280e9186";

#[test]
fn every_form_gives_the_same_event() {
    let body = json!({"user_query": "rib", "query_id": "q", "timestamp": AT});
    let head = json!({"index": {"_index": "ubi_queries", "_id": DOCUMENT}});
    let hit = json!({"_index": "ubi_queries", "_id": DOCUMENT, "_source": body});
    let mut expected = json!({"id": DOCUMENT, "kind": "search", "at": AT, "query_id": "q",
        "query": "rib"});
    for file in [
        format!("{head}\n{body}"),
        format!("[{hit}]"),
        hit.to_string(),
    ] {
        assert_eq!(read(file), [Ok(expected.clone())]);
    }
    let [Ok(separated)] = &read(format!("ubi_queries\t{body}"))[..] else {
        panic!("one event")
    };
    expected["id"] = separated["id"].clone();
    assert_eq!(*separated, expected);
}

#[test]
fn a_head_serves_one_record() {
    let body = json!({"user_query": "rib", "timestamp": AT});
    let head = json!({"index": {"_index": "ubi_queries", "_id": DOCUMENT}});
    let events = read(format!("{head}\n{{\n{body}\n{body}"));
    let ids: Vec<_> = events
        .iter()
        .flatten()
        .map(|event| event["id"].clone())
        .collect();
    assert_eq!(events[0], Err((2, "bad_json")));
    assert!(ids.len() == 2 && ids[0] != ids[1] && !ids.contains(&json!(DOCUMENT)));
}

#[test]
fn any_bytes_are_read_without_a_panic() {
    const PARTS: [&str; 12] = [
        "{",
        "}",
        "[",
        "\"user_query\":",
        "\"timestamp\":1733788889378,",
        "\"action_name\":\"click\"",
        ",\"event_attributes\":",
        "null",
        "\n",
        "ubi_events\t",
        "\"query\":\"{}\",",
        "\u{feff}",
    ];
    arbtest::arbtest(|u| {
        let mut file = Vec::new();
        while !u.is_empty() {
            match u.ratio(3, 4)? {
                true => file.extend_from_slice(u.choose(&PARTS)?.as_bytes()),
                false => file.push(u.arbitrary()?),
            }
        }
        read(file);
        Ok(())
    });
}
