//! Queries with the entries that answer them, from tab-separated files with a
//! header line: `query`, `faq_id`; or `query_id`, `query` beside a second file
//! of `query_id`, `faq_id`, `gain`.

use std::collections::HashMap;
use std::io::Read;

use anyhow::{Context as _, bail};
use serde::Serialize;

/// A query and the entries that answer it, each with its gain (above 0).
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub query: String,
    pub gains: HashMap<String, f64>,
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BadRow {
    pub file: String,
    /// Counted from 1, the header.
    pub line: u64,
    pub message: String,
}

/// A file by its name and content.
pub type Source<'a> = (&'a str, &'a mut dyn Read);

/// Reads judged queries. Each row of the first form is a query with one right
/// answer. Queries that nothing judges are named and left out: no figure is
/// defined for them.
pub fn read(
    queries: Source<'_>,
    qrels: Option<Source<'_>>,
) -> anyhow::Result<(Vec<Judged>, Vec<BadRow>)> {
    let mut bad = Vec::new();
    let judged = match qrels {
        None => pairs(&Table::read(queries)?, &mut bad)?,
        Some(qrels) => joined(&Table::read(queries)?, &Table::read(qrels)?, &mut bad)?,
    };
    Ok((judged, bad))
}

fn pairs(table: &Table, bad: &mut Vec<BadRow>) -> anyhow::Result<Vec<Judged>> {
    let rows = table.columns(["query", "faq_id"], bad)?;
    let judged = rows.into_iter().map(|(_, [query, id])| Judged {
        query: query.to_owned(),
        gains: HashMap::from([(id.to_owned(), 1.0)]),
    });
    Ok(judged.collect())
}

fn joined(queries: &Table, qrels: &Table, bad: &mut Vec<BadRow>) -> anyhow::Result<Vec<Judged>> {
    let mut gains: HashMap<&str, HashMap<String, f64>> = HashMap::new();
    for (line, [query, entry, gain]) in qrels.columns(["query_id", "faq_id", "gain"], bad)? {
        match gain.parse::<f64>() {
            Ok(gain) if gain.is_finite() && gain > 0.0 => {
                gains
                    .entry(query)
                    .or_default()
                    .insert(entry.to_owned(), gain);
            }
            Ok(gain) if gain.is_finite() => {}
            _ => bad.push(qrels.bad(line, format!("gain `{gain}` is not a number"))),
        }
    }
    let mut judged = Vec::new();
    for (line, [id, query]) in queries.columns(["query_id", "query"], bad)? {
        match gains.get(id) {
            Some(gains) => judged.push(Judged {
                query: query.to_owned(),
                gains: gains.clone(),
            }),
            None => bad.push(queries.bad(line, format!("no entry is judged right for `{id}`"))),
        }
    }
    Ok(judged)
}

/// A file's lines, cut at tabs. Quotes are letters like others.
struct Table {
    file: String,
    text: String,
}

impl Table {
    fn read((file, input): Source<'_>) -> anyhow::Result<Table> {
        let mut text = String::new();
        input
            .read_to_string(&mut text)
            .with_context(|| format!("could not read {file}"))?;
        Ok(Table {
            file: file.to_owned(),
            text,
        })
    }

    /// The named columns of each line that has them all.
    fn columns<const N: usize>(
        &self,
        names: [&str; N],
        bad: &mut Vec<BadRow>,
    ) -> anyhow::Result<Vec<(u64, [&str; N])>> {
        let text = self.text.trim_start_matches('\u{feff}');
        let mut lines = text
            .lines()
            .zip(1..)
            .filter(|(line, _)| !line.trim().is_empty());
        let header: Vec<&str> = lines
            .next()
            .map_or(Vec::new(), |(line, _)| line.split('\t').collect());
        let mut places = [0; N];
        for (place, name) in places.iter_mut().zip(names) {
            let found = header.iter().position(|column| column.trim() == name);
            let Some(found) = found else {
                bail!(
                    "{}: no column `{name}` in the header: {}",
                    self.file,
                    header.join(", ")
                );
            };
            *place = found;
        }
        let mut rows = Vec::new();
        for (line, number) in lines {
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            let row = places.map(|place| fields.get(place).copied().unwrap_or_default());
            match row.iter().zip(names).find(|(field, _)| field.is_empty()) {
                None => rows.push((number, row)),
                Some((_, name)) => bad.push(self.bad(number, format!("no `{name}`"))),
            }
        }
        Ok(rows)
    }

    fn bad(&self, line: u64, message: String) -> BadRow {
        BadRow {
            file: self.file.clone(),
            line,
            message,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn judged(queries: &str, qrels: Option<&str>) -> (Vec<Judged>, Vec<BadRow>) {
        let mut queries = queries.as_bytes();
        let mut qrels = qrels.map(str::as_bytes);
        let qrels = qrels
            .as_mut()
            .map(|qrels| ("r.tsv", qrels as &mut dyn Read));
        read(("q.tsv", &mut queries), qrels).unwrap()
    }

    #[test]
    fn columns_are_found_by_name_and_bad_rows_are_named() {
        let (judged, bad) = judged("x\tfaq_id\tquery\n1\ta\tmon \"rib\n2\t\tq\n\n3\tb\n", None);
        assert_eq!(judged.len(), 1);
        assert_eq!(
            (judged[0].query.as_str(), judged[0].gains["a"]),
            ("mon \"rib", 1.0)
        );
        assert_eq!(bad.iter().map(|row| row.line).collect::<Vec<_>>(), [3, 5]);
    }

    #[test]
    fn judgments_of_a_query_are_joined_and_those_without_are_named() {
        let qrels = "query_id\tfaq_id\tgain\n1\ta\t3\n1\tb\t1\n1\tc\t0\n2\ta\tx\n";
        let (judged, bad) = judged("query_id\tquery\n1\trib\n2\tiban\n", Some(qrels));
        assert_eq!(
            judged[0].gains,
            HashMap::from([("a".into(), 3.0), ("b".into(), 1.0)])
        );
        let named: Vec<_> = bad
            .iter()
            .map(|row| (row.file.as_str(), row.line))
            .collect();
        assert_eq!((judged.len(), named), (1, vec![("r.tsv", 5), ("q.tsv", 3)]));
    }

    #[test]
    fn a_missing_column_is_an_error_that_shows_the_header() {
        let error = read(("q.tsv", &mut &b"query\tid\n"[..]), None)
            .unwrap_err()
            .to_string();
        assert_eq!(error, "q.tsv: no column `faq_id` in the header: query, id");
    }
}
