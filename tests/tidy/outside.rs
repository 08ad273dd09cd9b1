//! What only some modules may name: crates that can be replaced, and the world outside.

use crate::source::{holds_word, nothing, sources};

/// Crates that only some modules name, so that they can be replaced.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("charts_rs", &["chart"]),
    ("minijinja", &["web"]),
    ("tantivy", &["search"]),
    ("tantivy_fst", &["search"]),
    (
        "rusqlite",
        &[
            "sqlite",
            "access",
            "events",
            "faq",
            "transcripts",
            "facts",
            "kpi",
            "figures",
            "gaps",
            "site",
            "reports",
            "service",
        ],
    ),
    // An error that only a person reads; everywhere else code may ask which it was.
    ("anyhow", &["cli", "eval", "main"]),
    ("clap", &["cli", "main"]),
    ("indicatif", &["cli"]),
    // HTTP stops at the pages and the API; what is served knows nothing of it.
    ("axum", &["web"]),
    ("hyper", &["web"]),
    ("tokio", &["service", "web", "cli"]),
    ("prometheus_client", &["service"]),
];

/// What a module without input, output or clock has no use for.
const OUTSIDE_WORLD: &[&str] = &[
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "Instant",
    "SystemTime",
    "println!",
];

#[test]
fn crates_are_named_only_where_they_belong() {
    let mut broken = Vec::new();
    for source in sources() {
        for (name, modules) in ONLY_IN {
            if holds_word(&source.code, name) && !modules.contains(&source.module.as_str()) {
                broken.push(format!("{}: {} names {name}", source.path, source.module));
            }
        }
    }
    nothing(&broken);
}

/// Modules that know nothing of the outside world.
const PURE: &[&str] = &["chart", "text"];

#[test]
fn what_is_pure_knows_nothing_of_the_outside_world() {
    let mut broken = Vec::new();
    for source in sources() {
        for word in OUTSIDE_WORLD {
            let module = source.module.as_str();
            let is_pure = PURE.contains(&module) && !source.path.ends_with("/tests.rs");
            if is_pure && holds_word(&source.code, word) {
                broken.push(format!("{}: {module} uses {word}", source.path));
            }
        }
    }
    nothing(&broken);
}
