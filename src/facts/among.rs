//! Which facts are summed: all of them, those that change, or those that come next.

use std::collections::BTreeMap;

use super::concerned;

/// Up to which row each table is summed, by number (`rowid`); a table that is not named: none.
pub(super) type Marks = BTreeMap<&'static str, i64>;

/// Some of the facts.
#[derive(Clone, Copy)]
pub(super) enum Among<'m> {
    All,
    /// Those of whoever is concerned, which are copied beside.
    Concerned,
    /// Of these, those up to the marks.
    ConcernedUpTo(&'m Marks),
    /// Of one table, those behind a row and up to another one.
    Between {
        table: &'static str,
        after: i64,
        until: i64,
    },
}

impl Among<'_> {
    /// What is read in a table's place, as SQL behind `from`.
    pub(super) fn of(&self, table: &str) -> String {
        match self {
            Among::All => format!("main.{table}"),
            Among::Concerned => format!("temp.concerned_{table}"),
            Among::ConcernedUpTo(marks) => {
                let mark = marks.get(table).copied().unwrap_or(0);
                format!("(select * from temp.concerned_{table} where number <= {mark})")
            }
            Among::Between {
                table: of,
                after,
                until,
            } if *of == table => {
                format!("(select * from main.{table} where rowid > {after} and rowid <= {until})")
            }
            Among::Between { .. } => format!("(select * from main.{table} where false)"),
        }
    }

    /// Stands before a SELECT over some tables, which then sees only these facts.
    pub(super) fn instead_of_all(&self, tables: &[&str]) -> String {
        if tables.is_empty() || matches!(self, Among::All) {
            return String::new();
        }
        let tables: Vec<String> = tables
            .iter()
            .map(|table| format!("{table} as (select * from {})", self.of(table)))
            .collect();
        format!("with {}", tables.join(", "))
    }
}

/// The tables of facts that a SELECT may read: it cannot without naming them.
pub(super) fn tables_of(select: &str) -> Vec<&'static str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<&str> = select.split(|c: char| !is_part(c)).collect();
    let is_named = |table: &&str| words.iter().any(|word| word.eq_ignore_ascii_case(table));
    concerned::tables().filter(is_named).collect()
}
