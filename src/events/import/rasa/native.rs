//! One Rasa event to one of ours, looked at alone.

use super::super::Fault;
use super::super::fields::{Object, object, put, text};
use crate::input::time;

/// Intents that Rasa's classifiers give to what they cannot place.
const FALLBACK_INTENTS: [&str; 2] = ["nlu_fallback", "out_of_scope"];

/// Users' texts that are orders to the bot and not words.
const ORDERS: [&str; 2] = ["/session_start", "/restart"];

/// `asks_for_human` tells whether the sender's last message asked for one.
pub(super) fn event(body: &Object, asks_for_human: impl Fn(&str) -> bool) -> Result<Object, Fault> {
    let name = text(body, "event").ok_or(Fault::MissingField("event"))?;
    let sender = text(body, "sender_id").ok_or(Fault::MissingField("sender_id"))?;
    let said = text(body, "text");
    match (name.as_str(), said) {
        ("user", _) if is_external(body) => other("external", &sender, body),
        ("user", Some(order)) if ORDERS.contains(&order.trim()) => other(&order, &sender, body),
        ("user", Some(said)) => message(&sender, said, body),
        ("bot", Some(said)) => with_text("answer", &sender, said, body),
        ("agent", Some(said)) => {
            let mut event = with_text("turn", &sender, said, body)?;
            event.insert("speaker".to_owned(), "agent".into());
            Ok(event)
        }
        ("pause", _) => {
            let mut event = start("handoff", &sender, body)?;
            let asked = asks_for_human(&sender);
            event.insert(
                "cause".to_owned(),
                if asked { "requested" } else { "automatic" }.into(),
            );
            Ok(event)
        }
        ("action", _) => {
            let action = text(body, "name");
            other(action.as_deref().unwrap_or("action"), &sender, body)
        }
        _ => other(&name, &sender, body),
    }
}

fn message(sender: &str, said: String, body: &Object) -> Result<Object, Fault> {
    let mut event = with_text("message", sender, said, body)?;
    let parsed = object(body, "parse_data");
    let intent = parsed.and_then(|parsed| object(parsed, "intent"));
    put(&mut event, "understood", parsed.and_then(understood));
    put(
        &mut event,
        "intent",
        intent.and_then(|intent| text(intent, "name")),
    );
    let confidence = intent.and_then(|intent| intent.get("confidence")?.as_f64());
    put(&mut event, "confidence", confidence);
    Ok(event)
}

/// What the classifier (or, in CALM, the list of commands) says. A fallback
/// action that follows overrules a yes. `None`: nothing was classified.
fn understood(parsed: &Object) -> Option<bool> {
    let intent = object(parsed, "intent").and_then(|intent| text(intent, "name"));
    if let Some(intent) = intent {
        return Some(!FALLBACK_INTENTS.contains(&intent.as_str()));
    }
    let commands = parsed.get("commands")?.as_array()?;
    let lost = |command: &serde_json::Value| command["command"] == "cannot handle";
    (!commands.is_empty()).then(|| !commands.iter().any(lost))
}

/// Sent by another system in the person's name.
fn is_external(body: &Object) -> bool {
    let marked = object(body, "metadata").and_then(|data| data.get("is_external")?.as_bool());
    let prefixed = text(body, "text").is_some_and(|said| said.starts_with("EXTERNAL: "));
    marked == Some(true) || prefixed
}

fn with_text(kind: &str, sender: &str, said: String, body: &Object) -> Result<Object, Fault> {
    let mut event = start(kind, sender, body)?;
    event.insert("text".to_owned(), said.into());
    Ok(event)
}

fn other(action: &str, sender: &str, body: &Object) -> Result<Object, Fault> {
    let mut event = start("other", sender, body)?;
    event.insert("action".to_owned(), action.into());
    Ok(event)
}

fn start(kind: &str, sender: &str, body: &Object) -> Result<Object, Fault> {
    let time = body
        .get("timestamp")
        .ok_or(Fault::MissingField("timestamp"))?;
    let at = time
        .as_f64()
        .and_then(time::from_seconds)
        .and_then(time::to_rfc3339);
    let at = at.ok_or_else(|| Fault::BadTime(time.to_string()))?;
    let mut event = Object::new();
    event.insert("kind".to_owned(), kind.into());
    event.insert("at".to_owned(), at.into());
    event.insert("client".to_owned(), sender.into());
    event.insert("conversation".to_owned(), sender.into());
    put(&mut event, "channel", text(body, "input_channel"));
    Ok(event)
}
