//! What a document of the index holds.
//!
//! A document is a phrase. The first document of an entry is its question and
//! carries the answer, the categories and what a hit shows; its alternates
//! follow it, one document each. Each language has its own fields, so that
//! frequencies and spelling never mix two languages.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};

use crate::text::Lang;

/// Raised whenever what is written changes: an index of another version is
/// rebuilt.
pub(super) const VERSION: u32 = 3;

/// Fields of one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields {
    /// Stems of the content words of a phrase.
    pub(super) phrase: Field,
    /// Stems of its stop words: they weigh little, and are no part of its length.
    pub(super) small: Field,
    pub(super) answer: Field,
    pub(super) category: Field,
}

/// Where everything is.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) schema: Schema,
    fields: [Fields; 2],
    /// Number of the entry a document belongs to, in the order of the entries.
    pub(super) entry: Field,
    /// Letter trigrams of a phrase, see `shape`.
    pub(super) shape: Field,
    /// What a hit shows; on the first document of an entry.
    pub(super) stored: Field,
}

impl Layout {
    pub(super) fn new() -> Layout {
        let mut builder = Schema::builder();
        let mut text = |name: &str, lang: Lang, normed: bool| {
            let indexing = TextFieldIndexing::default()
                // Keys come ready from `words`; this only parts them.
                .set_tokenizer("whitespace")
                .set_index_option(IndexRecordOption::WithFreqs)
                .set_fieldnorms(normed);
            let options = TextOptions::default().set_indexing_options(indexing);
            builder.add_text_field(&format!("{name}_{lang}"), options)
        };
        let fields = [Lang::Fr, Lang::En].map(|lang| Fields {
            phrase: text("phrase", lang, true),
            small: text("small", lang, false),
            answer: text("answer", lang, true),
            category: text("category", lang, false),
        });
        let entry = builder.add_u64_field("entry", FAST);
        let shape = builder.add_u64_field("shape", FAST);
        let stored = builder.add_bytes_field("stored", STORED);
        Layout {
            schema: builder.build(),
            fields,
            entry,
            shape,
            stored,
        }
    }

    pub(super) fn fields(&self, lang: Lang) -> Fields {
        match lang {
            Lang::Fr => self.fields[0],
            Lang::En => self.fields[1],
        }
    }
}
