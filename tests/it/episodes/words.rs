//! The words of one line of the hand-made log.

use std::collections::{HashMap, VecDeque};

use super::table::{Durable, Judged};

/// Facts are of this day when they say nothing else.
const BASE_DAY: &str = "2025-03-03";

/// The words of a line: bare ones in order, and `key=value`; quotes hold spaces together.
pub(crate) struct Words {
    bare: VecDeque<String>,
    keys: HashMap<String, String>,
    place: String,
}

impl Words {
    pub(crate) fn of(line: &str, place: &str) -> Words {
        let mut words = Words {
            bare: VecDeque::new(),
            keys: HashMap::new(),
            place: place.to_owned(),
        };
        for word in split(line) {
            match word.split_once('=') {
                Some((key, value)) if !key.is_empty() && !key.contains('"') => {
                    words.keys.insert(key.to_owned(), value.replace('"', ""));
                }
                _ => words.bare.push_back(word.replace('"', "")),
            }
        }
        words
    }

    pub(crate) fn peek(&self) -> &str {
        self.bare.front().unwrap()
    }

    pub(crate) fn next(&mut self) -> String {
        self.bare
            .pop_front()
            .unwrap_or_else(|| panic!("{}", self.place))
    }

    pub(crate) fn find(&mut self, key: &str) -> Option<String> {
        self.keys.remove(key)
    }

    pub(crate) fn key(&mut self, key: &str) -> String {
        self.find(key).unwrap_or_default()
    }

    pub(crate) fn list(&mut self, key: &str) -> Vec<String> {
        let list = self.key(key);
        list.split(',')
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    }

    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.bare.len();
        self.bare.retain(|word| word != name);
        self.bare.len() < before
    }

    pub(crate) fn day(&mut self) -> String {
        self.find("day").unwrap_or_else(|| BASE_DAY.to_owned())
    }

    pub(crate) fn durable(&mut self) -> Durable {
        let text = self.find("durable")?;
        let (day, week) = text.split_once('/').unwrap();
        Some([day, week].map(|word| match word {
            "yes" => Judged::Yes,
            "no" => Judged::No,
            "young" => Judged::Young,
            other => panic!("{}: {other}", self.place),
        }))
    }

    /// A word that nobody read is a slip of the pen.
    pub(crate) fn done(&self) {
        let left = self.bare.len() + self.keys.len();
        assert_eq!(left, 0, "{}: {:?} {:?}", self.place, self.bare, self.keys);
    }
}

fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        quoted ^= letter == '"';
        if letter == ' ' && !quoted {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}
