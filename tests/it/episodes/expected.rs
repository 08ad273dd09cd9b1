//! Sums of the hand-made table, in the form of the report.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::table::{Durable, Episode, Intent, Judged, Table};

/// What the report of some days must hold, as far as the table says it.
pub(crate) fn of_days(table: &Table, within: impl Fn(&str) -> bool) -> Value {
    let within = &within;
    let episodes: Vec<&Episode> = table.episodes.iter().filter(|e| within(&e.day)).collect();
    let engaged: Vec<&Episode> = episodes.iter().copied().filter(|e| e.engaged()).collect();
    let outcomes = |names: &[&str]| {
        let of = |e: &&&Episode| names.contains(&e.outcome.as_str());
        episodes.iter().filter(of).copied().collect::<Vec<_>>()
    };
    let cause = |name: &str| episodes.iter().filter(|e| e.cause == name).count();
    let deflected = |names: &[&str]| {
        let kept = outcomes(names).into_iter().filter(|e| !e.called_back);
        rate(kept.count(), engaged.len())
    };
    let durable = |window| judged(episodes.iter().map(|e| e.durable), window);
    json!({
        "searches": searches(table, within),
        "episodes": {
            "total": episodes.len(),
            "engaged": engaged.len(),
            "with_customer": episodes.iter().filter(|e| e.customer).count(),
            "outcomes": {
                "escalated": outcomes(&["escalated"]).len(),
                "confirmed": outcomes(&["confirmed"]).len(),
                "negative": outcomes(&["negative"]).len(),
                "silent_with_answer": outcomes(&["silent_with_answer"]).len(),
                "silent_without_answer": outcomes(&["silent_without_answer"]).len(),
                "unengaged": outcomes(&["unengaged"]).len(),
            },
        },
        "transfer_from_selfcare": {
            "num": outcomes(&["escalated"]).len(),
            "den": engaged.len(),
            "by_cause": {
                "offered": cause("offered"),
                "requested": cause("requested"),
                "automatic": cause("automatic"),
            },
        },
        "transfer_to_selfcare": to_selfcare(table, within),
        "deflection": {
            "low": deflected(&["confirmed"]),
            "high": deflected(&["confirmed", "silent_with_answer"]),
        },
        "durable_resolution": {"24h": durable(0), "7d": durable(1)},
        "excluded": excluded(table, within),
    })
}

fn searches(table: &Table, within: &impl Fn(&str) -> bool) -> Value {
    let intents: Vec<&Intent> = table.intents.iter().filter(|i| within(&i.day)).collect();
    let known = intents.iter().filter_map(|i| i.total);
    let found: Vec<&&Intent> = intents.iter().filter(|i| i.found).collect();
    json!({
        "intents": intents.len(),
        "zero_result": rate(known.clone().filter(|total| *total == 0).count(), known.count()),
        "no_click": rate(found.iter().filter(|i| i.clicks.is_empty()).count(), found.len()),
        "mean_click_position": positions(table, &intents, within),
    })
}

/// Clicks are of the base day, as every one in the log is.
fn positions(table: &Table, intents: &[&Intent], within: &impl Fn(&str) -> bool) -> Value {
    let loose = table.loose_clicks.iter().filter(|_| within("2025-03-03"));
    let clicks: Vec<u64> = intents
        .iter()
        .flat_map(|i| &i.clicks)
        .chain(loose)
        .map(|click| click.position)
        .collect();
    let mean = clicks.iter().sum::<u64>() as f64 / clicks.len() as f64;
    json!({"n": clicks.len(), "value": (!clicks.is_empty()).then_some(mean)})
}

fn to_selfcare(table: &Table, within: &impl Fn(&str) -> bool) -> Value {
    let contacts: Vec<_> = table.contacts.iter().filter(|c| within(&c.day)).collect();
    let count = |flags: Vec<bool>| rate(flags.iter().filter(|flag| **flag).count(), flags.len());
    let durable = |window| judged(contacts.iter().map(|c| c.durable), window);
    json!({
        "contacts": contacts.len(),
        "offered": count(contacts.iter().map(|c| c.offered).collect()),
        "accepted": count(contacts.iter().map(|c| c.accepted).collect()),
        "durably_accepted_24h": durable(0),
        "durably_accepted_7d": durable(1),
        "forced": count(contacts.iter().map(|c| c.forced).collect()),
    })
}

/// Bots and conflicts of the log are all of its base day.
fn excluded(table: &Table, within: &impl Fn(&str) -> bool) -> Value {
    let counted = usize::from(within("2025-03-03"));
    json!({"bots": table.bots * counted, "conflicts": table.conflicts * counted})
}

fn judged(durable: impl Iterator<Item = Durable>, window: usize) -> Value {
    let judged: Vec<Judged> = durable
        .filter_map(|durable| Some(durable?[window]))
        .filter(|judged| *judged != Judged::Young)
        .collect();
    let kept = judged.iter().filter(|judged| **judged == Judged::Yes);
    rate(kept.count(), judged.len())
}

fn rate(num: usize, den: usize) -> Value {
    json!({"num": num, "den": den})
}

/// How many questions have a reason, and how many have each.
pub(crate) fn of_unanswered(table: &Table) -> (u64, BTreeMap<String, u64>) {
    let of_intents = table.intents.iter().map(|i| &i.why);
    let of_messages = table.messages.iter().map(|m| &m.why);
    let mut questions = 0;
    let mut reasons = BTreeMap::new();
    for why in of_intents.chain(of_messages).filter(|why| !why.is_empty()) {
        questions += 1;
        for reason in why {
            *reasons.entry(reason.clone()).or_default() += 1;
        }
    }
    (questions, reasons)
}
