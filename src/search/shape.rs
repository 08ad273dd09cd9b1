//! How alike two texts look, letter by letter: the cosine of their sets of
//! letter trigrams. It sees what stems miss, `démission` in `démissionner`,
//! and is cheap enough for the few phrases that lead.

use super::words::{Token, fingerprint};

/// The trigrams of the content words, each word with a space on both sides:
/// sorted, each once.
pub(super) fn shape(words: &[Token]) -> Vec<u64> {
    let mut shape = Vec::new();
    for word in words.iter().filter(|word| !word.is_small) {
        let padded = format!(" {} ", word.folded);
        let at: Vec<usize> = padded
            .char_indices()
            .map(|(at, _)| at)
            .chain([padded.len()])
            .collect();
        shape.extend(
            at.windows(4)
                .map(|at| u64::from(fingerprint(&padded[at[0]..at[3]]))),
        );
    }
    shape.sort_unstable();
    shape.dedup();
    shape
}

/// 0 (nothing in common) to 1 (the same trigrams). `mine` is sorted.
pub(super) fn likeness(mine: &[u64], theirs: impl Iterator<Item = u64>) -> f32 {
    let (mut common, mut all) = (0, 0);
    for trigram in theirs {
        all += 1;
        common += usize::from(mine.binary_search(&trigram).is_ok());
    }
    let most = ((mine.len() * all) as f32).sqrt();
    if most > 0.0 {
        common as f32 / most
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::tokens;
    use super::*;
    use crate::text::{Analyzer, Lang};

    fn compare(a: &str, b: &str) -> f32 {
        let shape = |text| shape(&tokens(&Analyzer::new(Lang::Fr), text));
        likeness(&shape(a), shape(b).into_iter())
    }

    #[test]
    fn words_of_one_family_look_alike_and_others_do_not() {
        assert!((compare("ma facture", "FACTURE") - 1.0).abs() < 1e-6);
        assert!(compare("démission", "démissionner") > 0.6);
        assert!(compare("démission", "facture") < 0.1);
        assert_eq!(compare("", "facture"), 0.0);
        assert_eq!(compare("", ""), 0.0);
    }
}
