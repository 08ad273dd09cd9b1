//! The hand-made log against the program: what it makes of it, and what it sums.
//!
//! `episodes/log.txt` holds events and, beside them, the facts worked by hand from the
//! definitions. Nothing here looks into the program: events go in as a file, figures
//! come out as JSON.

mod asking;
mod expected;
mod shape;
mod table;
pub(crate) mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use asking::{
    AS_OF, FROM, TO, all, ask, exported, filled, import, join, rows, same, shuffled, site, texts,
    twin,
};
use expected::{of_days, of_unanswered};
use table::{Contact, Durable, Episode, Judged, Table};

/// Joins values of any type that can be shown.
macro_rules! row {
    ($($cell:expr),+) => { join([$($cell.to_string()),+]) };
}

#[test]
fn episodes_and_their_outcomes_are_as_worked_by_hand() {
    let table = Table::read();
    let vigie = filled(&table);
    let episodes = || table.episodes.iter();
    same(
        "episodes",
        episodes().map(|e| row!(e.at, e.day, e.outcome, join(&e.dimensions))),
        rows(
            &vigie,
            "episodes",
            &[
                "at",
                "day",
                "outcome",
                "channel",
                "lang",
                "application",
                "theme",
            ],
        ),
    );
    same(
        "episodes of known customers",
        episodes().filter(|e| e.customer).map(|e| e.at.to_string()),
        rows(&vigie, "episodes_with_customer", &["at"]),
    );
    same(
        "hand-offs",
        episodes().filter(|e| e.engaged()).map(|e| {
            let escalated = i32::from(e.outcome == "escalated");
            row!(e.at, escalated, e.cause)
        }),
        rows(&vigie, "transfer_from_selfcare", &["at", "num", "cause"]),
    );
}

#[test]
fn deflection_and_durable_resolution_are_as_worked_by_hand() {
    let table = Table::read();
    let vigie = filled(&table);
    for (kpi, outcomes) in [
        ("deflection_low", &["confirmed"][..]),
        ("deflection_high", &["confirmed", "silent_with_answer"]),
    ] {
        let deflected = table.episodes.iter().filter(|e| e.engaged()).map(|e| {
            let good = outcomes.contains(&e.outcome.as_str()) && !e.called_back;
            row!(e.at, i32::from(good))
        });
        same(kpi, deflected, rows(&vigie, kpi, &["at", "num"]));
    }
    for (window, kpi) in ["durable_resolution_24h", "durable_resolution_7d"]
        .iter()
        .enumerate()
    {
        let judged = table.episodes.iter().filter_map(|e| {
            let kept = kept(e.durable, window)?;
            Some(row!(e.at, i32::from(kept)))
        });
        same(kpi, judged, rows(&vigie, kpi, &["at", "num"]));
    }
}

/// Whether it held over a window, where that can be judged.
fn kept(durable: Durable, window: usize) -> Option<bool> {
    match durable?[window] {
        Judged::Yes => Some(true),
        Judged::No => Some(false),
        Judged::Young => None,
    }
}

#[test]
fn intents_and_clicks_are_as_worked_by_hand() {
    let table = Table::read();
    let vigie = filled(&table);
    let intents = || table.intents.iter();
    same(
        "intents",
        intents().map(|i| {
            let total = i.total.map(|total| total.to_string()).unwrap_or_default();
            row!(i.at, i.day, i.application, i.query, total)
        }),
        rows(
            &vigie,
            "searches",
            &["at", "day", "application", "query", "total"],
        ),
    );
    same(
        "intents without result",
        intents().filter_map(|i| Some(row!(i.at, i32::from(i.total? == 0)))),
        rows(&vigie, "zero_result_rate", &["at", "num"]),
    );
    same(
        "intents without click",
        intents()
            .filter(|i| i.found)
            .map(|i| row!(i.at, i32::from(i.clicks.is_empty()))),
        rows(&vigie, "no_click_rate", &["at", "num"]),
    );
    let of_intents = intents().flat_map(|i| i.clicks.iter().map(|click| (&*i.query, click)));
    let of_none = table.loose_clicks.iter().map(|click| ("", click));
    same(
        "clicks",
        of_intents
            .chain(of_none)
            .map(|(query, c)| row!(c.article, c.position, query)),
        rows(&vigie, "mean_click_position", &["article", "num", "query"]),
    );
}

#[test]
fn messages_and_votes_are_as_worked_by_hand() {
    let table = Table::read();
    let vigie = filled(&table);
    same(
        "messages",
        table
            .messages
            .iter()
            .filter_map(|m| Some(row!(m.at, m.day, m.text, i32::from(!m.understood?)))),
        rows(&vigie, "misunderstood_rate", &["at", "day", "text", "num"]),
    );
    same(
        "votes",
        table
            .votes
            .iter()
            .map(|v| row!(v.day, v.article, i32::from(v.helpful))),
        rows(&vigie, "article_satisfaction", &["day", "article", "num"]),
    );
}

type Flag = fn(&Contact) -> bool;

#[test]
fn contacts_and_redirects_are_as_worked_by_hand() {
    let table = Table::read();
    let vigie = filled(&table);
    let contacts = || table.contacts.iter();
    same(
        "contacts",
        contacts().map(|c| row!(c.id, c.day)),
        rows(&vigie, "contacts", &["contact", "day"]),
    );
    let flags: [(&str, Flag); 3] = [
        ("transfer_to_selfcare_offered", |c| c.offered),
        ("transfer_to_selfcare_accepted", |c| c.accepted),
        ("transfer_to_selfcare_forced", |c| c.forced),
    ];
    for (kpi, flag) in flags {
        let flagged = contacts().map(|c| row!(c.id, i32::from(flag(c))));
        same(kpi, flagged, rows(&vigie, kpi, &["contact", "num"]));
    }
    for (window, kpi) in [
        "transfer_to_selfcare_durably_accepted_24h",
        "transfer_to_selfcare_durably_accepted_7d",
    ]
    .iter()
    .enumerate()
    {
        let judged =
            contacts().filter_map(|c| Some(row!(c.id, i32::from(kept(c.durable, window)?))));
        same(kpi, judged, rows(&vigie, kpi, &["contact", "num"]));
    }
}

#[test]
fn the_report_sums_what_the_table_holds() {
    let table = Table::read();
    let vigie = filled(&table);
    let mut spans = vec![(FROM, TO), ("2025-03-03", "2025-03-09"), ("2025-03-04", TO)];
    let days = table.episodes.iter().map(|e| &*e.day);
    let days = days.chain(table.contacts.iter().map(|c| &*c.day));
    let days: BTreeSet<&str> = days.collect();
    spans.extend(days.into_iter().map(|day| (day, day)));
    for (from, to) in spans {
        let report = ask(&vigie, &["report"], from, to);
        assert_eq!(report["site"], "default");
        assert_eq!(report["period"], json!({"from": from, "to": to}));
        assert_eq!(
            report["as_of"].as_str().unwrap().replace(".000Z", "Z"),
            AS_OF
        );
        let expected = of_days(&table, |day| (from..=to).contains(&day));
        shape::holds(&format!("{from} to {to}"), &expected, &report);
    }
}

#[test]
fn a_filter_leaves_the_episodes_of_one_name() {
    let table = Table::read();
    let vigie = filled(&table);
    let filters = ["--channel", "--lang", "--application", "--theme"];
    for (place, filter) in filters.iter().enumerate() {
        let named = table.episodes.iter().map(|e| &*e.dimensions[place]);
        let names: BTreeSet<&str> = named.filter(|name| !name.is_empty()).collect();
        assert!(!names.is_empty(), "{filter}");
        for name in names {
            let of_name = |e: &&Episode| e.dimensions[place] == name;
            let report = ask(&vigie, &["report", filter, name], FROM, TO);
            let expected = table.episodes.iter().filter(of_name).count();
            assert_eq!(report["episodes"]["total"], expected, "{filter} {name}");
        }
    }
}

#[test]
fn a_series_by_day_holds_every_day_once() {
    let table = Table::read();
    let found = ask(
        &filled(&table),
        &["kpi", "run", "episodes", "--by", "day"],
        FROM,
        TO,
    );
    let mut expected: BTreeMap<&str, u64> = BTreeMap::new();
    for episode in &table.episodes {
        *expected.entry(&episode.day).or_default() += 1;
    }
    let slices = found["slices"].as_object().unwrap().iter();
    let counted: BTreeMap<&str, u64> = slices
        .map(|(day, slice)| (&**day, slice["n"].as_u64().unwrap()))
        .filter(|(_, count)| *count > 0)
        .collect();
    assert_eq!(counted, expected);
}

#[test]
fn a_day_without_anything_has_no_rates() {
    let table = Table::read();
    let report = ask(&filled(&table), &["report"], "2024-12-01", "2024-12-01");
    shape::holds("nothing", &of_days(&table, |_| false), &report);
    for rate in [
        "/deflection/low",
        "/searches/no_click",
        "/durable_resolution/7d",
    ] {
        let nothing = json!({"num": 0, "den": 0, "value": null, "low": null, "high": null});
        assert_eq!(report.pointer(rate), Some(&nothing));
    }
}

#[test]
fn the_report_has_exactly_the_fields_of_the_contract() {
    let report = ask(&filled(&Table::read()), &["report"], FROM, TO);
    shape::is_that_of_the_contract(&report);
}

#[test]
fn unanswered_questions_have_their_reasons() {
    let table = Table::read();
    let vigie = filled(&table);
    let found = ask(&vigie, &["unanswered"], FROM, TO);
    let expressions = found["expressions"].as_array().unwrap();
    let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
    let mut questions = 0;
    for expression in expressions {
        questions += expression["intents"].as_u64().unwrap();
        for (reason, count) in expression["reasons"].as_object().unwrap() {
            *reasons.entry(reason.clone()).or_default() += count.as_u64().unwrap();
        }
    }
    assert_eq!((questions, reasons), of_unanswered(&table));
    let same_need = expressions.iter().filter(|expression| {
        texts(&expression["examples"])
            .iter()
            .any(|text| text.contains("changer mon rib"))
    });
    let same_need: Vec<&Value> = same_need.collect();
    assert_eq!(same_need.len(), 1, "{same_need:?}");
    assert_eq!(same_need[0]["intents"], 4);
    assert_eq!(same_need[0]["visitors"], 3);
    assert_eq!(
        same_need[0]["reasons"],
        json!({"no_result": 4, "reformulated": 1})
    );
}

type Name = fn(&Episode) -> &str;

#[test]
fn hand_offs_tell_what_stood_before_them() {
    let table = Table::read();
    let found = ask(&filled(&table), &["handoffs"], FROM, TO);
    let escalated: Vec<_> = table
        .episodes
        .iter()
        .filter(|e| e.outcome == "escalated")
        .collect();
    assert_eq!(found["total"], escalated.len());
    let before: [(&str, Name); 4] = [
        ("causes", |e| &e.cause),
        ("themes", |e| &e.dimensions[3]),
        ("questions", |e| &e.question),
        ("articles", |e| &e.article),
    ];
    for (list, value) in before {
        let listed = found[list].as_array().unwrap().iter().flat_map(|line| {
            let count = line["handoffs"].as_u64().unwrap() as usize;
            std::iter::repeat_n(line["value"].as_str().unwrap_or("").to_owned(), count)
        });
        same(
            list,
            escalated.iter().map(|e| value(e).to_owned()),
            listed.collect(),
        );
    }
}

#[test]
fn order_of_arrival_batches_and_sending_again_change_nothing() {
    let table = Table::read();
    let empty = site();
    let vigie = twin(&empty);
    import(&vigie, &table.events);
    let (whole, log) = (all(&vigie), exported(&vigie));
    for seed in [1, 2] {
        let other = twin(&empty);
        import(&other, &shuffled(&table.events, seed));
        same("shuffled", whole.clone(), all(&other));
        same("contents that stand", log.clone(), exported(&other));

        let other = twin(&empty);
        let events = shuffled(&table.events, seed + 10);
        for batch in events.chunks(events.len().div_ceil(3)) {
            import(&other, batch);
            ask(&other, &["report"], FROM, TO);
        }
        same("in three batches", whole.clone(), all(&other));
    }
    import(&vigie, &table.events);
    same("sent again", whole, all(&vigie));
}

#[test]
fn an_import_says_what_it_took() {
    let table = Table::read();
    let vigie = site();
    let read = table.events.len();
    let (duplicates, conflicts) = (table.duplicates, table.conflicts);
    let new = read - duplicates - conflicts;
    let receipt = |accepted, duplicates| {
        json!({
            "read": read, "accepted": accepted, "duplicates": duplicates,
            "conflicts": conflicts, "refused": {},
        })
    };
    assert_eq!(import(&vigie, &table.events), receipt(new, duplicates));
    assert_eq!(import(&vigie, &table.events), receipt(0, duplicates + new));
}
