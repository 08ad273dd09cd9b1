//! What was read goes into `content.db`: all of it or, if anything fails,
//! nothing. Importing the same file again changes nothing.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;
use serde::Serialize;

use super::entry::{Entry, Status};
use super::problem::Code;
use super::read::Reading;
use super::store;
use crate::failpoint::reach;
use crate::text::Lang;

/// How to import.
#[derive(Debug, Clone, Copy)]
pub struct ImportOptions {
    /// The language of entries that do not name theirs; without it, the one
    /// that their words are in.
    pub lang: Option<Lang>,
    /// Archive the entries that the file does not hold, unless a record of it could not be
    /// read: that may have been one of them.
    pub replace: bool,
    /// The moment of the import, UTC milliseconds.
    pub at: i64,
}

/// What an import did. `read` is the sum of added, changed, unchanged and
/// refused.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    pub read: u64,
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Entries that were there, are not in the file, and went out of sight.
    pub archived: u64,
    /// Nothing was archived though it was asked for, because of records left out.
    pub kept_all: bool,
    /// Records left out, by the reason.
    pub refused: BTreeMap<Code, u64>,
}

/// Imports what a reader gave, in one transaction.
pub fn import(
    conn: &Connection,
    reading: Reading,
    options: ImportOptions,
) -> rusqlite::Result<ImportReport> {
    let mut report = ImportReport {
        read: reading.read,
        ..ImportReport::default()
    };
    for problem in reading
        .problems
        .iter()
        .filter(|problem| problem.code.is_refusal())
    {
        *report.refused.entry(problem.code).or_default() += 1;
    }
    let transaction = conn.unchecked_transaction()?;
    let present = store::entries(&transaction)?;
    let mut present: HashMap<String, Entry> = present
        .into_iter()
        .map(|entry| (entry.id.clone(), entry))
        .collect();
    let mut seen = HashSet::new();
    for draft in reading.drafts {
        let entry = draft.into_entry(options.lang);
        seen.insert(entry.id.clone());
        let count = match present.get(&entry.id) {
            Some(old) if *old == entry => {
                report.unchanged += 1;
                continue;
            }
            Some(_) => &mut report.changed,
            None => &mut report.added,
        };
        *count += 1;
        store::put(&transaction, &entry, options.at)?;
        present.insert(entry.id.clone(), entry);
    }
    report.kept_all = options.replace && report.hides_entries();
    if options.replace && !report.kept_all {
        report.archived = archive_others(&transaction, present, &seen, options.at)?;
    }
    reach("faq.written");
    transaction.commit()?;
    reach("faq.committed");
    Ok(report)
}

impl ImportReport {
    /// Whether some record left out may be an entry that is nowhere else in the file.
    fn hides_entries(&self) -> bool {
        self.refused.keys().any(|code| *code != Code::DuplicateId)
    }
}

fn archive_others(
    conn: &Connection,
    present: HashMap<String, Entry>,
    seen: &HashSet<String>,
    at: i64,
) -> rusqlite::Result<u64> {
    let is_other = |entry: &Entry| !seen.contains(&entry.id) && entry.status != Status::Archived;
    let mut others: Vec<Entry> = present.into_values().filter(is_other).collect();
    others.sort_by(|a, b| a.id.cmp(&b.id));
    for entry in &mut others {
        entry.status = Status::Archived;
        store::put(conn, entry, at)?;
    }
    Ok(others.len() as u64)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::{MIGRATIONS, content_version, entry, published, read, versions};
    use super::*;

    fn content() -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        MIGRATIONS
            .iter()
            .for_each(|sql| conn.execute_batch(sql).unwrap());
        conn
    }

    fn load(conn: &Connection, csv: &str, replace: bool) -> ImportReport {
        let reading = read("f.csv", csv.as_bytes()).unwrap();
        import(
            conn,
            reading,
            ImportOptions {
                lang: None,
                replace,
                at: 1_700_000_000_000,
            },
        )
        .unwrap()
    }

    #[test]
    fn the_same_file_twice_changes_nothing() {
        let conn = content();
        let csv = "id,question,answer\na,Q1,A\nb,Q2,B\n,,\n";
        assert_eq!(load(&conn, csv, false).added, 2);
        let version = content_version(&conn).unwrap();
        let again = load(&conn, csv, false);
        assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 2));
        assert_eq!(content_version(&conn).unwrap(), version);
    }

    #[test]
    fn a_change_adds_a_version_and_keeps_the_old_one() {
        let conn = content();
        load(&conn, "id,question,answer\na,Q1,old\nb,Q2,B\n", false);
        let before = content_version(&conn).unwrap();
        let report = load(&conn, "id,question,answer\na,Q1,new\n", false);
        assert_eq!((report.changed, report.archived), (1, 0));
        assert_ne!(content_version(&conn).unwrap(), before);
        let answers: Vec<_> = versions(&conn, "a")
            .unwrap()
            .into_iter()
            .map(|v| v.entry.answer_text)
            .collect();
        assert_eq!(answers, ["old", "new"]);
        assert_eq!(entry(&conn, "a").unwrap().unwrap().answer_text, "new");
        assert_eq!(published(&conn).unwrap().len(), 2);
    }

    #[test]
    fn replacing_archives_what_the_file_does_not_hold_once() {
        let conn = content();
        load(&conn, "id,question\na,Q1\nb,Q2\n", false);
        assert_eq!(load(&conn, "id,question\na,Q1\n", true).archived, 1);
        assert_eq!(load(&conn, "id,question\na,Q1\n", true).archived, 0);
        let ids: Vec<_> = published(&conn)
            .unwrap()
            .into_iter()
            .map(|entry| entry.id)
            .collect();
        assert_eq!(ids, ["a"]);
        assert_eq!(entry(&conn, "b").unwrap().unwrap().status, Status::Archived);
    }

    #[test]
    fn nothing_is_archived_for_a_file_with_a_record_that_could_not_be_read() {
        let conn = content();
        load(&conn, "id,question\na,Q1\nb,Q2\nc,Q3\n", false);
        let broken = load(&conn, "id,question\na,Q1\nb,\n", true);
        assert_eq!((broken.archived, broken.kept_all), (0, true));
        assert_eq!(published(&conn).unwrap().len(), 3);
        let twice = load(&conn, "id,question\na,Q1\na,Q1\nb,Q2\n", true);
        assert_eq!((twice.archived, twice.kept_all), (1, false));
    }

    #[test]
    fn the_counts_sum_to_what_was_read() {
        let conn = content();
        load(&conn, "id,question\na,Q1\nb,Q2\n", false);
        let report = load(&conn, "id,question\na,Q1\nb,Q3\nc,Q4\nd,\nc,Q5\n", false);
        let refused: u64 = report.refused.values().sum();
        assert_eq!((report.read, refused), (5, 2));
        assert_eq!(
            report.added + report.changed + report.unchanged + refused,
            report.read
        );
    }
}
