//! Holds a value against a schema of the API's document: as much of JSON Schema as it uses.

use serde_json::{Map, Value, json};

/// What a schema may say: a word that is not here would be passed over in silence.
const WORDS: &[&str] = &[
    "$ref",
    "additionalProperties",
    "allOf",
    "const",
    "description",
    "enum",
    "format",
    "items",
    "minItems",
    "minimum",
    "properties",
    "required",
    "type",
];

/// Every property of a value is in its schema with what it may be, and every one that the
/// schema requires is there.
#[track_caller]
pub(crate) fn assert_fits(document: &Value, schema: &Value, value: &Value, at: &str) {
    let schema = resolved(document, schema);
    let words = schema.as_object().unwrap().keys();
    for word in words {
        assert!(WORDS.contains(&word.as_str()), "{at}: {word} is not read");
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return assert_fits(document, &merged(document, parts), value, at);
    }
    assert_type(schema, value, at);
    assert_among(schema, value, at);
    match value {
        Value::Object(fields) => assert_fields(document, schema, fields, at),
        Value::Array(items) => {
            let least = schema["minItems"].as_u64().unwrap_or(0);
            assert!(items.len() as u64 >= least, "{at}: {value}");
            for item in items {
                assert_fits(document, &schema["items"], item, at);
            }
        }
        _ => {}
    }
}

/// The schema of a value, with its reference followed.
fn resolved<'d>(document: &'d Value, schema: &'d Value) -> &'d Value {
    match schema["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).unwrap(),
        None => schema,
    }
}

/// One object that has the properties of all.
fn merged(document: &Value, parts: &[Value]) -> Value {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for part in parts {
        let part = resolved(document, part);
        properties.extend(part["properties"].as_object().unwrap().clone());
        required.extend(part["required"].as_array().unwrap().clone());
    }
    json!({"type": "object", "properties": properties, "required": required})
}

#[track_caller]
fn assert_type(schema: &Value, value: &Value, at: &str) {
    let named = match &schema["type"] {
        Value::Array(several) => several.as_slice(),
        one => std::slice::from_ref(one),
    };
    let is = |name: &Value| match name.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => panic!("{at}: its type is {name}"),
    };
    assert!(named.iter().any(is), "{at}: {value} is no {named:?}");
}

#[track_caller]
fn assert_among(schema: &Value, value: &Value, at: &str) {
    if let Some(only) = schema.get("const") {
        assert_eq!(value, only, "{at}");
    }
    if let Some(several) = schema.get("enum") {
        assert!(several.as_array().unwrap().contains(value), "{at}: {value}");
    }
    if let (Some(least), Some(number)) = (schema["minimum"].as_f64(), value.as_f64()) {
        assert!(number >= least, "{at}: {number} is below {least}");
    }
}

#[track_caller]
fn assert_fields(document: &Value, schema: &Value, fields: &Map<String, Value>, at: &str) {
    let required = schema["required"].as_array().into_iter().flatten();
    for name in required.map(|name| name.as_str().unwrap()) {
        assert!(fields.contains_key(name), "{at}: no {name}");
    }
    for (name, value) in fields {
        let known = schema["properties"].get(name);
        let other = schema.get("additionalProperties");
        let schema = known.or(other);
        let schema = schema.unwrap_or_else(|| panic!("{at}: {name} is not documented"));
        assert_fits(document, schema, value, &format!("{at}.{name}"));
    }
}

#[test]
fn a_value_that_is_not_what_its_schema_says_does_not_fit() {
    let schema = json!({"type": "object", "required": ["a"], "properties": {
        "a": {"type": ["integer", "null"], "minimum": 1},
        "b": {"type": "array", "minItems": 1, "items": {"type": "string", "enum": ["x"]}},
        "c": {"type": "string", "const": "y"},
    }});
    let fits = |value: &Value| {
        std::panic::catch_unwind(|| assert_fits(&Value::Null, &schema, value, "here")).is_ok()
    };
    for value in [json!({"a": null}), json!({"a": 1, "b": ["x"], "c": "y"})] {
        assert!(fits(&value), "{value}");
    }
    for value in [
        json!(null),
        json!({}),
        json!({"a": 0}),
        json!({"a": 1.5}),
        json!({"a": "1"}),
        json!({"a": 1, "b": []}),
        json!({"a": 1, "b": ["z"]}),
        json!({"a": 1, "c": null}),
        json!({"a": 1, "c": "z"}),
        json!({"a": 1, "d": 1}),
    ] {
        assert!(!fits(&value), "{value}");
    }
}
