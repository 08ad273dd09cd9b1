//! The events of a request's body: one, an array of them, or one a line.
//!
//! The same events are read the same in any of these forms. An array is read whole or
//! not at all; of lines, one that is no JSON is named and costs itself only.

use serde_json::Value;

use crate::events::{MAX_DEPTH, Rejection};
use crate::input::json::sound::{Measure, Sound};
use crate::input::json::{Broken, Why};
use crate::input::lines::BOM;

/// The most events of one parcel.
pub const MOST: usize = 1_000;

/// What an event may be at most. A page of results has a few dozen values.
const EVENT: Measure = Measure {
    deepest: MAX_DEPTH,
    most_parts: 10_000,
};

/// Why no event is taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("the body is empty; send one event or more")]
    Empty,
    #[error("the body is no JSON: line {}: {}", .0.line, .0.why)]
    NoJson(Broken),
    #[error("there are more than {MOST} events; send them in parts")]
    TooMany,
}

/// Something that should be an event, or why it cannot be one.
pub type Given = Result<Value, Rejection>;

/// Gives everything that should be an event, in the order of the body; one after the
/// other, because values take much more memory than their text. What was given counts
/// for nothing where the body turns out to be unreadable.
pub fn each(body: &[u8], give: &mut dyn FnMut(Given)) -> Result<(), Unreadable> {
    let body = body.strip_prefix(BOM).unwrap_or(body);
    let mut given = 0;
    let mut give = |value: Sound| {
        given += 1;
        if given <= MOST {
            give(value.map_err(Rejection::from));
        }
    };
    match body.trim_ascii_start().first() {
        None => return Err(Unreadable::Empty),
        Some(b'[') => EVENT.each(body, &mut give).map_err(Unreadable::NoJson)?,
        Some(_) => match EVENT.one(body) {
            Ok(value) => give(value),
            Err(broken) => lines(body, broken, &mut give)?,
        },
    }
    match given > MOST {
        true => Err(Unreadable::TooMany),
        false => Ok(()),
    }
}

/// One a line; where none is an object, what is wrong with the body as a whole.
fn lines(body: &[u8], as_a_whole: Broken, give: &mut dyn FnMut(Sound)) -> Result<(), Unreadable> {
    let lines = body.split(|byte| *byte == b'\n');
    let lines = lines.filter(|line| !line.trim_ascii().is_empty());
    let mut is_readable = false;
    for line in lines.take(MOST + 1) {
        let value = EVENT.one(line).unwrap_or_else(|broken| Err(broken.why));
        // Within a broken value laid out for reading, a number or a text is a line too.
        is_readable |= !matches!(&value, Err(Why::NoJson(_)))
            && !value.as_ref().is_ok_and(|value| !value.is_object());
        give(value);
    }
    match is_readable {
        true => Ok(()),
        false => Err(Unreadable::NoJson(as_a_whole)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::events::Code;
    use proptest::prelude::*;
    use serde_json::json;

    /// What a body is read as, refusals by their codes.
    fn read(body: impl AsRef<[u8]>) -> Result<Vec<Result<Value, Code>>, Unreadable> {
        let mut read = Vec::new();
        each(body.as_ref(), &mut |value| {
            read.push(value.map_err(|rejection| rejection.code));
        })?;
        Ok(read)
    }

    #[test]
    fn a_body_is_one_event_an_array_or_lines() {
        let (a, b) = (json!({"a": 1}), json!({"b": [2]}));
        for (body, expected) in [
            ("{\"a\":1}", vec![Ok(a.clone())]),
            ("\u{feff} {\n \"a\":\n1}\r\n", vec![Ok(a.clone())]),
            ("[]", vec![]),
            (
                "\u{feff}[{\"a\":1},\n{\"b\":[2]}] ",
                vec![Ok(a.clone()), Ok(b.clone())],
            ),
            (
                "{\"a\":1}\r\n\r\n \t\n{\"b\":[2]}",
                vec![Ok(a.clone()), Ok(b.clone())],
            ),
            (
                "{\"a\":1}\n[{\"b\":[2]}]\n",
                vec![Ok(a.clone()), Ok(json!([b]))],
            ),
            ("3", vec![Ok(json!(3))]),
        ] {
            assert_eq!(read(body), Ok(expected), "{body:?}");
        }
    }

    #[test]
    fn a_line_that_is_no_json_is_named_and_the_others_are_read() {
        let body =
            "{\"a\":1}\n{\"a\":1\n{\"a\":1,\"a\":2}\n\"\\ud800\"\n1e400\n{\"a\":1},\n{\"a\":1}";
        let codes: Vec<Option<Code>> = read(body).unwrap().into_iter().map(Result::err).collect();
        let bad = Some(Code::BadJson);
        assert_eq!(codes, [None, bad, bad, bad, bad, bad, None]);
        let mut messages = Vec::new();
        each(body.as_bytes(), &mut |value| {
            messages.extend(value.err().map(|rejection| rejection.message));
        })
        .unwrap();
        assert_eq!(messages[0], "the record breaks off at column 6");
    }

    #[test]
    fn what_is_no_json_at_all_is_refused_whole() {
        for body in [
            "{",
            "[",
            "nul",
            "[{\"a\":1},]",
            "[{\"a\":1}",
            "[{\"a\":1}]]",
            "[{\"a\":1}][]",
            "{\n\"a\": 1,\n}\n",
            "{\n\"a\":\n1,\n}\n",
            "{\"a\":1},",
            "{'a':1}",
            "{a:1}",
            "[1 2]",
            "\u{feff}\u{feff}{}",
            "[NaN]",
            "[01]",
            "[+1]",
            "[1.]",
            "[.5]",
            "[0x1]",
            "[\"\t\"]",
            "[\"\\x\"]",
            "// a\n[1]",
        ] {
            assert!(matches!(read(body), Err(Unreadable::NoJson(_))), "{body:?}");
        }
        assert!(matches!(
            read([0xff, 0xfe, b'{', 0]),
            Err(Unreadable::NoJson(_))
        ));
        for body in ["", " \r\n\t", "\u{feff}"] {
            assert_eq!(read(body), Err(Unreadable::Empty));
        }
    }

    #[test]
    fn a_thousand_are_read_and_one_more_is_too_many() {
        for (form, between) in [(["[", "]"], ","), (["", ""], "\n")] {
            let of = |events| {
                let [begin, end] = form;
                read(format!("{begin}{}{end}", vec!["{}"; events].join(between)))
            };
            assert_eq!(of(MOST).unwrap().len(), MOST);
            assert_eq!(of(MOST + 1), Err(Unreadable::TooMany));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused() {
        arbtest::arbtest(|u| {
            let pieces = [
                "{\"id\":\"a\"}",
                "\n",
                "\r\n",
                ",",
                "[",
                "]",
                "{",
                "}",
                "\u{feff}",
                "\"a\":1",
                " ",
            ];
            let mut bytes = Vec::new();
            while !u.is_empty() {
                match u.ratio(3, 4)? {
                    true => bytes.extend_from_slice(u.choose(&pieces)?.as_bytes()),
                    false => bytes.push(u.arbitrary()?),
                }
            }
            if let Ok(values) = read(&bytes) {
                assert!(values.len() <= MOST);
            }
            Ok(())
        });
    }

    fn events() -> impl Strategy<Value = Vec<Value>> {
        let text = prop_oneof![Just("a".to_owned()), Just("id".to_owned()), any::<String>()];
        let value = prop_oneof![
            any::<i32>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
            // Around the deepest that may be.
            (29_usize..35).prop_map(|depth| (0..depth).fold(json!(1), |inner, _| json!([inner]))),
        ];
        let event = proptest::collection::btree_map(text, value, 0..4);
        proptest::collection::vec(event.prop_map(|event| json!(event)), 1..6)
    }

    proptest! {
        #[test]
        fn the_same_events_are_read_the_same_in_any_form(events in events()) {
            let lines: Vec<String> = events.iter().map(Value::to_string).collect();
            let of_array = read(Value::from(events).to_string()).unwrap();
            prop_assert_eq!(read(lines.join("\r\n\n")).unwrap(), of_array.clone());
            let singly = lines.iter().flat_map(|line| read(line).unwrap());
            prop_assert_eq!(singly.collect::<Vec<_>>(), of_array);
        }
    }
}
