//! Values that mean the same to whoever reads them, and are of some measure: no key
//! twice, nothing too deep, not too many parts.
//!
//! One that is not sound is JSON all the same: it costs itself only, and what stands
//! behind it is read. Nothing of it is built beyond the measure.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{Broken, Place, Why};

/// A value, or why it is not sound.
pub type Sound = Result<Value, Why>;

/// How large a sound value may be.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Levels, itself the first.
    pub deepest: usize,
    /// Parts of lists and objects, in all: a few letters of a text can be a thousand bytes
    /// of memory.
    pub most_parts: usize,
}

impl Measure {
    /// The one value that a text is.
    pub fn one(self, text: &[u8]) -> Result<Sound, Broken> {
        whole(text, One(self))
    }

    /// Gives the values of the list that a text is, one after the other. What was given
    /// counts for nothing where the list is broken further on.
    pub fn each(self, text: &[u8], give: &mut dyn FnMut(Sound)) -> Result<(), Broken> {
        let measure = self;
        whole(text, Each { measure, give })
    }
}

fn whole<'t, S: DeserializeSeed<'t>>(text: &'t [u8], seed: S) -> Result<S::Value, Broken> {
    let mut parser = serde_json::Deserializer::from_slice(text);
    let parsed = seed.deserialize(&mut parser);
    let parsed = parsed.and_then(|value| parser.end().map(|()| value));
    parsed.map_err(|error| Broken::in_record(Place { line: 1, column: 0 }, &error))
}

struct Each<'g> {
    measure: Measure,
    give: &'g mut dyn FnMut(Sound),
}

impl<'de> DeserializeSeed<'de> for Each<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(value) = items.next_element_seed(One(self.measure))? {
            (self.give)(value);
        }
        Ok(())
    }
}

struct One(Measure);

impl<'de> DeserializeSeed<'de> for One {
    type Value = Sound;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Sound, D::Error> {
        let whole = Whole {
            parts_left: Cell::new(self.0.most_parts),
            doubt: Cell::new(None),
        };
        let part = Part {
            deeper: self.0.deepest,
            whole: &whole,
        };
        let value = part.deserialize(parser)?;
        Ok(whole.doubt.into_inner().map_or(Ok(value), Err))
    }
}

/// What is known so far of the value that is read.
struct Whole {
    parts_left: Cell<usize>,
    doubt: Cell<Option<Why>>,
}

/// A value within another one.
#[derive(Clone, Copy)]
struct Part<'w> {
    /// How many more levels there may be.
    deeper: usize,
    whole: &'w Whole,
}

impl Part<'_> {
    /// What may stand one level below; nothing where that is too deep.
    fn below(self) -> Option<Self> {
        let deeper = self.deeper.checked_sub(1);
        if deeper.is_none() {
            self.doubt(Why::TooDeep);
        }
        deeper.map(|deeper| Part { deeper, ..self })
    }

    /// Whether there may be one more part.
    fn has_room(self) -> bool {
        let left = self.whole.parts_left.get();
        self.whole.parts_left.set(left.saturating_sub(1));
        if left == 0 {
            self.doubt(Why::TooManyParts);
        }
        left > 0
    }

    fn doubt(self, why: Why) {
        self.whole.doubt.set(Some(why));
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
        let mut values = Vec::new();
        if let Some(below) = self.below() {
            while self.has_room() {
                match items.next_element_seed(below)? {
                    Some(value) => values.push(value),
                    None => return Ok(values.into()),
                }
            }
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Null)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        if let Some(below) = self.below() {
            while self.has_room() {
                let Some(name) = fields.next_key::<String>()? else {
                    return Ok(object.into());
                };
                if object
                    .insert(name, fields.next_value_seed(below)?)
                    .is_some()
                {
                    self.doubt(Why::KeyTwice);
                }
            }
        }
        while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Null)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const SMALL: Measure = Measure {
        deepest: 3,
        most_parts: 10,
    };

    const LARGE: Measure = Measure {
        deepest: 32,
        most_parts: 1000,
    };

    #[test]
    fn what_is_too_deep_or_says_something_twice_is_not_sound() {
        let one = |text: &str| SMALL.one(text.as_bytes()).unwrap();
        assert_eq!(one("[[[1]]]"), Ok(json!([[[1]]])));
        for deep in ["[[[[1]]]]", "[[{\"a\":{}}]]", &nested(100_000)] {
            assert_eq!(one(deep), Err(Why::TooDeep), "{deep:.20}");
        }
        for twice in [r#"{"a":1,"a":1}"#, r#"[{"b":1,"\u0062":2}]"#] {
            assert_eq!(one(twice), Err(Why::KeyTwice), "{twice}");
        }
    }

    #[test]
    fn what_has_too_many_parts_is_not_sound_however_they_lie() {
        let one = |text: &str| SMALL.one(text.as_bytes()).unwrap();
        for (few, many) in [
            ("[1,2,3,4,5,6,7,8,9]", "[1,2,3,4,5,6,7,8,9,10]"),
            ("[[],[],[],[]]", "[[],[],[],[],[]]"),
            (r#"{"a":[1,2,3,4,5,6,7]}"#, r#"{"a":[1,2,3,4,5,6,7,8]}"#),
        ] {
            assert!(one(few).is_ok(), "{few}");
            assert_eq!(one(many), Err(Why::TooManyParts), "{many}");
        }
    }

    #[test]
    fn one_that_is_not_sound_costs_itself_only() {
        let text = format!(r#"[1,{},{{"a":1,"a":2}},"b"]"#, nested(1000));
        let mut given = Vec::new();
        SMALL
            .each(text.as_bytes(), &mut |value| given.push(value))
            .unwrap();
        let expected = [
            Ok(json!(1)),
            Err(Why::TooDeep),
            Err(Why::KeyTwice),
            Ok(json!("b")),
        ];
        assert_eq!(given, expected);
    }

    #[test]
    fn a_list_that_is_broken_anywhere_is_none() {
        for text in ["[1,2", "[1,]", "[1]]", "{}", "[[[[[1]]]]", "1"] {
            assert!(SMALL.each(text.as_bytes(), &mut |_| ()).is_err(), "{text}");
        }
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
            prop_assert_eq!(LARGE.one(text.as_bytes()).unwrap(), Ok(parsed));
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
            assert_eq!(LARGE.one(&bytes).is_ok(), any.is_ok(), "{bytes:?}");
            Ok(())
        });
    }
}
