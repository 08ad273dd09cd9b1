//! What each file owes its readers: a head, a source, a licence, a place.

use std::fs;

use crate::source::{files_under, holds_word, nothing, read, root, sources};

const TOP_LEVEL: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "benches",
    "data",
    "src",
    "tests",
];

/// What tools leave at the top level, and `.gitignore` keeps out.
const LEFT_BY_TOOLS: &[&str] = &["proptest-regressions", "target"];

const LONGEST_FILE: usize = 500;

#[test]
fn every_source_file_says_what_it_is_for() {
    let mut broken = Vec::new();
    for source in sources() {
        let is_tests = source.path.ends_with("/tests.rs");
        if !source.text.starts_with("//! ") && !is_tests {
            broken.push(format!("{}: begins without a `//!` head", source.path));
        }
        for mark in ["todo!", "dbg!", "FIXME", "unimplemented!"] {
            if holds_word(&source.text, mark) {
                broken.push(format!("{}: holds {mark}", source.path));
            }
        }
        let lines = source.text.lines().count();
        if lines > LONGEST_FILE {
            broken.push(format!(
                "{}: {lines} lines; split what is more than one thing",
                source.path
            ));
        }
    }
    nothing(&broken);
}

#[test]
fn every_data_file_names_its_source_and_licence() {
    let mut broken = Vec::new();
    for path in files_under("data") {
        let name = path.rsplit('/').next().unwrap();
        // A picture has no head; a README beside it tells.
        let text = if path.ends_with(".png") {
            String::new()
        } else {
            read(&path)
        };
        let head: Vec<&str> = text
            .lines()
            .take_while(|line| line.starts_with('#'))
            .collect();
        let beside = fs::read_to_string(root().join(&path).with_file_name("README.md"));
        let beside = beside.unwrap_or_default();
        let told = |text: &str| {
            let text = text.to_lowercase();
            (text.contains("source") || text.contains("invented"))
                && (text.contains("licence") || text.contains("license"))
        };
        let in_readme = beside.contains(&format!("`{name}`")) && told(&beside);
        if name != "README.md" && !told(&head.join("\n")) && !in_readme {
            broken.push(format!(
                "{path}: names no source and licence, nor does its README.md"
            ));
        }
    }
    nothing(&broken);
}

#[test]
fn the_top_level_stays_small() {
    let mut broken = Vec::new();
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if !name.starts_with('.')
            && !TOP_LEVEL.contains(&name.as_str())
            && !LEFT_BY_TOOLS.contains(&name.as_str())
        {
            broken.push(format!("{name}: has no place at the top level"));
        }
    }
    nothing(&broken);
}
