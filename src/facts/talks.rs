//! All conversations of a site as texts: of its events, and from transcripts.

use std::path::Path;

use super::Error;
use super::deal::deal;
use super::fold::Group;
use super::fold::client::{Interner, talks_of_client};
use super::fold::conversation;
use super::fold::talk::Talk;
use super::reader::Reader;
use super::rows::Source;
use crate::events::EventRef;
use crate::transcripts::Conversation;

/// Gives every conversation of a site's folder, or those of one source; those of events
/// first.
pub fn each(
    folder: &Path,
    only: Option<Source>,
    each: &mut dyn FnMut(Conversation),
) -> Result<(), Error> {
    let mut each = |talk: Talk| {
        if only.is_none_or(|only| only == talk.source) {
            each(talk.into_transcript());
        }
    };
    let reader = Reader::open(folder)?;
    let piles = deal(folder, &reader, &|_| ())?.piles;
    let mut interner = Interner::default();
    for number in 0..piles.count() {
        piles.take(number)?.each_group(|group, events| {
            for talk in talks(group, events, &mut interner) {
                each(talk);
            }
        })?;
    }
    reader.each_transcript(0, |kept| each(Talk::of_transcript(kept)))?;
    Ok(())
}

fn talks(group: Group<'_>, events: &[EventRef<'_>], interner: &mut Interner) -> Vec<Talk> {
    let (sources, id) = match group {
        Group::Client(_) => return talks_of_client(events, interner),
        Group::Contact(id) => (&[Source::Contact][..], id),
        Group::Conversation(id) => (&[Source::Comment, Source::Conversation][..], id),
    };
    let talks = sources
        .iter()
        .filter_map(|source| conversation::fold(*source, id.to_owned(), events, interner));
    talks.collect()
}
