//! Checks one event, hashes its people, masks its personal data; or refuses it with a code.
//!
//! The fields of each kind are the table in `fields`; `known` walks it. What leaves
//! here may be stored: nothing personal is left in it.

mod known;
mod measure;
mod text;
mod unknown;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::bots;
use super::fields::{self, COMMON_FIELDS};
use super::kind::Kind;
use super::pseudonym::{Pseudonym, SiteKey};
use super::rejection::{Code, Rejection};
use crate::input::json::Why;
use crate::period::{DAY, Millis};
use crate::text::mask::mask;
use text::{MAX_TEXT, fits};

/// Levels of an event, itself the first.
pub const MAX_DEPTH: usize = 32;

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
        for field in COMMON_FIELDS.iter().chain(fields::of(kind)) {
            if let Some(value) = known::take(&self.key, &mut fields, field)? {
                body.insert(field.name.to_owned(), value);
            }
        }
        for (name, value) in fields {
            body.insert(unknown::name(name)?, unknown::value(value, 2)?);
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
        if kind == Kind::Review && !body.contains_key("criteria") && !body.contains_key("score") {
            return Err(missing("`criteria` or `score`", kind));
        }
        if matches!(kind, Kind::Survey | Kind::Review) {
            measure::on_its_scale(&body)?;
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
        // A reply finds its comment by it.
        if matches!(kind, Kind::Comment | Kind::Reply) && conversation.is_none() {
            return Err(missing("`conversation`", kind));
        }
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
}

impl From<Why> for Rejection {
    /// Of a record that no event could be read from.
    fn from(why: Why) -> Rejection {
        match why {
            Why::TooDeep => too_deep(),
            Why::TooManyParts => Rejection::new(Code::TooLong, why.to_string()),
            why => Rejection::new(Code::BadJson, why.to_string()),
        }
    }
}

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

fn too_deep() -> Rejection {
    let message = format!("fields are nested more than {MAX_DEPTH} deep");
    Rejection::new(Code::TooDeep, message)
}

fn missing(what: &str, kind: Kind) -> Rejection {
    let message = format!("{what} is missing from the {}", kind.as_str());
    Rejection::new(Code::MissingField, message)
}

#[cfg(test)]
mod tests;
