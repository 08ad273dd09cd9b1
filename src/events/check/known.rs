//! The fields that a kind knows: taken, of the right form, masked or hashed.

use serde_json::{Map, Value};

use super::measure;
use super::text::{MAX_LONG_TEXT, MAX_TEXT, fits, masked};
use crate::events::fields::{Field, Type};
use crate::events::pseudonym::SiteKey;
use crate::events::rejection::{Code, Rejection};
use crate::text::mask::has_personal_data;

/// Counts are stored as SQL integers.
const MAX_COUNT: u64 = i64::MAX as u64;

/// Takes a known field; absent, null and (for names) empty are the same.
pub(super) fn take(
    key: &SiteKey,
    fields: &mut Map<String, Value>,
    field: &Field,
) -> Result<Option<Value>, Rejection> {
    let value = match fields.remove(field.name) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) if text.is_empty() && matches!(field.form, Type::Name) => None,
        Some(value) => Some(value),
    };
    match value {
        Some(value) => checked(key, value, field).map(Some),
        None if field.required => Err(Rejection::new(
            Code::MissingField,
            format!("`{}` is missing", field.name),
        )),
        None => Ok(None),
    }
}

fn checked(key: &SiteKey, value: Value, field: &Field) -> Result<Value, Rejection> {
    let wrong = |wanted: &str| {
        Rejection::new(
            Code::WrongType,
            format!("`{}` must be {wanted}", field.name),
        )
    };
    match (field.form, value) {
        (Type::Name, Value::String(name)) => identifier(key, name, field),
        (Type::Name, _) => Err(wrong("a text")),
        (Type::Names, Value::Array(names)) => names
            .into_iter()
            .map(|name| match name {
                Value::String(name) => identifier(key, name, field),
                _ => Err(wrong("a list of texts")),
            })
            .collect::<Result<Vec<Value>, Rejection>>()
            .map(Value::Array),
        (Type::Names, _) => Err(wrong("a list of texts")),
        (Type::Text, Value::String(text)) => words(text, field.name, MAX_TEXT),
        (Type::LongText, Value::String(text)) => words(text, field.name, MAX_LONG_TEXT),
        (Type::Text | Type::LongText, _) => Err(wrong("a text")),
        (Type::Flag, value @ Value::Bool(_)) => Ok(value),
        (Type::Flag, _) => Err(wrong("true or false")),
        (Type::Number, value @ Value::Number(_)) => Ok(value),
        (Type::Number, _) => Err(wrong("a number")),
        (Type::Weight, value) => measure::weight(value, field),
        (Type::Seconds, value) => measure::seconds(value, field),
        (Type::Amount, value) => measure::amount(value, field),
        (Type::Day, value) => measure::day(value, field),
        (Type::Criteria, value) => measure::criteria(key, value, field),
        (Type::Count { from }, value) => match value.as_u64() {
            Some(count) if count >= from && count <= MAX_COUNT => Ok(value),
            _ => Err(wrong(&format!("a whole number from {from}"))),
        },
        (Type::OneOf(allowed), Value::String(word)) if allowed.contains(&word.as_str()) => {
            Ok(Value::String(word))
        }
        (Type::OneOf(allowed), Value::String(_)) => Err(Rejection::new(
            Code::BadValue,
            format!("`{}` must be one of {}", field.name, allowed.join(", ")),
        )),
        (Type::OneOf(_), _) => Err(wrong("a text")),
    }
}

/// An identifier is compared, so one with personal data in it is hashed whole, not masked.
fn identifier(key: &SiteKey, name: String, field: &Field) -> Result<Value, Rejection> {
    fits(&name, field.name, MAX_TEXT)?;
    let hashed_anyway = matches!(field.name, "client" | "customer" | "site");
    if !hashed_anyway && has_personal_data(&name) {
        return Ok(Value::String(key.token(&name)));
    }
    Ok(Value::String(name))
}

fn words(text: String, name: &str, most: usize) -> Result<Value, Rejection> {
    fits(&text, name, most)?;
    Ok(Value::String(masked(text)))
}
