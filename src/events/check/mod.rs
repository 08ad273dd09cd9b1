//! Checks one event, hashes its people, masks its personal data; or refuses it with a code.
//!
//! The fields of each kind are the table in `kind`; this walks it. What leaves
//! here may be stored: nothing personal is left in it.

use std::borrow::Cow;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::bots;
use super::kind::{COMMON_FIELDS, Field, Kind, Type};
use super::pseudonym::{Pseudonym, SiteKey};
use super::rejection::{Code, Rejection};
use crate::period::{DAY, Millis};
use crate::text::mask::{has_personal_data, mask};

const MAX_TEXT: usize = 4 << 10;
const MAX_LONG_TEXT: usize = 64 << 10;
const MAX_DEPTH: usize = 32;

/// An event as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub id: [u8; 16],
    pub at: Millis,
    pub kind: Kind,
    pub bot: bool,
    pub client: Pseudonym,
    pub customer: Option<Pseudonym>,
    pub contact: Option<String>,
    pub conversation: Option<String>,
    /// The other fields as JSON with sorted keys, so that equal contents are equal bytes.
    pub body: String,
}

/// What a site checks its events against.
pub struct Checker {
    pub site: String,
    pub key: SiteKey,
    /// The present: events of more than a day later are refused.
    pub now: Millis,
}

impl Checker {
    /// Reads and checks one event given as JSON.
    pub fn read(&self, json: &[u8]) -> Result<Event, Rejection> {
        match serde_json::from_slice(json) {
            Ok(value) => self.check_value(value),
            Err(error) if error.to_string().starts_with("recursion limit") => Err(too_deep()),
            Err(error) => Err(Rejection::new(Code::BadJson, error.to_string())),
        }
    }

    /// Checks one event given as a JSON value.
    pub fn check_value(&self, value: Value) -> Result<Event, Rejection> {
        match value {
            Value::Object(fields) => self.check(fields),
            _ => Err(Rejection::new(
                Code::NotAnObject,
                "an event is a JSON object, as {\"id\":…,\"kind\":…,\"at\":…}",
            )),
        }
    }

    /// Checks one event given as its fields.
    pub fn check(&self, mut fields: Map<String, Value>) -> Result<Event, Rejection> {
        let kind = take_kind(&mut fields)?;
        let id = take_id(&mut fields)?;
        let at = self.take_at(&mut fields)?;
        let mut body = Map::new();
        for field in COMMON_FIELDS.iter().chain(kind.fields()) {
            if let Some(value) = self.take(&mut fields, field)? {
                body.insert(field.name.to_owned(), value);
            }
        }
        for (name, value) in fields {
            let name = masked_unknown(name)?;
            body.insert(name, clean_unknown(value, 2)?);
        }
        self.assemble(id, at, kind, body)
    }

    fn assemble(
        &self,
        id: Uuid,
        at: Millis,
        kind: Kind,
        mut body: Map<String, Value>,
    ) -> Result<Event, Rejection> {
        if kind == Kind::Answer && !body.contains_key("article") && !body.contains_key("text") {
            return Err(missing("`article` or `text`", kind));
        }
        match take_text(&mut body, "site") {
            Some(site) if site != self.site => {
                let message = format!("it is of site `{site}`, this is `{}`", self.site);
                return Err(Rejection::new(Code::WrongSite, message));
            }
            _ => {}
        }
        let bot = take_text(&mut body, "user_agent").is_some_and(|agent| bots::is_bot(&agent));
        let conversation = take_text(&mut body, "conversation");
        let client = match (take_text(&mut body, "client"), &conversation) {
            (Some(client), _) => self.key.pseudonym(&client),
            (None, Some(conversation)) => {
                self.key.pseudonym(&format!("conversation {conversation}"))
            }
            (None, None) => id.into_bytes(),
        };
        let customer = take_text(&mut body, "customer");
        Ok(Event {
            id: id.into_bytes(),
            at,
            kind,
            bot,
            client,
            customer: customer.map(|customer| self.key.pseudonym(&customer)),
            contact: take_text(&mut body, "contact"),
            conversation,
            body: Value::Object(body).to_string(),
        })
    }

    fn take_at(&self, fields: &mut Map<String, Value>) -> Result<Millis, Rejection> {
        let text = take_required_text(fields, "at")?;
        let time: jiff::Timestamp = text.parse().map_err(|_| {
            let message = "`at` must be RFC 3339 with an offset, as 2026-03-02T09:15:04.120Z";
            Rejection::new(Code::BadTime, message)
        })?;
        let at = time.as_millisecond();
        if at > self.now + DAY {
            let message = format!("`at` is {text}, more than a day ahead of this machine's clock");
            return Err(Rejection::new(Code::Future, message));
        }
        Ok(at)
    }

    /// Takes a known field; absent, null and (for names) empty are the same.
    fn take(
        &self,
        fields: &mut Map<String, Value>,
        field: &Field,
    ) -> Result<Option<Value>, Rejection> {
        let value = match fields.remove(field.name) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) if text.is_empty() && matches!(field.form, Type::Name) => {
                None
            }
            Some(value) => Some(value),
        };
        match value {
            Some(value) => self.checked(value, field).map(Some),
            None if field.required => Err(Rejection::new(
                Code::MissingField,
                format!("`{}` is missing", field.name),
            )),
            None => Ok(None),
        }
    }

    fn checked(&self, value: Value, field: &Field) -> Result<Value, Rejection> {
        let wrong = |wanted: &str| {
            Rejection::new(
                Code::WrongType,
                format!("`{}` must be {wanted}", field.name),
            )
        };
        match (field.form, value) {
            (Type::Name, Value::String(name)) => self.name(name, field),
            (Type::Name, _) => Err(wrong("a text")),
            (Type::Names, Value::Array(names)) => names
                .into_iter()
                .map(|name| match name {
                    Value::String(name) => self.name(name, field),
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
    fn name(&self, name: String, field: &Field) -> Result<Value, Rejection> {
        fits(&name, field.name, MAX_TEXT)?;
        let hashed_anyway = matches!(field.name, "client" | "customer" | "site");
        if !hashed_anyway && has_personal_data(&name) {
            return Ok(Value::String(self.key.token(&name)));
        }
        Ok(Value::String(name))
    }
}

/// Counts are stored as SQL integers.
const MAX_COUNT: u64 = i64::MAX as u64;

fn take_kind(fields: &mut Map<String, Value>) -> Result<Kind, Rejection> {
    let name = take_required_text(fields, "kind")?;
    Kind::parse(&name).ok_or_else(|| {
        let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
        let message = format!("kind `{}` is not one of {}", mask(&name), known.join(", "));
        Rejection::new(Code::UnknownKind, message)
    })
}

fn take_id(fields: &mut Map<String, Value>) -> Result<Uuid, Rejection> {
    let text = take_required_text(fields, "id")?;
    Uuid::try_parse(&text).map_err(|_| Rejection::new(Code::WrongType, "`id` must be a UUID"))
}

fn take_required_text(
    fields: &mut Map<String, Value>,
    name: &'static str,
) -> Result<String, Rejection> {
    match fields.remove(name) {
        Some(Value::String(text)) => {
            fits(&text, name, MAX_TEXT)?;
            Ok(text)
        }
        None | Some(Value::Null) => Err(Rejection::new(
            Code::MissingField,
            format!("`{name}` is missing"),
        )),
        Some(_) => Err(Rejection::new(
            Code::WrongType,
            format!("`{name}` must be a text"),
        )),
    }
}

fn take_text(body: &mut Map<String, Value>, name: &str) -> Option<String> {
    match body.remove(name) {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

fn words(text: String, name: &str, most: usize) -> Result<Value, Rejection> {
    fits(&text, name, most)?;
    Ok(Value::String(masked(text)))
}

fn masked(text: String) -> String {
    match mask(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(masked) => masked,
    }
}

fn fits(text: &str, name: &str, most: usize) -> Result<(), Rejection> {
    if text.contains('\0') {
        let message = format!("`{name}` holds a NUL character");
        return Err(Rejection::new(Code::Nul, message));
    }
    if text.len() > most {
        let message = format!("`{name}` is longer than {} KiB", most >> 10);
        return Err(Rejection::new(Code::TooLong, message));
    }
    Ok(())
}

fn masked_unknown(text: String) -> Result<String, Rejection> {
    fits(&text, "an unknown field", MAX_TEXT)?;
    Ok(masked(text))
}

/// Unknown fields are kept, as clean as known ones.
fn clean_unknown(value: Value, depth: usize) -> Result<Value, Rejection> {
    match value {
        Value::Array(_) | Value::Object(_) if depth > MAX_DEPTH => Err(too_deep()),
        Value::String(text) => masked_unknown(text).map(Value::String),
        Value::Number(number) if has_personal_data(&number.to_string()) => {
            Ok(Value::String(masked(number.to_string())))
        }
        Value::Array(items) => items
            .into_iter()
            .map(|item| clean_unknown(item, depth + 1))
            .collect::<Result<_, _>>()
            .map(Value::Array),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| Ok((masked_unknown(name)?, clean_unknown(value, depth + 1)?)))
            .collect::<Result<_, _>>()
            .map(Value::Object),
        other => Ok(other),
    }
}

fn too_deep() -> Rejection {
    let message = format!("fields are nested more than {MAX_DEPTH} deep");
    Rejection::new(Code::TooDeep, message)
}

fn missing(what: &str, kind: Kind) -> Rejection {
    let message = format!("{what} is missing from the {}", kind.as_str());
    Rejection::new(Code::MissingField, message)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn checker() -> Checker {
        Checker {
            site: "default".to_owned(),
            key: SiteKey::new(&[7; 32]),
            now: "2026-03-02T12:00:00Z"
                .parse::<jiff::Timestamp>()
                .unwrap()
                .as_millisecond(),
        }
    }

    /// A search with some fields changed; a null takes the field away.
    fn search(changes: Value) -> Result<Event, Rejection> {
        let mut event = json!({
            "id": "0197b0c2-6c1e-7d33-9a55-0c6f1f6f2b11", "kind": "search",
            "at": "2026-03-02T09:15:04.120Z", "client": "c-17", "query": "changer mon rib",
        });
        for (name, value) in changes.as_object().unwrap() {
            event[name] = value.clone();
        }
        checker().read(event.to_string().as_bytes())
    }

    #[track_caller]
    fn refused(changes: Value, code: Code) {
        assert_eq!(search(changes).unwrap_err().code, code);
    }

    fn nested(depth: usize) -> Value {
        (0..depth).fold(json!(1), |inner, _| json!([inner]))
    }

    #[test]
    fn a_bad_event_is_refused_with_its_code() {
        refused(json!({"kind": "swim"}), Code::UnknownKind);
        refused(json!({"kind": null}), Code::MissingField);
        refused(json!({"id": null}), Code::MissingField);
        refused(json!({"id": "17"}), Code::WrongType);
        refused(json!({"at": 1772442904}), Code::WrongType);
        refused(json!({"at": "2026-03-02T09:15:04"}), Code::BadTime);
        refused(json!({"at": "2026-03-03T12:00:01Z"}), Code::Future);
        refused(json!({"query": null}), Code::MissingField);
        refused(json!({"query": ["rib"]}), Code::WrongType);
        refused(json!({"query": "a\u{0}b"}), Code::Nul);
        refused(json!({"query": "é".repeat(2049)}), Code::TooLong);
        refused(json!({"total": -1}), Code::WrongType);
        refused(json!({"total": 1.5}), Code::WrongType);
        refused(json!({"page": 0}), Code::WrongType);
        refused(json!({"results": ["a", 1]}), Code::WrongType);
        refused(json!({"site": "other"}), Code::WrongSite);
        refused(json!({"more": nested(32)}), Code::TooDeep);
        refused(json!({"more": nested(200)}), Code::TooDeep);
        refused(json!({"more": {"a\u{0}": 1}}), Code::Nul);
        refused(json!({"kind": "handoff", "cause": "bored"}), Code::BadValue);
        refused(json!({"kind": "answer"}), Code::MissingField);
        assert_eq!(checker().read(b"[1]").unwrap_err().code, Code::NotAnObject);
        assert_eq!(checker().read(b"{\"id\":").unwrap_err().code, Code::BadJson);
        assert_eq!(checker().read(b"\"\xff\"").unwrap_err().code, Code::BadJson);
    }

    #[test]
    fn the_limits_themselves_are_allowed() {
        for changes in [
            json!({"at": "2026-03-03T12:00:00Z"}),
            json!({"query": "x".repeat(4096)}),
            json!({"total": 0, "page": 1, "results": []}),
            json!({"site": "default", "more": nested(31)}),
            json!({"client": "", "channel": null}),
        ] {
            search(changes).unwrap();
        }
    }

    #[test]
    fn people_are_hashed_and_their_data_masked() {
        let event = search(json!({
            "client": "jeanne@example.com", "customer": "0612345678",
            "query": "mon mail est jeanne@example.com", "query_id": "jeanne@example.com",
            "note": {"jeanne@example.com": "jeanne@example.com"},
        }))
        .unwrap();
        assert!(!event.body.contains("jeanne"), "{}", event.body);
        assert!(event.body.contains("mon mail est [email]"));
        assert_eq!(event.client, checker().key.pseudonym("jeanne@example.com"));
        assert!(event.customer.is_some());
    }

    #[test]
    fn unknown_fields_are_kept_and_the_order_of_fields_does_not_matter() {
        let one = checker().read(
            br#"{"id":"0197b0c2-6c1e-7d33-9a55-0c6f1f6f2b11","kind":"open","at":"2026-03-02T10:15:04+01:00","b":1,"a":[2]}"#,
        );
        let other = checker().read(
            br#"{"a":[2],"at":"2026-03-02T09:15:04Z","b":1,"kind":"open","id":"0197B0C26C1E7D339A550C6F1F6F2B11"}"#,
        );
        assert_eq!(one.clone().unwrap().body, r#"{"a":[2],"b":1}"#);
        assert_eq!(one, other);
    }

    #[test]
    fn any_bytes_are_an_event_or_a_refusal() {
        arbtest::arbtest(|u| {
            let bytes: Vec<u8> = u.arbitrary()?;
            let _ = checker().read(&bytes);
            Ok(())
        });
    }
}
