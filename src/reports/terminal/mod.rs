//! Everything as text for a terminal, in the reader's language.

mod conversations;
mod gaps;
mod kpi;
mod report;
mod search;

pub use conversations::{feelings, felt, keywords, score, turns};
pub use gaps::{handoffs, unanswered};
pub use kpi::{kpi, rows};
pub use report::report;
pub use search::answer;

use std::fmt::Write;

use super::language::pick;
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

fn nothing(lang: Lang) -> String {
    format!(
        "  {}\n",
        pick(lang, "rien sur cette période", "nothing in this period")
    )
}
