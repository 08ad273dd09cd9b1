//! Rows that are whole contacts.

use serde_json::Value;

use super::{Of, read, wanted};

/// A contact given by a row under the columns, as its events in a line each.
#[track_caller]
fn check_life(cells: &str, expected: &[&str]) {
    let header = "contact;at;direction;answered;abandoned;agent;wait;talk;hold;wrap_up;resolved;answered_at;ended_at;resolved_at";
    let text = format!("{header}\nk;02/03/2026 10:00;{cells}\n");
    let mut rows = read(&wanted(Of::Contacts, ""), &text);
    let told = match rows.remove(0) {
        Err((_, code)) => vec![code.to_owned()],
        Ok(events) => events.iter().map(told).collect(),
    };
    assert_eq!(told, expected, "{cells}");
}

/// Kind, local time, and what was measured.
fn told(event: &Value) -> String {
    let at = event["at"].as_str().unwrap();
    let mut told = format!("{} {}", event["kind"].as_str().unwrap(), &at[11..19]);
    for field in ["agent", "wait", "talk", "hold", "wrap_up"] {
        if let Some(value) = event.get(field) {
            told.push_str(&format!(" {field}={}", value.to_string().replace('"', "")));
        }
    }
    told
}

#[test]
fn a_row_becomes_the_life_of_its_contact() {
    // direction;answered;abandoned;agent;wait;talk;hold;wrap_up;resolved;answered_at;ended_at;resolved_at
    check_life(
        "entrant;oui;;Zoé;90;4:10;10;30;oui;;;",
        &[
            "queued 09:00:00",
            "contact 09:01:30 agent=Zoé",
            "answered 09:01:30 agent=Zoé wait=90",
            "ended 09:05:50 agent=Zoé talk=250 hold=10 wrap_up=30",
            "resolved 09:05:50 agent=Zoé",
        ],
    );
    check_life(
        ";non;;;2:00;;;;;;;",
        &["queued 09:00:00", "abandoned 09:02:00 wait=120"],
    );
    check_life(
        ";;abandonné;;;;;;;;10:03;",
        &["queued 09:00:00", "abandoned 09:03:00"],
    );
    // Two columns that say the same, and two that cannot both be.
    check_life(
        ";non;oui;;5;;;;;;;",
        &["queued 09:00:00", "abandoned 09:00:05 wait=5"],
    );
    check_life(";oui;oui;;5;;;;;;;", &["bad_value"]);
    // Calls of one's own wait for nobody.
    check_life(
        "sortant;;;Zoé;;60;;;;;;",
        &[
            "contact 09:00:00 agent=Zoé",
            "answered 09:00:00 agent=Zoé",
            "ended 09:01:00 agent=Zoé talk=60",
        ],
    );
    check_life("sortant;non;;Zoé;;;;;;;;", &["queued 09:00:00"]);
    // A ticket: nothing is told of waiting.
    check_life(
        ";;;Zoé;;;;;oui;;;03/03/2026 11:00",
        &["contact 09:00:00 agent=Zoé", "resolved 10:00:00 agent=Zoé"],
    );
}

#[test]
fn a_waiting_of_unknown_length_is_not_said_to_have_taken_no_time() {
    check_life(";oui;;;;;;;;;;", &["contact 09:00:00", "answered 09:00:00"]);
    check_life(";non;;;;;;;;;;", &["abandoned 09:00:00"]);
    check_life(
        ";oui;;;;;;;;10:02;;",
        &["queued 09:00:00", "contact 09:02:00", "answered 09:02:00"],
    );
}

#[test]
fn nothing_of_a_contact_is_before_it_began() {
    check_life(";oui;;;;;;;;;01/03/2026 10:00;", &["bad_value"]);
    check_life(
        ";oui;;;;;;;;;09:00;",
        &[
            // A time alone is of the next day then.
            "contact 09:00:00",
            "answered 09:00:00",
            "ended 08:00:00",
        ],
    );
}

#[test]
fn a_later_export_adds_what_it_tells_more_and_the_same_row_nothing() {
    let ids = |cells: &str| {
        let text = format!("contact;at;answered;wait;agent;resolved\nk;02/03/2026 10:00;{cells}\n");
        let rows = read(&wanted(Of::Contacts, ""), &text);
        let events = rows.into_iter().flat_map(Result::unwrap);
        events.map(|event| event["id"].clone()).collect::<Vec<_>>()
    };
    let (first, again, later) = (ids("oui;90;;"), ids("oui;90;;"), ids("oui;90;ana;oui"));
    assert_eq!(first, again);
    assert_eq!((first.len(), later.len()), (3, 4));
    // `queued` names no agent; `contact` and `answered` do, and tell more than before.
    assert_eq!(first[0], later[0]);
    assert!(later[1..].iter().all(|id| !first.contains(id)));
}

#[test]
fn in_a_column_of_crosses_an_empty_cell_is_a_no() {
    let text = "contact;at;wait;abandoned\na;02/03/2026 10:00;5;x\nb;02/03/2026 10:00;5;\n";
    let last_kinds = |text: &str| {
        let rows = read(&wanted(Of::Contacts, ""), text).into_iter();
        rows.map(|row| row.unwrap().pop().unwrap()["kind"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(last_kinds(text), ["abandoned", "answered"]);
    // Where a cell says no, an empty one says nothing: it waited, and that is all.
    assert_eq!(
        last_kinds(&format!("{text}c;02/03/2026 10:00;5;non\n"))[1],
        "queued"
    );
}

#[test]
fn what_ends_in_the_hour_that_comes_twice_ends_behind_its_beginning() {
    let header = "contact;at;answered;ended_at\n";
    let text = format!("{header}k;25/10/2026 02:50;oui;25/10/2026 02:10\n");
    let rows = read(&wanted(Of::Contacts, ""), &text);
    let ended = rows[0].as_ref().unwrap().last().unwrap()["at"].clone();
    assert_eq!(ended, "2026-10-25T01:10:00.000Z");
}
