//! Runs of words and of characters.
//!
//! Word n-grams name what people speak of (`boîte de réception`), character
//! n-grams compare texts despite typing errors.

/// Every run of `n` neighbours in order; none when `n` is 0 or above the length.
pub fn word_ngrams<T>(words: &[T], n: usize) -> impl Iterator<Item = &[T]> {
    // `windows` panics on 0, and a window longer than the slice is never found.
    let size = if n == 0 { words.len() + 1 } else { n };
    words.windows(size)
}

/// Runs of `from..=to` characters within each word of `text`, with a space on either side
/// of a word, so that beginnings and ends count (`char_wb` in scikit-learn).
///
/// Words are what white space separates: fold the text first. A word shorter than a run
/// gives itself once.
pub fn char_ngrams(text: &str, from: usize, to: usize) -> Vec<String> {
    let mut ngrams = Vec::new();
    let mut padded = Vec::new();
    for word in text.split_whitespace() {
        padded.clear();
        padded.push(' ');
        padded.extend(word.chars());
        padded.push(' ');
        for n in from.max(1)..=to {
            ngrams.extend(padded.windows(n.min(padded.len())).map(String::from_iter));
            if n >= padded.len() {
                break;
            }
        }
    }
    ngrams
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_words(n: usize, expected: &[&str]) {
        let words = ["boîte", "de", "réception"];
        let runs: Vec<String> = word_ngrams(&words, n).map(|run| run.join(" ")).collect();
        assert_eq!(runs, expected);
    }

    #[test]
    fn word_runs_come_in_order() {
        check_words(1, &["boîte", "de", "réception"]);
        check_words(2, &["boîte de", "de réception"]);
        check_words(3, &["boîte de réception"]);
        check_words(4, &[]);
        check_words(0, &[]);
    }

    #[test]
    fn character_runs_know_where_a_word_begins_and_ends() {
        assert_eq!(
            char_ngrams("été", 2, 3),
            [" é", "ét", "té", "é ", " ét", "été", "té "]
        );
        assert_eq!(char_ngrams("a b", 1, 1), [" ", "a", " ", " ", "b", " "]);
    }

    #[test]
    fn a_word_shorter_than_the_run_gives_itself_once() {
        assert_eq!(char_ngrams("a", 3, 9), [" a "]);
        assert_eq!(char_ngrams("a", 5, 9), [" a "]);
        assert!(char_ngrams("", 2, 5).is_empty());
        assert!(char_ngrams("mot", 3, 2).is_empty());
    }
}
