//! What published formulas got wrong, each as a promise that ours keep.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::asking::{SCOPE, add, compared, figure, fraction, holding, rows};
use super::exclusive::EXCLUSIVE;
use super::log::Log;

/// Events of some people on Monday 3 March 2025, from nine o'clock.
#[derive(Default)]
struct Day {
    events: Vec<Value>,
}

impl Day {
    /// Something that somebody does so many minutes after nine.
    fn add(&mut self, client: &str, minute: i64, kind: &str, fields: Value) {
        let nine: Timestamp = "2025-03-03T09:00:00Z".parse().unwrap();
        let at = nine.as_millisecond() + minute * 60_000;
        let at = Timestamp::from_millisecond(at).unwrap().to_string();
        let id = format!("{:08x}-0000-4000-8000-000000000000", self.events.len());
        let mut event = json!({"id": id, "kind": kind, "at": at, "client": client});
        event
            .as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        self.events.push(event);
    }
}

fn asks(day: &mut Day, client: &str, minute: i64, more: Value) {
    let mut fields = json!({"text": "où est ma facture"});
    fields
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    day.add(client, minute, "message", fields);
}

fn answered(day: &mut Day, client: &str, minute: i64) {
    day.add(
        client,
        minute,
        "answer",
        json!({"text": "dans votre espace"}),
    );
}

fn search(day: &mut Day, client: &str, minute: i64, query: &str, total: u64) {
    day.add(
        client,
        minute,
        "search",
        json!({"query": query, "total": total}),
    );
}

/// Rasa's query: three messages of one session that ask for a human gave 1.5 over two sessions.
#[test]
fn a_rate_never_exceeds_the_whole_however_often_a_human_is_asked_for() {
    let mut day = Day::default();
    let support = json!({"intent": "handoff_to_support"});
    for minute in 0..3 {
        asks(&mut day, "a", minute, support.clone());
    }
    day.add("a", 3, "handoff", json!({"cause": "requested"}));
    asks(&mut day, "b", 0, json!({"intent": "bill"}));
    let vigie = holding(&day.events);
    for kpi in ["escalation.rasa", "escalation.dialogflow"] {
        assert_eq!(fraction(&vigie, kpi), "1/2");
        assert!(figure(&vigie, kpi)["high"].as_f64().unwrap() <= 1.0);
    }
}

#[test]
fn shares_of_one_whole_sum_to_it() {
    let vigie = holding(&Log::read().events);
    let wholes = EXCLUSIVE.iter().filter(|(is_whole, _)| *is_whole);
    for (_, parts) in wholes {
        let figures: Vec<Value> = parts.iter().map(|part| figure(&vigie, part)).collect();
        let dens: BTreeSet<String> = figures.iter().map(|it| it["den"].to_string()).collect();
        assert_eq!(dens.len(), 1, "{parts:?}");
        let nums: f64 = figures.iter().map(|it| it["num"].as_f64().unwrap()).sum();
        assert_eq!(Some(nums), figures[0]["den"].as_f64(), "{parts:?}");
    }
}

/// Chatwoot counted a conversation as handed off and resolved.
#[test]
fn no_conversation_is_resolved_and_handed_off_under_one_vendors_rules() {
    let vigie = holding(&Log::read().events);
    let counts = |kpi: &str| -> BTreeSet<i64> {
        let rows = rows(&vigie, kpi, &[]);
        let counted = rows.iter().filter(|row| row["num"] == 1);
        counted.map(|row| row["at"].as_i64().unwrap()).collect()
    };
    for (resolved, escalated) in [
        ("resolution.chatwoot_2024", "escalation.chatwoot_2024"),
        ("resolution.chatwoot_2026", "escalation.chatwoot_2026"),
        ("resolution.intercom", "escalation.intercom"),
        ("resolution.intercom_automation", "escalation.intercom"),
        ("resolution.microsoft", "escalation.microsoft"),
        ("deflection.microsoft", "escalation.microsoft"),
        ("deflection.dialogflow", "escalation.dialogflow"),
        ("deflection.servicenow", "escalation.servicenow"),
        ("resolution.rasa_studio", "escalation.dialogflow"),
    ] {
        let (resolved_at, escalated_at) = (counts(resolved), counts(escalated));
        assert!(!resolved_at.is_empty() && !escalated_at.is_empty());
        let both: Vec<&i64> = resolved_at.intersection(&escalated_at).collect();
        assert!(both.is_empty(), "{resolved}, {escalated}: {both:?}");
    }
}

/// Seven closings satisfied fazer-ai's test for "resolved by the bot"; one was real.
#[test]
fn closing_a_silent_customer_is_never_confirmed() {
    let mut day = Day::default();
    for client in ["a", "b", "c", "d", "e", "f", "g"] {
        asks(&mut day, client, 0, json!({}));
        answered(&mut day, client, 1);
        day.add(client, 2, "closing", json!({"asked": true}));
    }
    day.add("g", 3, "vote", json!({"helpful": true}));
    let vigie = holding(&day.events);
    assert_eq!(fraction(&vigie, "outcome_confirmed"), "1/7");
    assert_eq!(fraction(&vigie, "deflection_low"), "1/7");
    assert_eq!(fraction(&vigie, "outcome_silent_with_answer"), "6/7");
    // Who calls silence a success says so, under a name of their own.
    let rule = &compared(&vigie, "resolution", &[])["resolution.microsoft"];
    assert_eq!(rule["figure"]["num"], 7.0);
    let silence = rule["silence"]["en"].as_str().unwrap();
    assert!(silence.contains("after the closing question: resolved"));
}

/// fazer-ai's rate fell when agents wrote first.
#[test]
fn a_conversation_in_which_the_bot_did_nothing_is_not_one_it_handled() {
    let mut day = Day::default();
    asks(&mut day, "a", 0, json!({}));
    answered(&mut day, "a", 1);
    asks(&mut day, "b", 0, json!({}));
    day.add("b", 1, "handoff", json!({"cause": "automatic"}));
    let vigie = holding(&day.events);
    let handled = || {
        ["resolution", "escalation"]
            .map(|family| fraction(&vigie, &format!("{family}.chatwoot_2026")))
    };
    let before = handled();
    let of = json!({"conversation": "c-1"});
    day.add(
        "c",
        0,
        "turn",
        json!({"speaker": "agent", "text": "bonjour", "conversation": "c-1"}),
    );
    asks(&mut day, "c", 1, of);
    day.add("d", 0, "search", json!({"query": "facture"}));
    add(&vigie, &day.events);
    assert_eq!(handled(), before);
    assert_eq!(before, ["1/2", "1/2"]);
}

/// Chatwoot #7679: time with the bot counted in the agents' times.
#[test]
fn time_with_a_bot_is_in_no_time_of_an_agent() {
    let of = |with_bot: bool| {
        let mut day = Day::default();
        if with_bot {
            for minute in [0, 9, 18] {
                asks(&mut day, "a", minute, json!({"customer": "p"}));
                answered(&mut day, "a", minute + 1);
            }
            day.add("a", 20, "handoff", json!({"cause": "requested"}));
        }
        for (minute, kind, more) in [
            (21, "queued", json!({})),
            (22, "answered", json!({"agent": "zoe"})),
            (
                27,
                "ended",
                json!({"agent": "zoe", "talk": 300, "wrap_up": 30}),
            ),
            (31, "resolved", json!({"agent": "zoe"})),
        ] {
            let mut fields = json!({"contact": "k", "customer": "p"});
            let more = more.as_object().unwrap().clone();
            fields.as_object_mut().unwrap().extend(more);
            day.add("a", minute, kind, fields);
        }
        let vigie = holding(&day.events);
        let values = [
            "handling_time",
            "resolution_time",
            "waiting_time",
            "communication_time",
        ]
        .map(|kpi| figure(&vigie, kpi)["value"].as_f64());
        assert_eq!(values[0], Some(330.0));
        values
    };
    assert_eq!(of(true), of(false));
}

/// Matomo #15640: counts of searches without result fell as they were made again.
#[test]
fn a_no_result_count_never_shrinks_as_more_comes_or_facts_are_made_again() {
    let mut day = Day::default();
    for (client, minute) in [("a", 0), ("b", 5), ("a", 40), ("c", 1_500), ("a", 3_000)] {
        search(&mut day, client, minute, "roaming", 0);
        search(&mut day, client, minute + 2, "facture", 3);
    }
    let vigie = holding(&[]);
    let count = || figure(&vigie, "zero_result_rate")["num"].as_f64().unwrap();
    let mut last = 0.0;
    for parcel in day.events.chunks(2) {
        add(&vigie, parcel);
        assert_eq!(count(), last + 1.0);
        last = count();
        add(&vigie, parcel);
        assert_eq!(count(), last, "sent again");
    }
    std::fs::remove_file(vigie.of_site("default", "facts.db")).unwrap();
    assert_eq!(count(), 5.0, "made again");
}

/// Matomo #14055: a month's searches without result were all searches of the word.
#[test]
fn a_months_no_result_count_is_not_all_searches_of_the_word() {
    let mut day = Day::default();
    for (minute, total) in [(0, 0), (40, 4), (80, 4), (120, 0), (160, 4)] {
        search(&mut day, "a", minute, "roaming", total);
    }
    let vigie = holding(&day.events);
    let asked = [
        &["kpi", "run", "zero_result_rate", "--by", "query"][..],
        &SCOPE,
    ]
    .concat();
    let of_word = vigie.json(asked)["slices"]["roaming"].take();
    assert_eq!([&of_word["num"], &of_word["den"]], [2.0, 5.0]);
    let asked = [&["unanswered", "--limit", "5"][..], &SCOPE].concat();
    let told = vigie.json(asked);
    let reasons = &told["expressions"][0]["reasons"];
    assert_eq!(reasons["no_result"], 2, "{told}");
}

/// Matomo #11814: the filter by category was ignored.
#[test]
fn a_filter_by_theme_reaches_searches_without_result() {
    let mut day = Day::default();
    for (client, theme, total) in [("a", "bill", 0), ("b", "card", 0), ("c", "bill", 3)] {
        let fields = json!({"query": "roaming", "total": total, "theme": theme});
        day.add(client, 0, "search", fields);
    }
    let vigie = holding(&day.events);
    let asked = [
        &["kpi", "run", "zero_result_rate", "--theme", "bill"][..],
        &SCOPE,
    ]
    .concat();
    let found = vigie.json(asked)["slices"][""].take();
    assert_eq!([&found["num"], &found["den"]], [1.0, 2.0]);
}

/// botpress #990: percentages of misunderstood messages and of positive feedback were wrong.
#[test]
fn misunderstood_messages_are_shares_of_those_where_it_is_known_and_votes_of_votes() {
    let mut day = Day::default();
    let told = [
        json!({"understood": false}),
        json!({"understood": true}),
        json!({}),
    ];
    for (client, fields) in ["a", "b", "c"].into_iter().zip(told) {
        asks(&mut day, client, 0, fields);
    }
    for (client, helpful) in [("a", true), ("b", true), ("c", false)] {
        day.add(
            client,
            5,
            "vote",
            json!({"article": "a1", "helpful": helpful}),
        );
    }
    let vigie = holding(&day.events);
    assert_eq!(fraction(&vigie, "misunderstood_rate"), "1/2");
    assert_eq!(fraction(&vigie, "article_satisfaction"), "2/3");
}

/// Meilisearch has two definitions of the click-through rate on two pages.
#[test]
fn clicks_have_one_rate_and_many_clicks_on_a_search_are_one() {
    let mut day = Day::default();
    search(&mut day, "a", 0, "facture", 3);
    for article in ["a1", "a2", "a3"] {
        day.add("a", 1, "click", json!({"article": article, "position": 1}));
    }
    search(&mut day, "b", 0, "roaming", 3);
    search(&mut day, "c", 0, "puk", 0);
    let vigie = holding(&day.events);
    assert_eq!(fraction(&vigie, "no_click_rate"), "1/2");
    let list = vigie.json(["kpi", "list"])["kpis"].take();
    let names = list.as_array().unwrap().iter();
    let of_clicks: Vec<&str> = names
        .filter(|kpi| kpi["kind"] == "ratio" && kpi["name"].as_str().unwrap().contains("click"))
        .map(|kpi| kpi["name"].as_str().unwrap())
        .collect();
    assert_eq!(of_clicks, ["no_click_rate"]);
}
