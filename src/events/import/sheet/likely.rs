//! Columns that nothing is read from, and that look like a field that nothing is read as.
//!
//! To be guessed they are not sure enough; to be passed over in silence they are too likely.

use super::names::{normal, words};
use super::synonyms;

/// Fields that are never meant by a word of theirs: numbers of rows are no ids, and people are
/// known by `customer` where a table says `client`.
const NEVER: [&str; 4] = ["id", "client", "site", "user_agent"];

/// Each column that shares a word with one of these fields, with the first such field; a field
/// is suggested once.
pub(super) fn of(mut open: Vec<&'static str>, unused: &[String]) -> Vec<(&'static str, String)> {
    open.retain(|field| !NEVER.contains(field));
    let mut likely = Vec::new();
    for column in unused {
        let words = words(column);
        let meant = open.iter().position(|field| shares_a_word(field, &words));
        if let Some(place) = meant {
            likely.push((open.remove(place), column.clone()));
        }
    }
    likely
}

/// How to say that it is meant.
pub fn as_option((field, column): &(&'static str, String)) -> String {
    format!("--map \"{field}={column}\"")
}

fn shares_a_word(field: &str, words: &[String]) -> bool {
    let own = normal(field);
    let is_of_field =
        |word: &String| is_same(word, &own) || synonyms::of(field).any(|name| is_same(word, name));
    words.iter().any(is_of_field)
}

/// In the plural too.
fn is_same(word: &str, name: &str) -> bool {
    word == name || word.strip_suffix('s') == Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_with_a_word_of_a_field_that_is_not_read_may_be_meant() {
        let unused = ["Attente moyenne", "Poste", "Attente max", "Motifs d'appel"];
        let likely = of(vec!["wait", "reason", "id"], &unused.map(str::to_owned));
        let options: Vec<String> = likely.iter().map(as_option).collect();
        let expected = [
            "--map \"wait=Attente moyenne\"",
            "--map \"reason=Motifs d'appel\"",
        ];
        assert_eq!(options, expected);
    }
}
