//! Every KPI explains itself.

use crate::source::{files_under, nothing, read};

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
        for field in ["title.fr:", "title.en:", "kind:", "users:", "fr:"] {
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
fn every_kpi_is_set_as_people_of_its_language_write() {
    let mut broken = Vec::new();
    for path in files_under("src/kpi/catalogue") {
        let text = read(&path);
        let head = text.lines().map_while(|line| line.strip_prefix("--"));
        for line in head.map(str::trim) {
            let french = line
                .strip_prefix("fr:")
                .or_else(|| line.split_once(".fr:").map(|(_, value)| value));
            if has_straight_apostrophe(line) || french.is_some_and(lacks_a_space) {
                broken.push(format!("{path}: {line}"));
            }
        }
    }
    nothing(&broken);
}

/// An apostrophe of a typewriter, within a word.
fn has_straight_apostrophe(line: &str) -> bool {
    let mut pieces = line.split('\'').peekable();
    while let (Some(before), Some(behind)) = (pieces.next(), pieces.peek()) {
        if before.ends_with(char::is_alphabetic) && behind.starts_with(char::is_alphabetic) {
            return true;
        }
    }
    false
}

/// French sets a space before what has two parts, and within its quotes.
fn lacks_a_space(french: &str) -> bool {
    let stands_close = |place: usize| !french[..place].ends_with([' ', '\u{a0}', '\u{202f}']);
    let before = french.match_indices([':', ';', '?', '!', '%', '»']);
    let within = french.match_indices('«');
    before.map(|(place, _)| place).any(stands_close)
        || within
            .map(|(place, quote)| &french[place + quote.len()..])
            .any(|behind| !behind.starts_with([' ', '\u{a0}', '\u{202f}']))
}
