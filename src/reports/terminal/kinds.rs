//! The kinds of events as text.

use super::super::kinds::{FieldTold, Kinds};
use super::super::language::{of_terminal, pick};
use super::super::table::columns;

/// Each kind with what it means, and its fields below.
pub fn kinds(kinds: &Kinds) -> String {
    let lang = of_terminal();
    let mut text = String::new();
    for kind in &kinds.kinds {
        text.push_str(&format!(
            "{} · {}\n{}\n",
            kind.kind,
            kind.means,
            fields(&kind.fields)
        ));
    }
    let every = pick(
        lang,
        "Tous ont `id` (un UUID), `kind` et `at` (RFC 3339, avec décalage), et peuvent avoir :",
        "All have `id` (a UUID), `kind` and `at` (RFC 3339 with its offset), and may have:",
    );
    let star = pick(lang, "* requis", "* needed");
    text.push_str(&format!("{every}\n{}\n{star}", fields(&kinds.common)));
    text
}

fn fields(fields: &[FieldTold]) -> String {
    let rows = fields.iter().map(|field| {
        let star = if field.required { " *" } else { "" };
        vec![format!("{}{star}", field.field), field.holds.clone()]
    });
    columns(&rows.collect::<Vec<_>>(), &[0, 1])
}
