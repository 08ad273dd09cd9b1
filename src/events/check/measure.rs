//! What is measured: durations, money, days, scores on their scale.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::known::take;
use super::unknown;
use crate::events::fields::{CRITERION, Field};
use crate::events::pseudonym::SiteKey;
use crate::events::rejection::{Code, Rejection};

/// Ten years: what lasts longer is a mistake in units.
const LONGEST: f64 = 315_360_000.0;

/// A hundred billion, so that sums of ten-thousandths stay exact.
const MOST_MONEY: f64 = 1e11;

/// Criteria of one review.
const MOST_CRITERIA: usize = 100;

pub(super) fn seconds(value: Value, field: &Field) -> Result<Value, Rejection> {
    let wanted = "a duration in seconds, from 0 to ten years";
    number(value, field, wanted, |seconds| {
        (0.0..=LONGEST).contains(&seconds)
    })
}

pub(super) fn weight(value: Value, field: &Field) -> Result<Value, Rejection> {
    number(value, field, "a number from 0", |weight| weight >= 0.0)
}

pub(super) fn amount(value: Value, field: &Field) -> Result<Value, Rejection> {
    let wanted = "an amount of money, a hundred billion at most";
    number(value, field, wanted, |amount| amount.abs() <= MOST_MONEY)
}

fn number(
    value: Value,
    field: &Field,
    wanted: &str,
    is_possible: impl Fn(f64) -> bool,
) -> Result<Value, Rejection> {
    let message = format!("`{}` must be {wanted}", field.name);
    match value.as_f64() {
        Some(number) if is_possible(number) => Ok(value),
        Some(_) => Err(Rejection::new(Code::BadValue, message)),
        None => Err(Rejection::new(Code::WrongType, message)),
    }
}

pub(super) fn day(value: Value, field: &Field) -> Result<Value, Rejection> {
    match value.as_str().map(str::parse::<Date>) {
        Some(Ok(_)) => Ok(value),
        _ => {
            let message = format!("`{}` must be a day, as 2026-03-02", field.name);
            Err(Rejection::new(Code::BadTime, message))
        }
    }
}

/// The criteria of a review, each with a score on its scale.
pub(super) fn criteria(key: &SiteKey, value: Value, field: &Field) -> Result<Value, Rejection> {
    let wrong = |message: String| Rejection::new(Code::WrongType, message);
    let Value::Array(criteria) = value else {
        let message = format!("`{}` must be a list of criteria", field.name);
        return Err(wrong(message));
    };
    if criteria.is_empty() || criteria.len() > MOST_CRITERIA {
        let message = format!("`{}` must hold 1 to {MOST_CRITERIA} criteria", field.name);
        return Err(Rejection::new(Code::BadValue, message));
    }
    let checked = criteria.into_iter().map(|criterion| match criterion {
        Value::Object(fields) => self::criterion(key, fields),
        _ => Err(wrong("a criterion is an object".to_owned())),
    });
    checked.collect::<Result<_, _>>().map(Value::Array)
}

fn criterion(key: &SiteKey, mut fields: Map<String, Value>) -> Result<Value, Rejection> {
    let mut criterion = Map::new();
    for field in CRITERION {
        if let Some(value) = take(key, &mut fields, field)? {
            criterion.insert(field.name.to_owned(), value);
        }
    }
    on_its_scale(&criterion)?;
    for (name, value) in fields {
        criterion.insert(unknown::name(name)?, unknown::value(value, 4)?);
    }
    Ok(Value::Object(criterion))
}

/// A score lies between `min` and `max`, where these are given.
pub(super) fn on_its_scale(fields: &Map<String, Value>) -> Result<(), Rejection> {
    let number = |name: &str| fields.get(name).and_then(Value::as_f64);
    let refuse = |message: String| Err(Rejection::new(Code::BadValue, message));
    let (min, max) = (number("min"), number("max"));
    if let (Some(min), Some(max)) = (min, max)
        && min >= max
    {
        return refuse(format!("the scale from {min} to {max} has no room"));
    }
    let Some(score) = number("score") else {
        return Ok(());
    };
    match (min, max) {
        (Some(min), _) if score < min => refuse(format!("`score` {score} is below `min` {min}")),
        (_, Some(max)) if score > max => refuse(format!("`score` {score} is above `max` {max}")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::super::Checker;
    use super::*;

    #[track_caller]
    fn check(fields: Value, expected: Result<(), Code>) {
        let mut event =
            json!({"id": "0197b0c2-6c1e-7d33-9a55-0c6f1f6f2b11", "at": "2026-03-02T09:00:00Z"});
        let Value::Object(fields) = fields else {
            panic!("fields are an object")
        };
        event.as_object_mut().unwrap().extend(fields);
        let checker = Checker {
            site: "default".to_owned(),
            key: SiteKey::new(&[7; 32]),
            now: i64::MAX / 2,
        };
        let found = checker.check_value(event);
        let found = found.map(|_| ()).map_err(|rejection| rejection.code);
        assert_eq!(found, expected);
    }

    #[test]
    fn a_duration_is_not_negative() {
        let ended = |talk: Value| json!({"kind": "ended", "contact": "k", "talk": talk});
        check(ended(json!(0)), Ok(()));
        check(ended(json!(61.5)), Ok(()));
        check(ended(json!(-1)), Err(Code::BadValue));
        check(ended(json!(1e12)), Err(Code::BadValue));
        check(ended(json!("61")), Err(Code::WrongType));
    }

    #[test]
    fn a_score_lies_on_its_scale() {
        let survey = |score: f64, min: Value, max: Value| json!({"kind": "survey", "survey": "csat", "score": score, "min": min, "max": max});
        check(survey(5.0, json!(1), json!(5)), Ok(()));
        check(survey(6.0, json!(1), json!(5)), Err(Code::BadValue));
        check(survey(0.0, json!(1), Value::Null), Err(Code::BadValue));
        check(survey(3.0, json!(5), json!(1)), Err(Code::BadValue));
        check(survey(80.0, Value::Null, Value::Null), Ok(()));
    }

    #[test]
    fn each_criterion_of_a_review_is_checked() {
        let review = |criteria: Value| json!({"kind": "review", "criteria": criteria});
        let tone = |score: f64, weight: f64| json!([{"criterion": "tone", "score": score, "max": 5, "weight": weight}]);
        check(review(tone(4.0, 2.0)), Ok(()));
        check(review(tone(6.0, 2.0)), Err(Code::BadValue));
        check(review(tone(4.0, -1.0)), Err(Code::BadValue));
        check(review(json!([])), Err(Code::BadValue));
        check(review(json!([{"score": 4}])), Err(Code::MissingField));
        check(review(json!("tone")), Err(Code::WrongType));
    }

    #[test]
    fn a_day_is_a_day() {
        let left = |since: &str| json!({"kind": "left", "since": since});
        check(left("2023-02-28"), Ok(()));
        check(left("2023-02-30"), Err(Code::BadTime));
        check(left("last year"), Err(Code::BadTime));
    }
}
