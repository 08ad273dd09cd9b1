//! The file of Rasa's event broker: JSON objects, one a line, times in seconds.
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
use crate::input::json::each_record;
use understood::Waiting;

/// Reads the whole file. A message is given when it is known whether the bot
/// understood it, so events may come a little after others of later lines.
pub fn rasa(input: impl BufRead, each: Each<'_>) -> io::Result<()> {
    let mut ids = Ids::new("rasa");
    let mut waiting = Waiting::default();
    each_record(input, &[], &mut |record| {
        let read = record.and_then(|record| Ok((record.place.line, record.parse()?)));
        let translated = read.map_err(Refusal::from).and_then(|(line, body)| {
            let event = translate(line, &body, &mut ids, &waiting);
            event
                .map(|event| (body, event))
                .map_err(|fault| fault.on_line(line))
        });
        match translated {
            Ok((body, event)) => waiting.take(&body, event, &mut |event| each(Ok(event))),
            Err(refusal) => each(Err(refusal)),
        }
    })?;
    waiting.give_all(&mut |record| each(Ok(record)));
    Ok(())
}

fn translate(line: u64, body: &Value, ids: &mut Ids, waiting: &Waiting) -> Result<Record, Fault> {
    let object = body.as_object().ok_or(Fault::NotAnObject)?;
    let mut event = native::event(object, |sender| waiting.asks_for_human(sender))?;
    event.insert("id".to_owned(), ids.of("event", body).to_string().into());
    Ok(Record { line, event })
}

#[cfg(test)]
mod tests;
