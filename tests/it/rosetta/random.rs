//! Random conversations with bots: what holds under every vendor's rules, whatever the log.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use vigie::kpi::{Figure, Filters, Question};
use vigie::period::{DAY, HOUR, MINUTE, Millis, Period, rfc3339};

use crate::fold_properties::cases;
use crate::fold_properties::place::Place;

use super::asking::FAMILIES;
use super::exclusive::EXCLUSIVE;

/// 2025-03-03, a Monday, 09:00 UTC.
const BASE: Millis = 1_740_992_400_000;

/// What somebody does, so long after what was done before.
type Act = (Millis, &'static str, Value);

fn after() -> impl Strategy<Value = Millis> {
    let limits = [30 * MINUTE, HOUR, DAY, 7 * DAY];
    let near = (select(limits.to_vec()), -1..=1_i64).prop_map(|(limit, off)| limit + off);
    prop_oneof![60 => 1..MINUTE, 4 => near, 1 => Just(3 * DAY)]
}

fn act() -> impl Strategy<Value = Value> {
    let flag = || proptest::option::of(any::<bool>());
    let intent = || select(vec![None, Some("bill"), Some("handoff_to_support")]);
    let message =
        (flag(), flag(), flag(), intent()).prop_map(|(understood, fulfilled, system, intent)| {
            json!({"kind": "message", "text": "bonjour", "understood": understood,
                   "fulfilled": fulfilled, "system": system, "intent": intent})
        });
    let closing = (flag(), flag()).prop_map(
        |(asked, answered)| json!({"kind": "closing", "asked": asked, "answered": answered}),
    );
    let form = (flag(), flag(), select(vec!["one", "two"])).prop_map(|(shown, submitted, form)| {
        json!({"kind": "form", "form": form, "shown": shown, "submitted": submitted})
    });
    let reasons = select(vec![None, Some("usage_limit")]);
    let handoff = reasons
        .prop_map(|reason| json!({"kind": "handoff", "cause": "requested", "reason": reason}));
    let others = select(vec![
        json!({"kind": "open"}),
        json!({"kind": "search", "query": "facture", "total": 0}),
        json!({"kind": "search", "query": "facture", "total": 2}),
        json!({"kind": "click", "article": "a1"}),
        json!({"kind": "contact", "contact": "k"}),
        json!({"kind": "turn", "speaker": "agent", "text": "bonjour"}),
        json!({"kind": "survey", "survey": "deflection", "score": 0}),
        json!({"kind": "survey", "survey": "deflection", "score": 1}),
    ]);
    prop_oneof![
        6 => message,
        4 => Just(json!({"kind": "answer", "text": "voici"})),
        2 => any::<bool>().prop_map(|helpful| json!({"kind": "vote", "helpful": helpful})),
        3 => closing,
        1 => form,
        2 => handoff,
        3 => others,
    ]
}

/// Acts of few people, one after the other, each of whom may be known.
fn acts() -> impl Strategy<Value = Vec<Act>> {
    let client = select(vec!["a", "a", "a", "b", "c"]);
    proptest::collection::vec((after(), client, act()), 1..250)
}

fn events(acts: &[Act]) -> Vec<Value> {
    let mut at = BASE;
    let mut events = Vec::new();
    for (place, (after, client, act)) in acts.iter().enumerate() {
        at += after;
        let mut event = act.clone();
        let fields = event.as_object_mut().unwrap();
        fields.retain(|_, value| !value.is_null());
        let id = format!("{place:08x}-0000-4000-8000-000000000000");
        fields.insert("id".to_owned(), id.into());
        fields.insert("at".to_owned(), rfc3339(at).into());
        fields.insert("client".to_owned(), (*client).into());
        fields.insert("conversation".to_owned(), format!("v-{client}").into());
        if *client != "c" {
            fields.insert("customer".to_owned(), format!("p-{client}").into());
        }
        events.push(event);
    }
    events
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn what_is_exclusive_never_sums_to_more_than_all_and_no_rate_exceeds_one(acts in acts()) {
        let events = events(&acts);
        let mut place = Place::new();
        place.send_values(&events);
        place.refresh();
        let from = "2025-03-01".parse().unwrap();
        let question = Question {
            period: Period { from, to: "2026-12-31".parse().unwrap() },
            filters: Filters::default(),
            // Everything can be judged.
            as_of: BASE + 1_000 * DAY,
        };
        let figure = |name: &str| place.total(place.kpi(name), &question);
        for (is_whole, parts) in EXCLUSIVE {
            let figures: Vec<Figure> = parts.iter().map(|part| figure(part)).collect();
            // A vendor's rules need different things of a log.
            if figures.iter().any(|figure| figure.value.is_none()) {
                continue;
            }
            let shares = figures.iter().map(|figure| figure.value.unwrap());
            let sum: f64 = shares.sum();
            prop_assert!(sum <= 1.0 + 1e-9, "{parts:?}: {sum}");
            prop_assert!(!is_whole || sum >= 1.0 - 1e-9, "{parts:?}: {sum}");
        }
        for kpi in place.site.catalogue.iter() {
            let family = kpi.name.split('.').next().unwrap_or_default();
            if !kpi.is_share() || !FAMILIES.contains(&family) {
                continue;
            }
            let found = place.total(kpi, &question);
            prop_assert!(0.0 <= found.num && found.num <= found.den, "{}", kpi.name);
            for bound in [found.value, found.low, found.high].into_iter().flatten() {
                prop_assert!((0.0..=1.0).contains(&bound), "{}", kpi.name);
            }
        }
    }
}
