//! Reading the fields of foreign records, whose types vary.

use serde_json::{Map, Value};

pub(super) type Object = Map<String, Value>;

/// The object under `key`, if it is one.
pub(super) fn object<'a>(record: &'a Object, key: &str) -> Option<&'a Object> {
    record.get(key)?.as_object()
}

/// A string that says something, or an integer as a string: ids come as both.
pub(super) fn text(record: &Object, key: &str) -> Option<String> {
    scalar(record.get(key)?)
}

pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        _ => None,
    }
}

/// A whole number, also when it is written as a string.
pub(super) fn integer(record: &Object, key: &str) -> Option<i64> {
    match record.get(key)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Puts the fields that have a value.
pub(super) fn put(event: &mut Object, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        event.insert(key.to_owned(), value.into());
    }
}
