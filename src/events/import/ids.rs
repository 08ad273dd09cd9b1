//! Ids for records that have none: the same file gives the same ids again.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;
use serde_json::Value;
use uuid::Uuid;

/// Vigie's own namespace for UUIDv5: the UUIDv5 of `vigie:event` under the
/// null UUID. It never changes, or every import would double.
pub const NAMESPACE: Uuid = Uuid::from_u128(0x118f_53cf_fcff_5a87_bff3_7619_f995_910c);

/// Gives ids to the records of one file.
pub(super) struct Ids {
    source: &'static str,
    /// How often each content was seen: two equal records are two events.
    seen: FxHashMap<u64, u32>,
}

impl Ids {
    pub(super) fn new(source: &'static str) -> Ids {
        let seen = FxHashMap::default();
        Ids { source, seen }
    }

    /// UUIDv5 over source, content (whatever the order of its keys) and, from
    /// the second time on, how often the content was there before.
    pub(super) fn of(&mut self, kind: &str, content: &Value) -> Uuid {
        let mut name = format!("{}\n{kind}\n", self.source);
        write_canonical(content, &mut name);
        let first = Uuid::new_v5(&NAMESPACE, name.as_bytes());
        // 64 bits of the id: in one file of ten million in 370,000,
        // two contents share them, and the second gets a number it did not need.
        match self.seen.entry(first.as_u64_pair().0) {
            Entry::Vacant(entry) => {
                entry.insert(0);
                first
            }
            Entry::Occupied(mut entry) => {
                *entry.get_mut() += 1;
                name.push_str(&format!("\n{}", entry.get()));
                Uuid::new_v5(&NAMESPACE, name.as_bytes())
            }
        }
    }
}

/// The id of what has a name of its own, whatever else is told of it.
pub(super) fn named(source: &str, kind: &str, name: &str) -> Uuid {
    Uuid::new_v5(
        &NAMESPACE,
        format!("{source}\n{kind}\nnamed {name}").as_bytes(),
    )
}

/// JSON without spaces, keys sorted. Values nest at most as deep as serde_json
/// reads them, so the recursion is bounded.
fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(object) => {
            let mut keys: Vec<_> = object.keys().collect();
            keys.sort_unstable();
            out.push('{');
            for key in keys {
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write_canonical(&object[key], out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(elements) => {
            out.push('[');
            for element in elements {
                write_canonical(element, out);
                out.push(',');
            }
            out.push(']');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Ids, NAMESPACE};
    use serde_json::json;
    use uuid::Uuid;

    #[test]
    fn the_namespace_is_what_it_says() {
        assert_eq!(NAMESPACE, Uuid::new_v5(&Uuid::nil(), b"vigie:event"));
    }

    #[test]
    fn equal_records_are_two_events_and_a_second_import_gives_the_same_ids() {
        let read = || {
            let mut ids = Ids::new("ubi");
            let one = json!({"a": 1, "b": [true, {"d": null, "c": "é\""}]});
            let same = json!({"b": [true, {"c": "é\"", "d": null}], "a": 1});
            [
                ids.of("query", &one),
                ids.of("query", &same),
                ids.of("event", &one),
            ]
        };
        let [first, second, other_kind] = read();
        assert!(first != second && first != other_kind && second != other_kind);
        assert_eq!(read(), [first, second, other_kind]);
    }

    #[test]
    fn other_sources_and_contents_have_other_ids() {
        let id = |source, content| Ids::new(source).of("event", &content);
        assert_ne!(id("ubi", json!([1, 2])), id("rasa", json!([1, 2])));
        assert_ne!(id("ubi", json!(["1", 2])), id("ubi", json!([1, 2])));
        assert_ne!(
            id("ubi", json!({"a": [1], "b": 2})),
            id("ubi", json!({"a": [1, {"b": 2}]}))
        );
    }
}
