//! One language of an opened index: its dictionaries, posting lists, lengths
//! and counts, ready to be searched.

use std::io;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED};

use super::build::Texts;
use super::schema::Fields;
use crate::text::{Analyzer, Lang};

/// One field of one language.
pub(super) struct Field {
    pub(super) lists: Arc<InvertedIndexReader>,
    /// Lengths of texts in words; absent where they do not matter.
    lengths: Option<FieldNormReader>,
    /// Mean of the lengths, at least 1.
    mean_length: f32,
}

pub(super) struct Shelf {
    pub(super) analyzer: Analyzer,
    pub(super) phrase: Field,
    pub(super) small: Field,
    pub(super) answer: Field,
    pub(super) category: Field,
    pub(super) texts: Texts,
}

impl Shelf {
    pub(super) fn open(
        lang: Lang,
        segment: &SegmentReader,
        fields: Fields,
        texts: Texts,
    ) -> tantivy::Result<Shelf> {
        Ok(Shelf {
            analyzer: Analyzer::new(lang),
            phrase: Field::open(segment, fields.phrase, texts.phrases)?,
            small: Field::open(segment, fields.small, 0)?,
            answer: Field::open(segment, fields.answer, texts.answers)?,
            category: Field::open(segment, fields.category, 0)?,
            texts,
        })
    }

    /// How many phrases and answers hold the key.
    pub(super) fn frequency(&self, key: &str) -> io::Result<u32> {
        Ok(self.phrase.frequency(key)? + self.answer.frequency(key)?)
    }

    /// Whether any entry holds the key, if only as a category.
    pub(super) fn knows(&self, key: &str) -> io::Result<bool> {
        Ok(self.frequency(key)? > 0 || self.category.frequency(key)? > 0)
    }

    /// Inverse frequency of a key in `frequency` of the texts: how much it
    /// tells. The form of BM25 (Robertson & Zaragoza 2009, "The Probabilistic
    /// Relevance Framework", 3.2), kept above 0 as in Lucene.
    pub(super) fn rarity(&self, frequency: u32) -> f32 {
        let texts = (self.texts.phrases + self.texts.answers) as f32;
        let frequency = frequency as f32;
        ((texts - frequency + 0.5).max(0.0) / (frequency + 0.5)).ln_1p()
    }
}

impl Field {
    fn open(
        segment: &SegmentReader,
        field: tantivy::schema::Field,
        texts: u32,
    ) -> tantivy::Result<Field> {
        let lists = segment.inverted_index(field)?;
        let lengths = segment.fieldnorms_readers().get_field(field)?;
        let mean_length = (lists.total_num_tokens() as f32 / texts.max(1) as f32).max(1.0);
        Ok(Field {
            lists,
            lengths,
            mean_length,
        })
    }

    pub(super) fn frequency(&self, key: &str) -> io::Result<u32> {
        let info = self.lists.terms().get(key)?;
        Ok(info.map_or(0, |info| info.doc_freq))
    }

    /// Whether one text holds both keys.
    pub(super) fn has_both(&self, one: &str, other: &str) -> io::Result<bool> {
        let mut with_one = FxHashSet::default();
        self.visit(one, |doc, _| {
            with_one.insert(doc);
        })?;
        let mut both = false;
        if !with_one.is_empty() {
            self.visit(other, |doc, _| both |= with_one.contains(&doc))?;
        }
        Ok(both)
    }

    /// Length of a document's text by the mean of all; 1 without lengths.
    pub(super) fn relative_length(&self, doc: DocId) -> f32 {
        let length = self
            .lengths
            .as_ref()
            .map(|lengths| lengths.fieldnorm(doc) as f32);
        length.map_or(1.0, |length| length / self.mean_length)
    }

    /// Calls `each` with the documents that hold `key` and how often they do.
    pub(super) fn visit(&self, key: &str, mut each: impl FnMut(DocId, u32)) -> io::Result<()> {
        let Some(info) = self.lists.terms().get(key)? else {
            return Ok(());
        };
        let option = IndexRecordOption::WithFreqs;
        let mut list: SegmentPostings = self.lists.read_postings_from_terminfo(&info, option)?;
        let mut doc = list.doc();
        while doc != TERMINATED {
            each(doc, list.term_freq());
            doc = list.advance();
        }
        Ok(())
    }
}
