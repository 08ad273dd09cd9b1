//! Each distinct word analysed once: the fast path for counting.
//!
//! A corpus of millions of words has some ten thousand different ones. A
//! [`Vocabulary`] keeps what each is, so that a known word costs one hash
//! look-up. Threads fill one each; merged in the order of the texts, they give
//! the same numbers whatever the number of threads.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::analyzer::Analyzer;
use super::segment::{Word, words};

/// The number of a surface word, in the order of first appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SurfaceId(u32);

/// The number of a stem, in the order of first appearance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StemId(u32);

/// What is known of a surface word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The word as written: `Factures` and `factures` are two.
    pub surface: SurfaceId,
    /// The stem it shares with others.
    pub stem: StemId,
    /// It says nothing about what is asked.
    pub is_stop: bool,
}

/// The words met so far, each analysed once.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    by_surface: FxHashMap<Arc<str>, Known>,
    by_stem: FxHashMap<Arc<str>, StemId>,
    surfaces: Vec<(Arc<str>, Known)>,
    stems: Vec<Arc<str>>,
}

impl SurfaceId {
    /// The number as an index into counts by surface word.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl StemId {
    /// The number as an index into counts by stem.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Vocabulary {
    /// An empty vocabulary.
    pub fn new() -> Vocabulary {
        Vocabulary::default()
    }

    /// Every word of `text` in order, with what it is.
    pub fn read<'t>(
        &mut self,
        analyzer: &Analyzer,
        text: &'t str,
    ) -> impl Iterator<Item = (Word<'t>, Known)> {
        words(text, analyzer.lang()).map(move |word| (word, self.known(analyzer, word)))
    }

    /// What `word` is, looked up or analysed. One vocabulary serves one analyzer.
    pub fn known(&mut self, analyzer: &Analyzer, word: Word<'_>) -> Known {
        match self.by_surface.get(word.text) {
            Some(&known) => known,
            None => {
                let term = analyzer.term(word);
                self.insert(term.text.into(), term.stem.into(), term.is_stop)
            }
        }
    }

    /// The surface word with this number.
    pub fn surface(&self, id: SurfaceId) -> &str {
        &self.surfaces[id.index()].0
    }

    /// The stem with this number.
    pub fn stem(&self, id: StemId) -> &str {
        &self.stems[id.index()]
    }

    /// Every surface word with what it is, in the order of first appearance.
    pub fn surfaces(&self) -> impl ExactSizeIterator<Item = (&str, Known)> {
        self.surfaces
            .iter()
            .map(|(surface, known)| (surface.as_ref(), *known))
    }

    /// Every stem in the order of first appearance.
    pub fn stems(&self) -> impl ExactSizeIterator<Item = &str> {
        self.stems.iter().map(AsRef::as_ref)
    }

    /// Takes in the words of `later`; gives what each of its surface words is here, by its number there.
    ///
    /// The numbers depend on the order of absorption only: absorb in the order of the texts.
    pub fn absorb(&mut self, later: &Vocabulary) -> Vec<Known> {
        let known =
            later
                .surfaces
                .iter()
                .map(|(surface, theirs)| match self.by_surface.get(surface) {
                    Some(&known) => known,
                    None => self.insert(
                        surface.clone(),
                        later.stems[theirs.stem.index()].clone(),
                        theirs.is_stop,
                    ),
                });
        known.collect()
    }

    fn insert(&mut self, surface: Arc<str>, stem: Arc<str>, is_stop: bool) -> Known {
        let stem = self.stem_id(stem);
        let known = Known {
            surface: SurfaceId(number(self.surfaces.len())),
            stem,
            is_stop,
        };
        self.surfaces.push((surface.clone(), known));
        self.by_surface.insert(surface, known);
        known
    }

    fn stem_id(&mut self, stem: Arc<str>) -> StemId {
        if let Some(&id) = self.by_stem.get(&stem) {
            return id;
        }
        let id = StemId(number(self.stems.len()));
        self.stems.push(stem.clone());
        self.by_stem.insert(stem, id);
        id
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("memory ends before 2^32 distinct words")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;
    use proptest::prelude::*;

    fn numbers(vocabulary: &mut Vocabulary, text: &str) -> Vec<Known> {
        vocabulary
            .read(&Analyzer::new(Lang::Fr), text)
            .map(|(_, known)| known)
            .collect()
    }

    #[test]
    fn a_word_is_what_the_analyzer_says() {
        let analyzer = Analyzer::new(Lang::Fr);
        let mut vocabulary = Vocabulary::new();
        let text = "Ma facture, mes factures, MA FACTURE";
        let read: Vec<(Word, Known)> = vocabulary.read(&analyzer, text).collect();
        for (term, (word, known)) in analyzer.terms(text).iter().zip(read) {
            assert_eq!((term.text, term.start), (word.text, word.start));
            assert_eq!(vocabulary.surface(known.surface), term.text);
            assert_eq!(vocabulary.stem(known.stem), term.stem);
            assert_eq!(known.is_stop, term.is_stop);
        }
        assert_eq!(vocabulary.surfaces().len(), 6);
        assert_eq!(
            vocabulary.stems().collect::<Vec<_>>(),
            ["ma", "factur", "me"]
        );
    }

    proptest! {
        #[test]
        fn parts_absorbed_in_order_number_words_as_the_whole(texts in prop::collection::vec("[aelsAé ']{0,12}", 0..6)) {
            let mut whole = Vocabulary::new();
            let expected: Vec<Known> = texts.iter().flat_map(|text| numbers(&mut whole, text)).collect();
            let mut merged = Vocabulary::new();
            let mut found = Vec::new();
            for text in &texts {
                let mut part = Vocabulary::new();
                let local = numbers(&mut part, text);
                let here = merged.absorb(&part);
                found.extend(local.iter().map(|known| here[known.surface.index()]));
            }
            prop_assert_eq!(found, expected);
        }
    }
}
