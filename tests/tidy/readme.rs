//! The README names what the program understands, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use crate::source::{nothing, read, snippets};

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
