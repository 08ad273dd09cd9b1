//! Modules use only what lies below them.

use std::collections::BTreeSet;

use crate::source::{nothing, sources, without_comments};

/// The modules, bottom first. One may use those of the lines above it in this
/// table, not its own line's and not those below.
pub(crate) const ORDER: &[&[&str]] = &[
    &["failpoint", "hex"],
    &["input", "period", "sqlite"],
    &["text"],
    &["access", "chart", "events", "faq", "transcripts"],
    &["facts", "search"],
    &["kpi"],
    &["figures", "gaps"],
    &["site"],
    &["reports", "service"],
    &["demo", "eval", "web"],
    &["cli"],
    &["main"],
];

/// Modules that may use less than the order gives them.
const KNOWS_ONLY: &[(&str, &[&str])] = &[
    // The log keeps what happened; what it means is the fold's.
    (
        "events",
        &["failpoint", "hex", "input", "period", "sqlite", "text"],
    ),
    // Entries come from a file or a table: the index does not ask.
    ("search", &["failpoint", "faq", "text"]),
    // A KPI is SQL over facts, and nothing of how they were made.
    ("kpi", &["facts", "hex", "period"]),
    // The simulator knows what was meant, not how it is measured.
    ("demo", &[]),
    // A picture is its numbers, in a language.
    ("chart", &["text"]),
    ("main", &["cli"]),
];

#[test]
fn modules_use_only_what_lies_below_them() {
    let mut broken = Vec::new();
    for source in sources() {
        for used in &source.uses {
            if let Some(why) = may_not_use(&source.module, used) {
                broken.push(format!("{}: {} {why}", source.path, source.module));
            }
        }
    }
    nothing(&broken);
}

#[test]
fn every_module_has_its_place_in_the_order() {
    let placed: BTreeSet<&str> = ORDER.iter().flat_map(|line| line.iter().copied()).collect();
    let present: BTreeSet<String> = sources().into_iter().map(|source| source.module).collect();
    let present: BTreeSet<&str> = present.iter().map(String::as_str).collect();
    assert_eq!(placed, present);
}

#[test]
fn an_import_is_seen_however_it_is_written() {
    #[track_caller]
    fn check(code: &str, depth: usize, expected: &[&str]) {
        let expected: BTreeSet<String> = expected.iter().map(|name| name.to_string()).collect();
        assert_eq!(uses(&without_comments(code), depth), expected, "{code}");
    }
    check("use crate::web::page;", 1, &["web"]);
    check("let page = crate::web::page();", 3, &["web"]);
    check(
        "use crate::{web::{a, b}, text, cli as c};",
        1,
        &["cli", "text", "web"],
    );
    check("use super::super::web;", 2, &["web"]);
    check("use super::{web, text};", 1, &["text", "web"]);
    check("use super::super::web;", 3, &[]);
    check("use super::web;", 2, &[]);
    check("use vigie::web;", 1, &["web"]);
    check(
        "// crate::web\nlet url = \"http://a\"; crate::text::b()",
        1,
        &["text"],
    );
}

/// Why a module may not use another one; nothing if it may.
fn may_not_use(module: &str, used: &str) -> Option<String> {
    let line_of = |name| ORDER.iter().position(|line| line.contains(&name));
    let (own, other) = (line_of(module)?, line_of(used)?);
    if module == used {
        return None;
    }
    if other >= own {
        return Some(format!("uses {used}"));
    }
    let (_, known) = KNOWS_ONLY.iter().find(|(name, _)| *name == module)?;
    let list = known.join(", ");
    (!known.contains(&used)).then(|| format!("uses {used}, and is to know only [{list}]"))
}

/// The top-level modules that a file names; `depth` is how many it is below the root.
pub(crate) fn uses(code: &str, depth: usize) -> BTreeSet<String> {
    let climb = "super::".repeat(depth.max(1));
    let mut found = BTreeSet::new();
    for root in ["crate::", "vigie::", climb.as_str()] {
        for (place, _) in code.match_indices(root) {
            let before = code[..place].chars().next_back();
            let is_inside = before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':');
            if !is_inside {
                found.extend(named_first(&code[place + root.len()..]));
            }
        }
    }
    found
}

/// The first name of a path, or of each path in braces.
fn named_first(path: &str) -> Vec<String> {
    let Some(group) = path.strip_prefix('{') else {
        return name_at(path).into_iter().collect();
    };
    let mut names: Vec<String> = name_at(group).into_iter().collect();
    let mut deep = 0_usize;
    for (place, letter) in group.char_indices() {
        match letter {
            '{' => deep += 1,
            '}' if deep == 0 => break,
            '}' => deep -= 1,
            ',' if deep == 0 => names.extend(name_at(&group[place + 1..])),
            _ => {}
        }
    }
    names
}

fn name_at(text: &str) -> Option<String> {
    let text = text.trim_start();
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    let name = &text[..end.unwrap_or(text.len())];
    (!name.is_empty() && name != "super").then(|| name.to_owned())
}
