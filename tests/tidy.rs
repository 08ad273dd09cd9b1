//! Checks on the tree itself: who may use whom, and what each file owes its readers.
//!
//! The tables here are the rules; `src/ARCHITECTURE.md` explains them. Only the
//! standard library, so that this runs in a moment.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The modules, bottom first. One may use those of the lines above it in this
/// table, not its own line's and not those below.
const ORDER: &[&[&str]] = &[
    &["failpoint", "hex"],
    &["input", "period", "sqlite"],
    &["text"],
    &["events", "faq", "transcripts"],
    &["facts", "search"],
    &["kpi"],
    &["gaps"],
    &["site"],
    &["reports"],
    &["demo", "eval"],
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
    ("main", &["cli"]),
];

/// Crates that only some modules name, so that they can be replaced.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("tantivy", &["search"]),
    ("tantivy_fst", &["search"]),
    (
        "rusqlite",
        &[
            "sqlite",
            "events",
            "faq",
            "transcripts",
            "facts",
            "kpi",
            "gaps",
            "site",
            "reports",
        ],
    ),
    // An error that only a person reads; everywhere else code may ask which it was.
    ("anyhow", &["cli", "eval", "main"]),
    ("clap", &["cli", "main"]),
    ("indicatif", &["cli"]),
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

#[test]
fn text_knows_nothing_of_the_outside_world() {
    let mut broken = Vec::new();
    for source in sources() {
        for word in OUTSIDE_WORLD {
            let is_pure = source.module == "text" && !source.path.ends_with("/tests.rs");
            if is_pure && holds_word(&source.code, word) {
                broken.push(format!("{}: text uses {word}", source.path));
            }
        }
    }
    nothing(&broken);
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
fn every_kpi_explains_itself_in_both_languages() {
    let mut broken = Vec::new();
    for path in files_under("src/kpi/catalogue") {
        let text = read(&path);
        let head: Vec<&str> = text
            .lines()
            .map_while(|line| line.strip_prefix("--"))
            .map(str::trim)
            .collect();
        for field in ["title.fr:", "title.en:", "kind:", "fr:"] {
            let given = |line: &&str| line.strip_prefix(field).is_some_and(|it| !it.is_empty());
            if !head.iter().any(given) {
                broken.push(format!("{path}: has no `-- {field} …`"));
            }
        }
        let about = head.split(|line| line.is_empty()).nth(1);
        if about.is_none_or(|lines| lines.is_empty() || lines[0].starts_with("fr:")) {
            broken.push(format!("{path}: has no English explanation"));
        }
    }
    nothing(&broken);
}

#[test]
fn every_data_file_names_its_source_and_licence() {
    let mut broken = Vec::new();
    for path in files_under("data") {
        let name = path.rsplit('/').next().unwrap();
        let text = read(&path);
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
fn the_architecture_names_every_module_and_only_paths_that_exist() {
    let page = read("src/ARCHITECTURE.md");
    let mut broken = Vec::new();
    for path in snippets(&page)
        .iter()
        .flat_map(|code| code.split_whitespace())
    {
        let is_path = ["src/", "data/", "tests/", "benches/", ".ci/"]
            .iter()
            .any(|top| path.starts_with(top));
        if is_path && !root().join(path).exists() {
            broken.push(format!("src/ARCHITECTURE.md: there is no {path}"));
        }
    }
    for module in ORDER.iter().flat_map(|line| line.iter()) {
        if !page.contains(&format!("`src/{module}")) {
            broken.push(format!("src/ARCHITECTURE.md: does not tell of {module}"));
        }
    }
    if page.lines().count() > 300 {
        broken.push("src/ARCHITECTURE.md: over 300 lines".to_owned());
    }
    nothing(&broken);
}

#[test]
fn the_readme_names_every_command_and_only_options_that_exist() {
    let commands = commands();
    let page = read("README.md").replace("cargo run --release -- ", "vigie ");
    let mut named = BTreeSet::new();
    let mut broken = Vec::new();
    let lines = snippets(&page);
    for line in &lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        for start in (0..words.len()).filter(|&place| words[place] == "vigie") {
            let (command, rest) = longest_command(&commands, &words[start + 1..]);
            named.insert(command.clone());
            if command.is_empty() && rest.first().is_some_and(|word| is_plain_word(word)) {
                broken.push(format!(
                    "README.md: there is no command `vigie {}`",
                    rest[0]
                ));
            }
            for option in rest.iter().filter(|word| is_option(word)) {
                if !commands[&command].options.contains(*option) {
                    broken.push(format!("README.md: `vigie {command}` has no {option}"));
                }
            }
        }
        let first = words.first().copied().unwrap_or_default();
        let known = |option: &str| commands.values().any(|it| it.options.contains(option));
        if is_option(first) && !known(first) {
            broken.push(format!("README.md: no command has {first}"));
        }
    }
    for (name, command) in &commands {
        if command.is_leaf && !named.contains(name) {
            broken.push(format!("README.md: does not name `vigie {name}`"));
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

/// A source file of the crate.
struct Source {
    path: String,
    /// The top-level module that it belongs to.
    module: String,
    text: String,
    code: String,
    uses: BTreeSet<String>,
}

/// All source files but `lib.rs`, which lists the modules.
fn sources() -> Vec<Source> {
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
fn without_comments(text: &str) -> String {
    let code_of = |line: &str| {
        let comment = line
            .match_indices("//")
            .map(|(place, _)| place)
            .find(|&place| line[..place].matches('"').count().is_multiple_of(2));
        line[..comment.unwrap_or(line.len())].to_owned()
    };
    text.lines().map(code_of).collect::<Vec<_>>().join("\n")
}

/// The top-level modules that a file names; `depth` is how many it is below the root.
fn uses(code: &str, depth: usize) -> BTreeSet<String> {
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

fn holds_word(text: &str, word: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(place, _)| {
        let before = text[..place].chars().next_back();
        let behind = text[place + word.len()..].chars().next();
        !is_part(before) && !is_part(behind)
    })
}

/// What a command of the program understands.
struct Help {
    is_leaf: bool,
    options: BTreeSet<String>,
}

/// Every command by its path, as `import faq`, from what the program says of itself.
fn commands() -> BTreeMap<String, Help> {
    let mut known = BTreeMap::new();
    let mut unread = vec![String::new()];
    while let Some(path) = unread.pop() {
        let help = help_of(&path);
        let mut below = help.split("Commands:\n").nth(1).unwrap_or_default();
        below = below.split("\n\n").next().unwrap_or_default();
        let names = below
            .lines()
            .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
            .filter_map(|line| line.split_whitespace().next())
            .filter(|name| *name != "help");
        unread.extend(names.map(|name| format!("{path} {name}").trim().to_owned()));
        let options = help
            .lines()
            .filter(|line| line.trim_start().starts_with('-'))
            .flat_map(|line| line.split([' ', ',', '=']))
            .filter(|word| word.starts_with("--"));
        let help = Help {
            is_leaf: below.is_empty(),
            options: options.map(str::to_owned).collect(),
        };
        known.insert(path, help);
    }
    known
}

fn help_of(path: &str) -> String {
    let mut vigie = Command::new(env!("CARGO_BIN_EXE_vigie"));
    let output = vigie.args(path.split_whitespace()).arg("--help").output();
    String::from_utf8(output.unwrap().stdout).unwrap()
}

/// The longest known command that words begin with, and the words behind it.
fn longest_command<'w>(
    commands: &BTreeMap<String, Help>,
    words: &'w [&'w str],
) -> (String, &'w [&'w str]) {
    let length = (1..=words.len())
        .take_while(|&length| commands.contains_key(&words[..length].join(" ")))
        .last()
        .unwrap_or(0);
    (words[..length].join(" "), &words[length..])
}

fn is_option(word: &str) -> bool {
    let name = word.strip_prefix("--").unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_lowercase())
}

fn is_plain_word(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_lowercase())
}

/// What stands as code in a Markdown page: the lines of its blocks, and its `spans`.
fn snippets(page: &str) -> Vec<String> {
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

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All files below a folder, sorted, as paths from the root with `/`.
fn files_under(folder: &str) -> Vec<String> {
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
fn nothing(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}
