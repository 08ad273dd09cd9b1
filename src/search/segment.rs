//! The one segment of an index: what all languages share, opened once.

use tantivy::schema::Value;
use tantivy::store::StoreReader;
use tantivy::{DocId, SegmentReader, TantivyDocument};

use super::build::Stamp;
use super::index::Error;
use super::rank::{Documents, Ranked};
use super::schema::Layout;
use super::shelf::Shelf;
use super::stored::Stored;
use crate::text::Lang;

/// Blocks of stored entries kept in memory, 16 KiB each.
const STORE_BLOCKS: usize = 64;

/// Everything that a search reads.
pub(super) struct Segment {
    store: StoreReader,
    shelves: [Shelf; 2],
    pub(super) documents: Documents,
    /// The number of the entry that a document belongs to.
    entry_of: Vec<u32>,
}

impl Segment {
    pub(super) fn open(
        segment: &SegmentReader,
        layout: &Layout,
        stamp: &Stamp,
    ) -> Result<Segment, Error> {
        let entry_of = entry_of(segment)?;
        let shelf = |lang: Lang| {
            let texts = stamp.texts[lang as usize];
            Shelf::open(lang, segment, layout.fields(lang), texts)
        };
        Ok(Segment {
            store: segment.get_store_reader(STORE_BLOCKS)?,
            shelves: [shelf(Lang::Fr)?, shelf(Lang::En)?],
            documents: Documents {
                first_of: first_of(&entry_of),
                shapes: segment.fast_fields().u64("shape")?,
            },
            entry_of,
        })
    }

    /// How many documents there are.
    pub(super) fn documents(&self) -> usize {
        self.entry_of.len()
    }

    /// The number of an entry among all, in the order they were given.
    pub(super) fn number(&self, ranked: Ranked) -> usize {
        self.entry_of[ranked.first as usize] as usize
    }

    pub(super) fn stored(&self, ranked: Ranked, layout: &Layout) -> Result<Stored, Error> {
        let document: TantivyDocument = self.store.get(ranked.first)?;
        let value = document.get_first(layout.stored);
        let stored = value.and_then(|value| Stored::from_bytes(value.as_bytes()?));
        stored.ok_or_else(|| Error::Damaged("an entry is unreadable".into()))
    }

    /// The entries in `lang`; in the other language, if there are none.
    pub(super) fn shelf(&self, lang: Lang) -> &Shelf {
        let [fr, en] = &self.shelves;
        let (asked, other) = if lang == Lang::Fr { (fr, en) } else { (en, fr) };
        if asked.texts.phrases == 0 {
            other
        } else {
            asked
        }
    }

    /// The entries of one page, best first; of equals, in their own order.
    pub(super) fn page<'r>(
        &self,
        ranked: &'r mut [Ranked],
        limit: usize,
        offset: usize,
    ) -> &'r [Ranked] {
        let number = |ranked: &Ranked| self.number(*ranked);
        let order = |a: &Ranked, b: &Ranked| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| number(a).cmp(&number(b)))
        };
        let end = offset.saturating_add(limit).min(ranked.len());
        if end > 0 && end < ranked.len() {
            ranked.select_nth_unstable_by(end - 1, order);
        }
        ranked[..end].sort_unstable_by(order);
        &ranked[offset.min(end)..end]
    }
}

fn entry_of(segment: &SegmentReader) -> Result<Vec<u32>, Error> {
    let numbers = segment.fast_fields().u64("entry")?;
    let number = |doc: DocId| {
        numbers
            .first(doc)
            .and_then(|number| u32::try_from(number).ok())
    };
    let entry_of = (0..segment.max_doc()).map(number).collect::<Option<_>>();
    entry_of.ok_or_else(|| Error::Damaged("a document without entry".into()))
}

/// The documents of an entry lie side by side.
fn first_of(entry_of: &[u32]) -> Vec<DocId> {
    let entries = entry_of.chunk_by(|a, b| a == b);
    let mut first_of: Vec<DocId> = Vec::with_capacity(entry_of.len());
    for entry in entries {
        let first = first_of.len() as DocId;
        first_of.extend(entry.iter().map(|_| first));
    }
    first_of
}
