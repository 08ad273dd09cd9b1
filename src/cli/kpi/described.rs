//! A KPI as JSON: every fact of its file.

use serde_json::{Map, Value, json};

use crate::kpi::header::Text;
use crate::kpi::{Kind, Kpi};

pub(super) fn described(kpi: &Kpi) -> Value {
    let parameters = kpi.parameters.iter().map(|it| {
        let value = json!({"default": it.default, "value": it.value});
        (it.name.clone(), value)
    });
    let mut described = json!({
        "name": kpi.name,
        "title": both(&kpi.title),
        "about": both(&kpi.about),
        "kind": kpi.kind.as_str(),
        "unit": kpi.unit.as_ref().map(both),
        "scale": {"low": kpi.scale.low, "high": kpi.scale.high},
        "target": kpi.target,
        "better": kpi.better.as_str(),
        "users": kpi.users.iter().map(|user| user.as_str()).collect::<Vec<_>>(),
        "source": kpi.source,
        "silence": kpi.silence.as_ref().map(both),
        "needs": kpi.needs.names,
        "least": kpi.least,
        "params": parameters.collect::<Map<_, _>>(),
        "window": kpi.window,
        "left_out": kpi.left_out.as_ref().map(both),
        "version": kpi.digest(),
        "select": kpi.select,
    });
    if let (Some(fields), Some((name, value))) = (described.as_object_mut(), of_kind(kpi)) {
        fields.insert(name.to_owned(), value);
    }
    described
}

/// The fact that only its kind has.
fn of_kind(kpi: &Kpi) -> Option<(&'static str, Value)> {
    match kpi.kind {
        Kind::Sum { divisor } => Some(("divisor", json!(divisor))),
        Kind::Persons { at_least } => Some(("at_least", json!(at_least))),
        Kind::Percentile { of } => Some(("percentile", json!(of))),
        Kind::Share => Some(("axis", json!(kpi.axis))),
        Kind::Formula => Some(("of", json!(kpi.of.names))),
        Kind::Ratio | Kind::Mean | Kind::Net | Kind::Stock | Kind::Distinct => None,
    }
}

fn both(text: &Text) -> Value {
    json!({"fr": text.fr, "en": text.en})
}
