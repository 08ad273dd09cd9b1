//! Fields that nobody knows: kept, as clean as known ones.
//!
//! What a number or a name means is unknown too, so what may be a phone number is
//! taken for one: losing a number that no figure uses costs less than keeping somebody's.

use serde_json::{Number, Value};

use super::text::{MAX_TEXT, fits, masked};
use super::{MAX_DEPTH, too_deep};
use crate::events::rejection::Rejection;
use crate::text::mask::{has_personal_data, mask};

/// The name of a field, without what would tell who somebody is.
pub(super) fn name(name: String) -> Result<String, Rejection> {
    fits(&name, "an unknown field", MAX_TEXT)?;
    if let Some(placeholder) = of_digits(&name) {
        return Ok(placeholder);
    }
    let name = masked(name);
    // `tel_0612345678`: what joins the words of a name joins no digits.
    let apart = name.replace('_', " ");
    Ok(match has_personal_data(&apart) {
        true => masked(apart),
        false => name,
    })
}

/// A value of any form, at so many levels below the event.
pub(super) fn value(given: Value, depth: usize) -> Result<Value, Rejection> {
    match given {
        Value::Array(_) | Value::Object(_) if depth > MAX_DEPTH => Err(too_deep()),
        Value::String(text) => {
            fits(&text, "an unknown field", MAX_TEXT)?;
            Ok(Value::String(masked(text)))
        }
        Value::Number(given) => Ok(number(given)),
        Value::Array(items) => items
            .into_iter()
            .map(|item| value(item, depth + 1))
            .collect::<Result<_, _>>()
            .map(Value::Array),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(field, inner)| Ok((name(field)?, value(inner, depth + 1)?)))
            .collect::<Result<_, _>>()
            .map(Value::Object),
        other => Ok(other),
    }
}

fn number(given: Number) -> Value {
    let written = given.to_string();
    // `33612345678.0` and -33612345678 are the same digits.
    let whole = written.strip_suffix(".0").unwrap_or(&written);
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    match of_digits(digits) {
        Some(placeholder) => Value::String(placeholder),
        None if has_personal_data(&written) => Value::String(mask(&written).into_owned()),
        None => Value::Number(given),
    }
}

/// What stands for a number that is all digits, if it is somebody's. A number has no 0 or +
/// before it: a French one has nine digits then, one with its country's code up to 13.
fn of_digits(digits: &str) -> Option<String> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let dialled = match digits.len() {
        9 => format!("0{digits}"),
        10..=13 => format!("+{digits}"),
        _ => digits.to_owned(),
    };
    let personal = [digits, dialled.as_str()];
    let personal = personal
        .into_iter()
        .find(|written| is_number && has_personal_data(written))?;
    Some(mask(personal).into_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(given: Value, expected: Value) {
        assert_eq!(value(given, 1).unwrap(), expected);
    }

    #[test]
    fn a_number_that_may_be_somebodys_is_masked_wherever_it_lies() {
        for phone in [
            json!(612345678),
            json!(33612345678_u64),
            json!(33142345678_u64),
            json!(442079460958_u64),
            json!(33612345678.0),
            json!(-33612345678_i64),
        ] {
            check(phone.clone(), json!("[phone]"));
            check(json!({"a": [1, [phone]]}), json!({"a": [1, ["[phone]"]]}));
        }
        check(json!(4970102030405064_u64), json!("[card]"));
        check(json!(4970102030405064.0), json!("[card]"));
    }

    #[test]
    fn other_numbers_stay() {
        for number in [
            json!(0),
            json!(12),
            json!(-3.5),
            json!(48.856613123456),
            json!(20260302),
            json!(1772442904),
            json!(1772442904120_u64),
            json!(4970102030405063_u64),
            json!(20260302091504_u64),
            json!(u64::MAX),
            json!(1e300),
        ] {
            check(number.clone(), number);
        }
    }

    #[test]
    fn a_name_is_as_clean_as_a_value() {
        for (given, expected) in [
            ("612345678", "[phone]"),
            ("0612345678", "[phone]"),
            ("33612345678", "[phone]"),
            ("tel_0612345678", "tel [phone]"),
            ("4970102030405064", "[card]"),
            ("jeanne_d@example.com", "[email]"),
            ("page_2026_03", "page_2026_03"),
            ("1772442904120", "1772442904120"),
        ] {
            check(json!({given: 1}), json!({expected: 1}));
        }
    }
}
