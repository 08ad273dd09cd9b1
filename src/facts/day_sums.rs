//! Sums by day and language, kept as facts come and go.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

/// What can be summed, taken away again, and kept as bytes.
pub(super) trait Sum: Default {
    /// Its table, of `day`, `lang` and `sum`.
    const TABLE: &'static str;

    fn add(&mut self, other: &Self, sign: i64);
    fn is_empty(&self) -> bool;
    fn to_bytes(&self) -> Vec<u8>;
    fn add_bytes(&mut self, bytes: &[u8]);
}

/// What is to be added to, and taken away from, each day and language.
#[derive(Default)]
pub(super) struct DaySums<S> {
    changes: BTreeMap<(String, String), Change<S>>,
}

/// Two sums, so that nothing is ever negative.
#[derive(Default)]
pub(super) struct Change<S> {
    pub(super) more: S,
    pub(super) less: S,
}

impl<S: Sum> DaySums<S> {
    pub(super) fn of(&mut self, day: &str, lang: &str) -> &mut Change<S> {
        self.changes
            .entry((day.to_owned(), lang.to_owned()))
            .or_default()
    }

    pub(super) fn store(self, db: &Connection) -> rusqlite::Result<()> {
        let table = S::TABLE;
        for ((day, lang), change) in self.changes {
            let mut sum = load::<S>(db, &day, &lang)?;
            sum.add(&change.more, 1);
            sum.add(&change.less, -1);
            if sum.is_empty() {
                db.prepare_cached(&format!("delete from {table} where day = ?1 and lang = ?2"))?
                    .execute([&day, &lang])?;
            } else {
                db.prepare_cached(&format!(
                    "insert or replace into {table} values (?1, ?2, ?3)"
                ))?
                .execute(params![day, lang, sum.to_bytes()])?;
            }
        }
        Ok(())
    }
}

fn load<S: Sum>(db: &Connection, day: &str, lang: &str) -> rusqlite::Result<S> {
    let mut sum = S::default();
    let sql = format!("select sum from {} where day = ?1 and lang = ?2", S::TABLE);
    let bytes: Option<Vec<u8>> = db
        .prepare_cached(&sql)?
        .query_row([day, lang], |row| row.get(0))
        .optional()?;
    sum.add_bytes(&bytes.unwrap_or_default());
    Ok(sum)
}
