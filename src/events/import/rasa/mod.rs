//! The file of Rasa's event broker: one JSON object a line, times in seconds.
//!
//! `user` is a message, `bot` an answer, `agent` a turn of a human, `pause` the
//! moment a human takes over. All else is `other` with its `action`. `sender_id`
//! is client and conversation: Rasa has one sender per person and channel.

mod native;
mod understood;

use std::io::{self, BufRead};

use serde_json::Value;

use super::ids::Ids;
use super::{Each, Fault, Record, Refusal};
use crate::input::json::in_place;
use crate::input::lines::{Line, Lines};
use understood::Waiting;

/// Reads the whole file. A message is given when it is known whether the bot
/// understood it, so events may come a little after others of later lines.
pub fn rasa(input: impl BufRead, each: Each<'_>) -> io::Result<()> {
    let mut lines = Lines::new(input);
    let mut ids = Ids::new("rasa");
    let mut waiting = Waiting::default();
    while let Some(line) = lines.next_line()? {
        let number = line.number;
        match parse(line) {
            None => {}
            Some(Err(refusal)) => each(Err(refusal)),
            Some(Ok(body)) => match translate(number, &body, &mut ids, &waiting) {
                Ok(record) => waiting.take(&body, record, &mut |record| each(Ok(record))),
                Err(fault) => each(Err(fault.on_line(number))),
            },
        }
    }
    waiting.give_all(&mut |record| each(Ok(record)));
    Ok(())
}

fn parse(line: Line<'_>) -> Option<Result<Value, Refusal>> {
    let refused = |code, why: String| Some(Err(Refusal::new(line.number, code, why)));
    match line.text {
        Ok(text) if text.trim().is_empty() => None,
        Ok(text) => match serde_json::from_str(text) {
            Ok(body) => Some(Ok(body)),
            Err(error) => refused("bad_json", in_place(&error)),
        },
        Err(error) => refused("unreadable_line", error.to_string()),
    }
}

fn translate(line: u64, body: &Value, ids: &mut Ids, waiting: &Waiting) -> Result<Record, Fault> {
    let object = body.as_object().ok_or(Fault::NotAnObject)?;
    let mut event = native::event(object, |sender| waiting.asks_for_human(sender))?;
    event.insert("id".to_owned(), ids.of("event", body).to_string().into());
    Ok(Record { line, event })
}

#[cfg(test)]
mod tests;
