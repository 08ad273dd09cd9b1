//! The files of the tree, as the rules read them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::imports::uses;

/// A source file of the crate.
pub(crate) struct Source {
    pub(crate) path: String,
    /// The top-level module that it belongs to.
    pub(crate) module: String,
    pub(crate) text: String,
    pub(crate) code: String,
    pub(crate) uses: BTreeSet<String>,
}

/// All source files but `lib.rs`, which lists the modules.
pub(crate) fn sources() -> Vec<Source> {
    files_under("src")
        .into_iter()
        .filter(|path| path.ends_with(".rs") && path != "src/lib.rs")
        .map(|path| {
            let parts: Vec<&str> = path.trim_end_matches(".rs").split('/').skip(1).collect();
            let depth = parts.len() - usize::from(parts.ends_with(&["mod"]));
            let text = read(&path);
            let code = without_comments(&text);
            Source {
                module: parts[0].to_owned(),
                uses: uses(&code, depth),
                path,
                text,
                code,
            }
        })
        .collect()
}

/// Code without what stands behind `//`, outside quotes.
pub(crate) fn without_comments(text: &str) -> String {
    let code_of = |line: &str| {
        let comment = line
            .match_indices("//")
            .map(|(place, _)| place)
            .find(|&place| line[..place].matches('"').count().is_multiple_of(2));
        line[..comment.unwrap_or(line.len())].to_owned()
    };
    text.lines().map(code_of).collect::<Vec<_>>().join("\n")
}

pub(crate) fn holds_word(text: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(place, _)| {
        let before = text[..place].chars().next_back();
        let behind = text[place + word.len()..].chars().next();
        !is_part(before) && !is_part(behind)
    })
}

/// What stands as code in a Markdown page: the lines of its blocks, and its `spans`.
pub(crate) fn snippets(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (place, part) in page.split("```").enumerate() {
        if place % 2 == 1 {
            found.extend(part.lines().map(str::to_owned));
        } else {
            found.extend(part.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    found
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All files below a folder, sorted, as paths from the root with `/`.
pub(crate) fn files_under(folder: &str) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let path = path.strip_prefix(root()).unwrap();
                files.push(path.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    files.sort();
    files
}

#[track_caller]
pub(crate) fn nothing(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}
