#![allow(clippy::unwrap_used)]
use super::super::all_of;
use super::rasa;
use serde_json::{Value, json};

fn read(file: impl AsRef<[u8]>) -> Vec<Result<Value, (u64, &'static str)>> {
    let mut seen = all_of(|file, each| rasa(file, each), file);
    seen.sort_by_key(|record| {
        record
            .as_ref()
            .map_or_else(|(line, _)| *line, |(line, _)| *line)
    });
    seen.into_iter()
        .map(|record| record.map(|(_, event)| event))
        .collect()
}

/// The events of one sender, without id, client and conversation.
fn events(records: &[Value]) -> Vec<Value> {
    let mut file = String::new();
    for (second, record) in records.iter().enumerate() {
        let mut record = record.clone();
        record["sender_id"] = "s".into();
        record["timestamp"] = json!(1_717_527_761.5 + second as f64);
        file.push_str(&format!("{record}\n"));
    }
    let strip = |event: Result<Value, _>| {
        let mut event = event.unwrap();
        let event = event.as_object_mut().unwrap();
        assert_eq!(event.remove("client"), event.remove("conversation"));
        event.remove("id").unwrap();
        event.remove("at").unwrap();
        Value::from(event.clone())
    };
    read(file).into_iter().map(strip).collect()
}

fn said(text: &str, intent: &str) -> Value {
    json!({"event": "user", "text": text,
        "parse_data": {"intent": {"name": intent, "confidence": 0.5}}})
}

fn action(name: &str) -> Value {
    json!({"event": "action", "name": name})
}

#[test]
fn each_kind_of_event_has_its_translation() {
    let mut question = said("mon rib", "change_rib");
    question["input_channel"] = "rest".into();
    let read = events(&[
        question,
        json!({"event": "bot", "text": "Voici"}),
        json!({"event": "agent", "text": "Bonjour"}),
        json!({"event": "slot", "name": "iban", "value": "FR76"}),
        json!({"event": "bot", "text": null, "data": {"image": "x"}}),
    ]);
    let expected = [
        json!({"kind": "message", "channel": "rest", "text": "mon rib", "understood": true,
            "intent": "change_rib", "confidence": 0.5}),
        json!({"kind": "answer", "text": "Voici"}),
        json!({"kind": "turn", "text": "Bonjour", "speaker": "agent"}),
        json!({"kind": "other", "action": "slot"}),
        json!({"kind": "other", "action": "bot"}),
    ];
    assert_eq!(read, expected);
}

#[test]
fn seconds_become_a_time_and_the_sender_a_client() {
    let file = json!({"event": "restart", "sender_id": 7, "timestamp": 1_717_527_761.998});
    let event = read(file.to_string()).remove(0).unwrap();
    assert_eq!(event["at"], "2024-06-04T19:02:41.998Z");
    assert_eq!(
        (&event["client"], &event["conversation"]),
        (&json!("7"), &json!("7"))
    );
}

#[track_caller]
fn check_understood(message: Value, then: &[Value], expected: Option<bool>) {
    let mut records = vec![message];
    records.extend_from_slice(then);
    let read = events(&records);
    assert_eq!(read[0].get("understood").and_then(Value::as_bool), expected);
    assert_eq!(read.len(), records.len());
}

#[test]
fn the_classifier_says_what_was_understood() {
    check_understood(said("rib", "change_rib"), &[], Some(true));
    check_understood(said("rib", "nlu_fallback"), &[], Some(false));
    check_understood(said("rib", "out_of_scope"), &[], Some(false));
    check_understood(json!({"event": "user", "text": "rib"}), &[], None);
    let commands = |name| {
        json!({"event": "user", "text": "rib", "parse_data":
        {"intent": {"name": null}, "commands": [{"command": name}]}})
    };
    check_understood(commands("start flow"), &[], Some(true));
    check_understood(commands("cannot handle"), &[], Some(false));
}

#[test]
fn a_fallback_that_follows_overrules_it() {
    let rib = || said("rib", "change_rib");
    let fallback = || action("action_default_fallback");
    check_understood(rib(), &[fallback()], Some(false));
    let between = [
        action("action_extract_slots"),
        json!({"event": "slot"}),
        fallback(),
    ];
    check_understood(rib(), &between, Some(false));
    check_understood(
        json!({"event": "user", "text": "rib"}),
        &[fallback()],
        Some(false),
    );
}

#[test]
fn a_fallback_for_the_next_message_is_not_its_own() {
    let rib = || said("rib", "change_rib");
    let fallback = || action("action_default_fallback");
    check_understood(rib(), &[said("hm", "x"), fallback()], Some(true));
    check_understood(rib(), &[action("utter_rib"), fallback()], Some(true));
}

#[track_caller]
fn check_cause(intent: &str, expected: &str) {
    let read = events(&[said("…", intent), json!({"event": "pause"})]);
    assert_eq!(read[1], json!({"kind": "handoff", "cause": expected}));
}

#[test]
fn a_pause_is_a_handoff_and_the_message_before_tells_why() {
    check_cause("request_human", "requested");
    check_cause("nlu_fallback", "automatic");
}

#[test]
fn what_no_person_typed_is_no_message() {
    let external = json!({"event": "user", "text": "x", "metadata": {"is_external": true}});
    let read = events(&[
        external,
        said("EXTERNAL: reminder", "x"),
        said("/session_start", "session_start"),
    ]);
    let actions: Vec<_> = read.iter().map(|event| event["action"].clone()).collect();
    assert_eq!(actions, ["external", "external", "/session_start"]);
}

#[test]
fn what_cannot_be_read_is_refused_and_the_rest_is_read() {
    let file = concat!(
        "{\"event\":\"user\"\n",
        "{\"event\":\"user\",\"text\":\"x\",\"timestamp\":1717527761.5}\n",
        "{\"sender_id\":\"s\",\"timestamp\":1717527761.5}\n\n",
        "{\"event\":\"user\",\"text\":\"x\",\"sender_id\":\"s\",\"timestamp\":\"?\"}\n",
        "{\"event\":\"user\",\"text\":\"x\",\"sender_id\":\"s\"}\n",
        "[1]\n",
        "{\"event\":\"user\",\"text\":\"x\",\"sender_id\":\"s\",\"timestamp\":1717527761}\n",
    );
    let codes: Vec<_> = read(file).into_iter().map(Result::err).collect();
    let expected = [
        Some((1, "bad_json")),
        Some((2, "missing_field")),
        Some((3, "missing_field")),
        Some((5, "bad_time")),
        Some((6, "missing_field")),
        Some((7, "not_an_object")),
        None,
    ];
    assert_eq!(codes, expected);
}

#[test]
fn no_message_is_lost_however_many_senders_wait() {
    let file: String = (0..12_000)
        .map(|n| {
            let record = json!({"event": "user", "text": "x", "sender_id": n,
                "timestamp": 1_717_527_761.5});
            format!("{record}\n")
        })
        .collect();
    let read = read(file);
    assert_eq!(
        read.iter()
            .flatten()
            .filter(|event| event["kind"] == "message")
            .count(),
        12_000
    );
}

#[test]
fn any_bytes_are_read_without_a_panic() {
    const PARTS: [&str; 9] = [
        "{",
        "}",
        "\"event\":\"user\",",
        "\"sender_id\":1,",
        "\"timestamp\":1717527761.5,",
        "\"parse_data\":",
        "null",
        "\n",
        "\"text\":\"é\"",
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
