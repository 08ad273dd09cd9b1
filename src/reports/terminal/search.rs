//! What a search found.

use std::fmt::Write;

use crate::reports::language::{of_terminal, pick};
use crate::reports::number::counted;
use crate::search::Answer;

/// What a search found; `styled` for a terminal that shows bold.
pub fn answer(answer: &Answer, styled: bool) -> String {
    let lang = of_terminal();
    if answer.total == 0 {
        return pick(lang, "Aucun résultat.", "Nothing found.").to_owned();
    }
    let mut out = String::new();
    for (place, hit) in answer.hits.iter().enumerate() {
        let snippet = if styled {
            hit.snippet.to_ansi()
        } else {
            hit.snippet.text().to_owned()
        };
        let _ = writeln!(out, "{:>2}. {}  ({})", place + 1, hit.question, hit.id);
        if !snippet.is_empty() {
            let _ = writeln!(out, "    {snippet}");
        }
    }
    let results = ("résultat", "résultats");
    out.push_str(&counted(
        lang,
        answer.total as u64,
        results,
        ("result", "results"),
    ));
    out
}
