//! Everything as text for a terminal, in the reader's language.

mod compared;
mod conversations;
mod deflection;
mod explained;
mod figures;
mod gaps;
mod kept;
mod kinds;
mod kpi;
mod report;
mod rows;
mod search;
mod tables;

pub use compared::compared;
pub use conversations::{feelings, felt, keywords, score, turns};
pub use deflection::deflection;
pub use explained::{causes, explained};
pub use figures::{not_computable, slices, total, unseen, without_needs};
pub use gaps::{handoffs, unanswered};
pub use kept::{kept, link, versions};
pub use kinds::kinds;
pub use kpi::{explanation, kpis, usable_kpis};
pub use report::report;
pub use rows::{Place, more_rows, rows, rows_left_out};
pub use search::answer;
pub use tables::tables;

use std::fmt::Write;

use super::language::{of_terminal, pick};
use crate::text::language::Lang;

fn section(out: &mut String, title: &str) {
    let rule = "─".repeat(title.chars().count());
    let _ = writeln!(out, "\n{title}\n{rule}");
}

fn header(lang: Lang, names: &[(&str, &str)]) -> Vec<String> {
    names
        .iter()
        .map(|(fr, en)| pick(lang, fr, en).to_owned())
        .collect()
}

/// What a folder without sites is told.
pub fn no_site() -> &'static str {
    pick(
        of_terminal(),
        "Pas encore de site\u{a0}: `vigie import` en crée un.",
        "No site yet: `vigie import` creates one.",
    )
}

fn nothing(lang: Lang) -> String {
    format!(
        "  {}\n",
        pick(lang, "rien sur cette période", "nothing in this period")
    )
}
