//! All conversations of a site as texts: of its events, and from transcripts.

use std::path::Path;

use super::Error;
use super::fold::client::{Interner, talks_of_client};
use super::fold::conversation;
use super::fold::talk::Talk;
use super::reader::Reader;
use super::rows::Source;
use crate::events::Event;
use crate::transcripts::Conversation;

/// Gives every conversation of a site's folder, those of events first.
pub fn each(folder: &Path, each: &mut dyn FnMut(Conversation)) -> Result<(), Error> {
    let reader = Reader::open(folder)?;
    let mut interner = Interner::default();
    let mut give = |talk: Talk| each(talk.into_transcript());
    reader.each_client(0x00, 0x100, |events| {
        talks_of_client(events, &mut interner)
            .into_iter()
            .for_each(&mut give);
    })?;
    for source in [Source::Contact, Source::Conversation] {
        let mut one = |events: &[Event]| {
            let id = events.first().and_then(|event| match source {
                Source::Contact => event.contact.clone(),
                _ => event.conversation.clone(),
            });
            let talk = conversation::fold(source, id.unwrap_or_default(), events, &mut interner);
            talk.into_iter().for_each(&mut give);
        };
        match source {
            Source::Contact => reader.each_contact(&mut one)?,
            _ => reader.each_conversation(&mut one)?,
        }
    }
    for kept in reader.transcripts_after(0)? {
        give(Talk::of_transcript(kept));
    }
    Ok(())
}
