//! Entries to an index of one segment, so that every search reads one set of
//! posting lists.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tantivy::indexer::{NoMergePolicy, UserOperation};
use tantivy::schema::Field;
use tantivy::{Directory, IndexSettings, IndexWriter, TantivyDocument};

use super::schema::{Layout, VERSION};
use super::shape::shape;
use super::stored::Stored;
use super::words::{Token, parts, tokens};
use crate::faq::{Entry, Status};
use crate::text::{Analyzer, Lang};

/// Memory of the one writing thread, in bytes. A FAQ of 10,000 entries needs
/// less than half of it; a larger one is written in parts and merged.
const WRITER_MEMORY: usize = 64 << 20;

/// Entries of which the documents are made at a time, on all processors.
const PARCEL: usize = 512;

/// What the commit says about the index, so that it can be trusted later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub(super) schema: u32,
    pub(super) content_version: i64,
    pub(super) documents: u32,
    /// Phrases and answers of French, then of English.
    pub(super) texts: [Texts; 2],
}

/// How many texts of a language there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Texts {
    pub(super) phrases: u32,
    pub(super) answers: u32,
}

/// Writes the published ones of `entries` into `directory`.
pub(super) fn build(
    directory: impl Directory,
    layout: &Layout,
    entries: &[Entry],
    content_version: i64,
) -> tantivy::Result<tantivy::Index> {
    let index = tantivy::Index::create(directory, layout.schema.clone(), IndexSettings::default())?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_MEMORY)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let desk = Desk::new(layout);
    let mut stamp = Stamp::new(content_version);
    let published = entries
        .iter()
        .filter(|entry| entry.status == Status::Published);
    let published: Vec<_> = published.enumerate().collect();
    for parcel in published.chunks(PARCEL) {
        let made = parcel.par_iter();
        let made: Vec<_> = made
            .map(|(number, entry)| desk.documents(*number as u64, entry))
            .collect();
        for ((_, entry), documents) in parcel.iter().zip(made) {
            stamp.count(entry, &documents);
            // One operation: the documents of an entry stay side by side.
            let documents = documents.all.into_iter();
            writer.run(documents.map(UserOperation::Add))?;
        }
    }
    let stamp = serde_json::to_string(&stamp).map_err(std::io::Error::from)?;
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(&stamp);
    commit.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
        writer.garbage_collect_files().wait()?;
    }
    writer.wait_merging_threads()?;
    Ok(index)
}

impl Stamp {
    fn new(content_version: i64) -> Stamp {
        Stamp {
            schema: VERSION,
            content_version,
            documents: 0,
            texts: [Texts::default(); 2],
        }
    }

    fn count(&mut self, entry: &Entry, documents: &Documents) {
        let count = documents.all.len() as u32;
        let texts = &mut self.texts[entry.lang as usize];
        self.documents += count;
        texts.phrases += count;
        texts.answers += u32::from(documents.have_answer);
    }
}

/// Where documents are made.
struct Desk<'a> {
    layout: &'a Layout,
    analyzers: [Analyzer; 2],
}

/// The documents of an entry.
struct Documents {
    all: Vec<TantivyDocument>,
    have_answer: bool,
}

impl<'a> Desk<'a> {
    fn new(layout: &'a Layout) -> Desk<'a> {
        Desk {
            layout,
            analyzers: [Lang::Fr, Lang::En].map(Analyzer::new),
        }
    }

    /// The documents of the entry of this number.
    fn documents(&self, number: u64, entry: &Entry) -> Documents {
        let fields = self.layout.fields(entry.lang);
        let analyzer = &self.analyzers[entry.lang as usize];
        let phrases = std::iter::once(&entry.question).chain(&entry.alternates);
        let mut documents: Vec<_> = phrases
            .map(|phrase| self.phrase(number, entry.lang, &tokens(analyzer, phrase)))
            .collect();
        let answer = tokens(analyzer, &entry.answer_text);
        let first = &mut documents[0];
        add(
            first,
            fields.answer,
            answer.iter().filter(|token| !token.is_small),
        );
        for category in &entry.categories {
            let words = tokens(analyzer, category);
            add(
                first,
                fields.category,
                words.iter().filter(|token| !token.is_small),
            );
        }
        first.add_bytes(self.layout.stored, &Stored::new(entry, &answer).to_bytes());
        Documents {
            all: documents,
            have_answer: !answer.is_empty(),
        }
    }

    fn phrase(&self, number: u64, lang: Lang, words: &[Token]) -> TantivyDocument {
        let fields = self.layout.fields(lang);
        let mut document = TantivyDocument::new();
        document.add_u64(self.layout.entry, number);
        for trigram in shape(words) {
            document.add_u64(self.layout.shape, trigram);
        }
        add(
            &mut document,
            fields.phrase,
            words.iter().filter(|word| !word.is_small),
        );
        add(
            &mut document,
            fields.small,
            words.iter().filter(|word| word.is_small),
        );
        document
    }
}

/// Adds words, and the parts of those that mix digits and letters. A key has no blank
/// in it, so the index cuts the text where the keys were joined.
fn add<'t>(document: &mut TantivyDocument, field: Field, words: impl Iterator<Item = &'t Token>) {
    let mut text = String::new();
    for word in words {
        for key in std::iter::once(word.key.as_str()).chain(parts(&word.key)) {
            text.push_str(key);
            text.push(' ');
        }
    }
    if !text.is_empty() {
        document.add_text(field, text);
    }
}
