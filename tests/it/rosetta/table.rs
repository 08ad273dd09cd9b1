//! Reads the worked table: what every vendor's rule makes of the forty episodes.

use std::collections::BTreeMap;

/// What the rule of one KPI makes of the episodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) kpi: String,
    pub(super) num: u64,
    pub(super) den: u64,
    /// Of each episode that counts: how often, and among how many.
    pub(super) counted: BTreeMap<u32, (u64, u64)>,
    /// Those that cannot be judged yet.
    pub(super) young: Vec<u32>,
}

pub(super) fn read() -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for line in include_str!("table.txt").lines() {
        let Some((name, rest)) = line.split_once(' ').filter(|(name, _)| !name.contains('#'))
        else {
            continue;
        };
        let last = rows.last_mut();
        match name {
            "num" => add(last.unwrap(), rest, |counted, times| counted.0 += times),
            "den" => add(last.unwrap(), rest, |counted, times| counted.1 += times),
            "young" => last.unwrap().young = episodes(rest).map(|(number, _)| number).collect(),
            _ => rows.push(headed(name, rest)),
        }
    }
    rows
}

fn headed(kpi: &str, fraction: &str) -> Row {
    let (num, den) = fraction.split_once('/').unwrap();
    Row {
        kpi: kpi.to_owned(),
        num: num.parse().unwrap(),
        den: den.parse().unwrap(),
        ..Row::default()
    }
}

fn add(row: &mut Row, text: &str, count: impl Fn(&mut (u64, u64), u64)) {
    for (number, times) in episodes(text) {
        count(row.counted.entry(number).or_default(), times);
    }
}

/// The episodes of a list such as `1-4 7 23*2`, each with how often it counts.
fn episodes(text: &str) -> impl Iterator<Item = (u32, u64)> {
    text.split_whitespace().flat_map(|word| {
        let (run, times) = word.split_once('*').unwrap_or((word, "1"));
        let (first, last) = run.split_once('-').unwrap_or((run, run));
        let times: u64 = times.parse().unwrap();
        let numbers = first.parse::<u32>().unwrap()..=last.parse().unwrap();
        numbers.map(move |number| (number, times))
    })
}
