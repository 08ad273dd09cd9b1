//! The report held against expected sums, and against the fields that are promised.

use serde_json::{Value, json};

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Everything expected is in the report, and every rate beside has its value and interval.
#[track_caller]
pub(crate) fn holds(place: &str, expected: &Value, found: &Value) {
    if let (Some(num), Some(den)) = (expected["num"].as_u64(), expected["den"].as_u64()) {
        let value = (den > 0).then(|| wilson(num as f64, den as f64));
        for (name, bound) in [("value", 0), ("low", 1), ("high", 2)] {
            close(
                &format!("{place}/{name}"),
                value.map(|v| v[bound]),
                &found[name],
            );
        }
    }
    match expected {
        Value::Object(fields) => {
            for (name, value) in fields {
                holds(&format!("{place}/{name}"), value, &found[name]);
            }
        }
        Value::Number(number) if number.is_f64() => close(place, number.as_f64(), found),
        _ => assert_eq!(expected, found, "{place}"),
    }
}

#[track_caller]
fn close(place: &str, expected: Option<f64>, found: &Value) {
    match (expected, found.as_f64()) {
        (Some(a), Some(b)) => assert!((a - b).abs() < 1e-9, "{place}: {a} is not {b}"),
        _ => assert_eq!(json!(expected), *found, "{place}"),
    }
}

/// The share and Wilson's score interval around it, 95 %.
fn wilson(num: f64, den: f64) -> [f64; 3] {
    let share = num / den;
    let middle = share + Z * Z / (2.0 * den);
    let half = Z * (share * (1.0 - share) / den + Z * Z / (4.0 * den * den)).sqrt();
    let bound = |sum: f64| (sum / (1.0 + Z * Z / den)).clamp(0.0, 1.0);
    [share, bound(middle - half), bound(middle + half)]
}

/// Section 5 of the contract: `null` stands for any value, a list for a list of such.
fn contract() -> Value {
    let rate = json!({"num": null, "den": null, "value": null, "low": null, "high": null});
    let mut from_selfcare = rate.clone();
    from_selfcare["by_cause"] = json!({"offered": null, "requested": null, "automatic": null});
    json!({
        "site": null, "period": {"from": null, "to": null}, "as_of": null, "watermark": null,
        "searches": {
            "intents": null, "zero_result": rate, "no_click": rate,
            "mean_click_position": {"value": null, "low": null, "high": null, "n": null},
        },
        "episodes": {
            "total": null, "engaged": null, "with_customer": null,
            "outcomes": {
                "escalated": null, "confirmed": null, "negative": null,
                "silent_with_answer": null, "silent_without_answer": null, "unengaged": null,
            },
        },
        "transfer_from_selfcare": from_selfcare,
        "transfer_to_selfcare": {
            "contacts": null, "offered": rate, "accepted": rate,
            "durably_accepted_24h": rate, "durably_accepted_7d": rate, "forced": rate,
        },
        "deflection": {"low": rate, "high": rate},
        "durable_resolution": {"24h": rate, "7d": rate},
        "unanswered": {
            "expressions": [{
                "expression": null, "intents": null, "visitors": null,
                "reasons": null, "examples": null,
            }],
            "keywords": [{"keyword": null, "intents": null, "visitors": null}],
        },
        "keywords": [{
            "keyword": null, "stem": null, "count": null, "documents": null, "by_speaker": null,
        }],
        "sentiment": {
            "conversations": null, "mean": null,
            "positive": null, "neutral": null, "negative": null,
        },
        "excluded": {"bots": null, "conflicts": null},
    })
}

#[track_caller]
pub(crate) fn is_that_of_the_contract(report: &Value) {
    let mut wrong = Vec::new();
    differences("report", &contract(), report, &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
    for list in [
        "/unanswered/expressions",
        "/unanswered/keywords",
        "/keywords",
    ] {
        assert_ne!(
            report.pointer(list),
            Some(&json!([])),
            "{list} says nothing"
        );
    }
}

fn differences(place: &str, form: &Value, found: &Value, wrong: &mut Vec<String>) {
    match (form, found) {
        (Value::Null, _) => {}
        (Value::Array(form), Value::Array(found)) => {
            for element in found {
                differences(&format!("{place}[]"), &form[0], element, wrong);
            }
        }
        (Value::Object(form), Value::Object(found)) => {
            for name in found.keys().filter(|name| !form.contains_key(*name)) {
                wrong.push(format!("{place}.{name} is not in the contract"));
            }
            for (name, form) in form {
                match found.get(name) {
                    Some(found) => differences(&format!("{place}.{name}"), form, found, wrong),
                    None => wrong.push(format!("{place}.{name} is missing")),
                }
            }
        }
        _ => wrong.push(format!("{place} has another form")),
    }
    wrong.dedup();
}
