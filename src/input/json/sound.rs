//! Values that mean the same to whoever reads them: no key twice, nothing too deep.
//!
//! One that is not sound is JSON all the same: it costs itself only, and what stands
//! behind it is read. Nothing of it is built beyond the depth that is allowed.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{Broken, Place, Why};

/// A value, or why it is not sound.
pub type Sound = Result<Value, Why>;

/// The one value that a text is.
pub fn one(text: &[u8], begins: Place, deepest: usize) -> Result<Sound, Broken> {
    whole(text, begins, One { deepest })
}

/// The values of the list that a text is. Of more than `most`, one more is given.
pub fn list(text: &[u8], begins: Place, deepest: usize, most: usize) -> Result<Vec<Sound>, Broken> {
    whole(text, begins, List { deepest, most })
}

fn whole<'t, S: DeserializeSeed<'t>>(
    text: &'t [u8],
    begins: Place,
    seed: S,
) -> Result<S::Value, Broken> {
    let mut parser = serde_json::Deserializer::from_slice(text);
    let parsed = seed.deserialize(&mut parser);
    let parsed = parsed.and_then(|value| parser.end().map(|()| value));
    parsed.map_err(|error| Broken::in_record(begins, &error))
}

struct List {
    deepest: usize,
    most: usize,
}

impl<'de> DeserializeSeed<'de> for List {
    type Value = Vec<Sound>;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Self::Value, D::Error> {
        parser.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List {
    type Value = Vec<Sound>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let deepest = self.deepest;
        let mut values = Vec::new();
        while let Some(value) = items.next_element_seed(One { deepest })? {
            values.push(value);
            if values.len() > self.most {
                while items.next_element::<IgnoredAny>()?.is_some() {}
            }
        }
        Ok(values)
    }
}

struct One {
    deepest: usize,
}

impl<'de> DeserializeSeed<'de> for One {
    type Value = Sound;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Self::Value, D::Error> {
        let doubt = Cell::new(None);
        let part = Part {
            deeper: self.deepest,
            doubt: &doubt,
        };
        let value = part.deserialize(parser)?;
        Ok(doubt.into_inner().map_or(Ok(value), Err))
    }
}

/// A value within another one.
#[derive(Clone, Copy)]
struct Part<'d> {
    /// How many more levels there may be.
    deeper: usize,
    doubt: &'d Cell<Option<Why>>,
}

impl Part<'_> {
    /// What may stand one level below; nothing where that is too deep.
    fn below(self) -> Option<Self> {
        let deeper = self.deeper.checked_sub(1);
        if deeper.is_none() {
            self.doubt.set(Some(Why::TooDeep));
        }
        deeper.map(|deeper| Part { deeper, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Value, D::Error> {
        parser.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let Some(below) = self.below() else {
            while items.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Value::Null);
        };
        let mut values = Vec::new();
        while let Some(value) = items.next_element_seed(below)? {
            values.push(value);
        }
        Ok(values.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let Some(below) = self.below() else {
            while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(Value::Null);
        };
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            if object
                .insert(name, fields.next_value_seed(below)?)
                .is_some()
            {
                self.doubt.set(Some(Why::KeyTwice));
            }
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const BEGIN: Place = Place { line: 1, column: 0 };

    fn one_of(text: &str) -> Result<Sound, Broken> {
        one(text.as_bytes(), BEGIN, 3)
    }

    #[test]
    fn what_is_too_deep_or_says_something_twice_is_not_sound() {
        assert_eq!(one_of("[[[1]]]").unwrap(), Ok(json!([[[1]]])));
        for deep in ["[[[[1]]]]", "[[{\"a\":{}}]]", &nested(100_000)] {
            assert_eq!(one_of(deep).unwrap(), Err(Why::TooDeep), "{deep:.20}");
        }
        for twice in [r#"{"a":1,"a":1}"#, r#"[{"b":1,"\u0062":2}]"#] {
            assert_eq!(one_of(twice).unwrap(), Err(Why::KeyTwice), "{twice}");
        }
    }

    #[test]
    fn one_that_is_not_sound_costs_itself_only() {
        let text = format!(r#"[1,{},{{"a":1,"a":2}},"b"]"#, nested(1000));
        let values = list(text.as_bytes(), BEGIN, 3, 9).unwrap();
        let expected = [
            Ok(json!(1)),
            Err(Why::TooDeep),
            Err(Why::KeyTwice),
            Ok(json!("b")),
        ];
        assert_eq!(values, expected);
    }

    #[test]
    fn a_list_is_read_to_its_end_and_kept_to_one_beyond_the_limit() {
        let of = |items: usize, end: &str| {
            let text = format!("[{}{end}", vec!["0"; items].join(","));
            list(text.as_bytes(), BEGIN, 3, 5).map(|values| values.len())
        };
        assert_eq!((of(5, "]").unwrap(), of(900, "]").unwrap()), (5, 6));
        assert!(of(900, "").is_err());
        assert!(of(900, ",]").is_err());
        assert!(list(b"{}", BEGIN, 3, 5).is_err());
    }

    fn nested(depth: usize) -> String {
        "[".repeat(depth) + &"]".repeat(depth)
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_filter_map("a number", |number| {
                serde_json::Number::from_f64(number).map(Value::from)
            }),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(6, 40, 5, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                proptest::collection::btree_map(any::<String>(), inner, 0..5)
                    .prop_map(|fields| Value::Object(fields.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn a_sound_value_is_what_any_parser_makes_of_it(value in values()) {
            let text = value.to_string();
            let parsed: Value = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(one(text.as_bytes(), BEGIN, 32).unwrap(), Ok(parsed));
        }
    }

    #[test]
    fn bytes_are_json_to_us_exactly_when_they_are_to_any_parser() {
        arbtest::arbtest(|u| {
            let piece = [
                "[", "]", "{", "}", ",", ":", "\"a\"", "\"", "\\", "1", "-", "e9", "nul", "null",
                " ", "\0", "\u{feff}", "\\ud800",
            ];
            let mut bytes = Vec::new();
            while !u.is_empty() {
                match u.arbitrary::<bool>()? {
                    true => bytes.extend_from_slice(u.choose(&piece)?.as_bytes()),
                    false => bytes.push(u.arbitrary()?),
                }
            }
            let any: Result<Value, _> = serde_json::from_slice(&bytes);
            assert_eq!(one(&bytes, BEGIN, 32).is_ok(), any.is_ok(), "{bytes:?}");
            Ok(())
        });
    }
}
