#![allow(clippy::unwrap_used)]

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::catalogue::are_apart;
use super::*;

type Event = Map<String, Value>;

fn small() -> Plan {
    Plan {
        visits_per_day: 150,
        days: 14,
        ..Plan::default()
    }
}

fn lines(plan: &Plan) -> (String, Truth) {
    let mut text = String::new();
    let truth = simulate(plan, &mut |line| {
        text.push_str(line);
        text.push('\n');
    });
    (text, truth)
}

fn events(plan: &Plan) -> (Vec<Event>, Truth) {
    let (text, truth) = lines(plan);
    let read = |line| serde_json::from_str(line).unwrap();
    (text.lines().map(read).collect(), truth)
}

fn text<'e>(event: &'e Event, name: &str) -> &'e str {
    event.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn millis(event: &Event) -> i64 {
    text(event, "at")
        .parse::<Timestamp>()
        .unwrap()
        .as_millisecond()
}

fn is_robot(event: &Event) -> bool {
    let agent = text(event, "user_agent").to_lowercase();
    agent.contains("bot")
}

/// Events of one client and application, in time order, contacts left out.
fn runs(events: &[Event]) -> HashMap<(&str, &str), Vec<&Event>> {
    let mut runs: HashMap<_, Vec<&Event>> = HashMap::new();
    for event in events.iter().filter(|event| !is_robot(event)) {
        if !event.contains_key("contact") {
            let key = (text(event, "client"), text(event, "application"));
            runs.entry(key).or_default().push(event);
        }
    }
    runs.values_mut()
        .for_each(|run| run.sort_by_key(|event| millis(event)));
    runs
}

/// The fields that the contract's section 1 asks of a kind, with their types.
fn required(kind: &str) -> &'static [(&'static str, char)] {
    match kind {
        "open" => &[],
        "search" => &[("query_id", 's'), ("query", 's')],
        "impression" => &[("article", 's'), ("position", 'n'), ("query_id", 's')],
        "click" => &[("article", 's'), ("position", 'n')],
        "view" => &[("article", 's')],
        "vote" => &[("article", 's'), ("helpful", 'b')],
        "message" => &[("text", 's')],
        "answer" => &[],
        "turn" => &[("speaker", 's'), ("text", 's'), ("conversation", 's')],
        "handoff" => &[("cause", 's'), ("reason", 's')],
        "contact" => &[
            ("contact", 's'),
            ("agent", 's'),
            ("team", 's'),
            ("reason", 's'),
        ],
        "queued" => &[("contact", 's'), ("reason", 's'), ("direction", 's')],
        "answered" => &[("contact", 's'), ("agent", 's'), ("team", 's')],
        "abandoned" | "reopened" => &[("contact", 's')],
        "ended" => &[("contact", 's'), ("talk", 'n'), ("wrap_up", 'n')],
        "resolved" => &[("contact", 's'), ("agent", 's')],
        "redirect" => &[("contact", 's'), ("cause", 's'), ("target", 's')],
        "survey" => &[("survey", 's'), ("score", 'n'), ("min", 'n'), ("max", 'n')],
        other => panic!("unknown kind {other}"),
    }
}

fn is_of(value: Option<&Value>, kind: char) -> bool {
    match kind {
        's' => value.is_some_and(|value| value.as_str().is_some_and(|text| !text.is_empty())),
        'n' => value.is_some_and(Value::is_u64),
        _ => value.is_some_and(Value::is_boolean),
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_one_others() {
    let (one, truth) = lines(&small());
    assert_eq!((&one, &truth), (&lines(&small()).0, &lines(&small()).1));
    let other = Plan { seed: 7, ..small() };
    assert_ne!(one, lines(&other).0);
}

#[test]
fn every_line_is_an_event_with_what_its_kind_needs() {
    let (events, _) = events(&small());
    let mut kinds = HashSet::new();
    for event in &events {
        let kind = text(event, "kind");
        kinds.insert(kind);
        let complete = required(kind)
            .iter()
            .all(|(name, of)| is_of(event.get(*name), *of));
        assert!(complete, "{event:?}");
        assert!(event.contains_key("channel"), "{event:?}");
        assert!(
            event.contains_key("client") || event.contains_key("contact"),
            "{event:?}"
        );
        assert_eq!(event["simulated"], true);
        if kind == "answer" {
            assert!(event.contains_key("article") != event.contains_key("text"));
        }
        if kind == "redirect" {
            assert_eq!(
                event.contains_key("accepted"),
                text(event, "cause") != "forced"
            );
        }
    }
    assert_eq!(kinds.len(), 19, "{kinds:?}");
}

#[test]
fn ids_are_never_given_twice() {
    let (events, _) = events(&Plan::default());
    let ids: HashSet<&str> = events.iter().map(|event| text(event, "id")).collect();
    assert_eq!(ids.len(), events.len());
    assert!(ids.iter().all(|id| uuid::Uuid::parse_str(id).is_ok()));
}

#[test]
fn all_times_are_in_utc_within_the_period() {
    let plan = small();
    let (events, _) = events(&plan);
    let last = plan
        .first_day
        .saturating_add(jiff::Span::new().days(plan.days - 1));
    for event in &events {
        let at = text(event, "at");
        assert!(at.ends_with('Z') && at.parse::<Timestamp>().is_ok(), "{at}");
        let day: Date = at[..10].parse().unwrap();
        assert!((plan.first_day..=last).contains(&day), "{at}");
    }
}

#[test]
fn who_comes_again_late_in_the_evening_does_not_leave_the_period() {
    // So many visits that some of them end shortly before midnight.
    let plan = Plan {
        visits_per_day: 5000,
        days: 1,
        ..Plan::default()
    };
    let (text, truth) = lines(&plan);
    let first_day = format!("\"at\":\"{}T", plan.first_day);
    assert!(text.lines().all(|line| line.contains(&first_day)));
    assert!(truth.events > 30_000);
}

#[test]
fn a_client_is_either_in_one_visit_or_well_between_two() {
    let (events, _) = events(&Plan::default());
    for (key, run) in runs(&events) {
        for pair in run.windows(2) {
            let gap = millis(pair[1]) - millis(pair[0]);
            let minutes = gap / rhythm::MINUTE;
            assert!(!(5..=31).contains(&minutes), "{key:?}: {minutes} min");
        }
    }
}

#[test]
fn queries_fold_within_ten_seconds_or_never() {
    let (events, _) = events(&Plan::default());
    let (mut folded, mut reformulated) = (0, 0);
    for run in runs(&events).values() {
        let searches = run.iter().filter(|event| text(event, "kind") != "open");
        let searches: Vec<_> = searches.collect();
        for pair in searches.windows(2) {
            if !pair.iter().all(|event| text(event, "kind") == "search") {
                continue;
            }
            let gap = millis(pair[1]) - millis(pair[0]);
            let known = text(pair[0], "query_id") == text(pair[1], "query_id");
            let apart = are_apart(text(pair[0], "query"), text(pair[1], "query"));
            match (known, apart) {
                (true, _) => {}
                (false, true) => reformulated += 1,
                (false, false) => {
                    folded += 1;
                    assert!(!(10_000..=32_000).contains(&gap), "{pair:?}");
                }
            }
        }
    }
    assert!(
        folded > 1000 && reformulated > 300,
        "{folded} {reformulated}"
    );
}

#[test]
fn a_clicked_article_stands_where_the_click_says() {
    let (events, truth) = events(&small());
    let mut results = HashMap::new();
    for event in &events {
        let shown = event.get("results").and_then(Value::as_array);
        if let Some(shown) = shown.filter(|_| !event.contains_key("page")) {
            results.insert(text(event, "query_id"), shown);
        }
    }
    let clicks = events.iter().filter(|event| text(event, "kind") == "click");
    let mut checked = 0;
    for click in clicks.filter(|click| click.contains_key("query_id")) {
        let position = click["position"].as_u64().unwrap() as usize;
        let shown = results[text(click, "query_id")];
        assert_eq!(shown[position - 1], click["article"]);
        checked += 1;
    }
    assert!(checked > truth.searches.clicks / 2);
}

#[test]
fn events_come_roughly_in_the_order_of_time() {
    let (events, _) = events(&small());
    let mut newest = 0;
    for event in &events {
        newest = newest.max(millis(event));
        assert!(newest - millis(event) < rhythm::HOUR, "{event:?}");
    }
}

#[test]
fn the_truth_adds_up() {
    let (_, truth) = events(&Plan::default());
    let Episodes {
        escalated,
        confirmed,
        negative,
        silent_with_answer,
        silent_without_answer,
        ..
    } = truth.episodes;
    let answered = confirmed + silent_with_answer;
    let engaged = escalated + negative + silent_without_answer + answered;
    assert_eq!(engaged, truth.episodes.engaged);
    assert_eq!(engaged + truth.episodes.unengaged, truth.episodes.total);
    let handoffs = truth.handoffs;
    assert_eq!(
        handoffs.offered + handoffs.requested + handoffs.automatic,
        escalated
    );
    let searches = truth.searches;
    assert_eq!(
        searches.zero_result + searches.with_results,
        searches.known_total
    );
    assert!(searches.known_total < searches.intents && searches.intents < searches.events);
    let resolved = truth.resolved;
    assert!(resolved.deflection_low < resolved.deflection_high);
    assert!(resolved.deflection_high < answered && confirmed > resolved.deflection_low);
    assert!(resolved.durable_7d < resolved.durable_24h);
    let contacts = truth.contacts;
    assert!(contacts.durable_7d < contacts.durable_24h);
    assert!(contacts.durable_24h < contacts.accepted_of_known_customers);
    assert!(contacts.accepted < contacts.offered && contacts.forced > 0);
}

#[test]
fn planted_needs_are_all_asked_and_make_up_all_searches_without_result() {
    let (_, truth) = events(&Plan::default());
    for gap in &truth.gaps {
        assert_eq!(
            gap.wordings.iter().map(|row| row.1).sum::<u64>(),
            gap.intents
        );
        assert!(
            gap.clients >= 5 && gap.clients <= gap.intents + gap.messages,
            "{gap:?}"
        );
    }
    let intents: u64 = truth.gaps.iter().map(|gap| gap.intents).sum();
    assert_eq!(intents, truth.searches.zero_result);
}

#[test]
fn what_can_be_counted_line_by_line_is_the_truth() {
    let (events, truth) = events(&small());
    let people: Vec<&Event> = events.iter().filter(|event| !is_robot(event)).collect();
    let count = |kind: &str| {
        people
            .iter()
            .filter(|event| text(event, "kind") == kind)
            .count() as u64
    };
    assert_eq!(events.len() as u64, truth.events);
    assert_eq!((events.len() - people.len()) as u64, truth.bots.events);
    assert_eq!(count("search"), truth.searches.events);
    assert_eq!(count("click"), truth.searches.clicks);
    assert_eq!(count("message"), truth.messages.total);
    assert_eq!(count("survey"), truth.surveys);
    assert_eq!(count("turn"), truth.turns);
    assert_eq!(count("queued"), truth.lives.queued);
    assert_eq!(count("answered"), truth.lives.answered);
    assert_eq!(count("abandoned"), truth.lives.abandoned);
    assert_eq!(count("ended"), truth.lives.ended - truth.lives.abandoned);
    assert_eq!(count("reopened"), truth.lives.reopened);
    let exchanges = people
        .iter()
        .filter(|event| ["contact", "redirect"].contains(&text(event, "kind")));
    let contacts: HashSet<&str> = exchanges.map(|event| text(event, "contact")).collect();
    assert_eq!(contacts.len() as u64, truth.contacts.total);
    let redirects = count("redirect");
    assert_eq!(redirects, truth.contacts.offered + truth.contacts.forced);
    let clients: HashSet<&str> = runs(&events).into_keys().map(|key| key.0).collect();
    assert_eq!(clients.len() as u64, truth.clients);
}

#[test]
fn weekdays_are_busier_and_one_theme_grows() {
    let (events, _) = events(&Plan::default());
    let on = |day: &str| {
        events
            .iter()
            .filter(|event| text(event, "at").starts_with(day))
            .count()
    };
    assert!(on("2026-03-09") > 2 * on("2026-03-15") * 8 / 10);
    let moving = |from: &str, to: &str| {
        let within = |event: &&Event| (from..to).contains(&text(event, "at"));
        let of_theme = |event: &&Event| text(event, "theme") == "déménagement";
        events.iter().filter(within).filter(of_theme).count()
    };
    assert!(moving("2026-03-16", "2026-03-30") > moving("2026-03-02", "2026-03-16") * 5 / 4);
}

#[test]
fn a_plan_of_nothing_makes_nothing() {
    let plan = Plan {
        days: 0,
        ..Plan::default()
    };
    assert_eq!(lines(&plan).1.events, 0);
    let plan = Plan {
        visits_per_day: 0,
        ..Plan::default()
    };
    assert_eq!(lines(&plan).0, "");
}
