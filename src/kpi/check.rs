//! Whether a KPI can be computed: its SELECT against the tables of facts.
//!
//! The tables are made empty in memory, so that a KPI is right or wrong whatever
//! a site holds, and whatever indexes it has.

use rusqlite::Connection;

use super::header::Kpi;
use super::row_wise::{Breach, EXPLAIN, Program};
use crate::facts::TABLES;

/// What a KPI's SELECT must give.
const COLUMNS: [&str; 8] = [
    "at",
    "day",
    "channel",
    "lang",
    "application",
    "theme",
    "num",
    "den",
];

/// Why a KPI cannot be computed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(super) enum Refusal {
    #[error("line {line}: {message}")]
    Sql { line: usize, message: String },
    #[error("it must be one SELECT that only reads")]
    Writes,
    #[error("its SELECT has a parameter, which nothing would fill")]
    Parameter,
    #[error("its SELECT does not give {missing}")]
    Columns { missing: String },
    #[error("its SELECT gives left_out, but the header does not say of what, as `left_out.en`")]
    LeftOut,
    #[error("line {line}: {breach}; each fact must count for itself, as people come and change")]
    NotRowWise { line: usize, breach: Breach },
    #[error("could not check it")]
    Sqlite(#[from] rusqlite::Error),
}

/// Checks KPIs against empty tables.
pub(super) struct Checker {
    db: Connection,
    /// Puts rows of facts before the tables of their names, as cubes do while they follow.
    shadows: String,
}

impl Checker {
    pub(super) fn new() -> rusqlite::Result<Checker> {
        let db = Connection::open_in_memory()?;
        // Beside `main`: a SELECT that names `main.episodes` would look past the shadows.
        db.execute_batch("attach ':memory:' as facts")?;
        db.execute_batch(&TABLES.replace("create table ", "create table facts."))?;
        let shadows = shadows(&db)?;
        Ok(Checker { db, shadows })
    }

    /// Whether the SELECT can be prepared, only reads, gives what is needed, and takes
    /// each row for itself.
    pub(super) fn check(&self, kpi: &Kpi) -> Result<(), Refusal> {
        let given = self.columns(kpi)?;
        let windowed = kpi.window.is_some().then_some("judged_at");
        let left_out = kpi.left_out.is_some().then_some("left_out");
        let needed = COLUMNS.into_iter().chain(windowed).chain(left_out);
        let missing: Vec<&str> = needed
            .filter(|column| !given.iter().any(|given| given == column))
            .collect();
        if !missing.is_empty() {
            let missing = missing.join(", ");
            return Err(Refusal::Columns { missing });
        }
        if kpi.left_out.is_none() && given.iter().any(|given| given == "left_out") {
            return Err(Refusal::LeftOut);
        }
        self.row_wise(kpi)
    }

    fn columns(&self, kpi: &Kpi) -> Result<Vec<String>, Refusal> {
        let prepared = self.db.prepare(&kpi.select);
        let statement = prepared.map_err(|error| of_sql(kpi, 0, error))?;
        if !statement.readonly() {
            return Err(Refusal::Writes);
        }
        if statement.parameter_count() > 0 {
            return Err(Refusal::Parameter);
        }
        let columns = statement.column_names();
        Ok(columns.into_iter().map(str::to_owned).collect())
    }

    fn row_wise(&self, kpi: &Kpi) -> Result<(), Refusal> {
        let before = format!("{} select * from (", self.shadows);
        let program = Program::of(&self.db, &format!("{before}{}\n)", kpi.select));
        let prefix = EXPLAIN.len() + before.len();
        let program = program.map_err(|error| of_sql(kpi, prefix, error))?;
        if let Some(breach) = program.breach() {
            let line = line_with(kpi, &breach.words());
            return Err(Refusal::NotRowWise { line, breach });
        }
        Ok(())
    }
}

/// The tables of facts, each behind a name before it. What else is kept beside them (sums
/// by day, for one) is no fact, and goes.
fn shadows(db: &Connection) -> rusqlite::Result<String> {
    let mut statement = db.prepare(
        "select name, exists (select 1 from pragma_table_info(tables.name) where name = 'at')
         from facts.sqlite_schema as tables",
    )?;
    let tables = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut shadows = Vec::new();
    for (name, has_moment) in tables.collect::<rusqlite::Result<Vec<(String, bool)>>>()? {
        if has_moment {
            shadows.push(format!("{name} as (select * from facts.{name})"));
        } else {
            db.execute_batch(&format!("drop table facts.{name}"))?;
        }
    }
    Ok(format!("with {}", shadows.join(", ")))
}

/// What SQLite says of a KPI's SELECT that stands behind so many bytes.
fn of_sql(kpi: &Kpi, before: usize, error: rusqlite::Error) -> Refusal {
    let (message, offset) = match error {
        rusqlite::Error::SqlInputError { msg, offset, .. } => (msg, usize::try_from(offset).ok()),
        other => (other.to_string(), None),
    };
    let line = match offset {
        Some(offset) => {
            let read = kpi
                .select
                .as_bytes()
                .iter()
                .take(offset.saturating_sub(before));
            kpi.select_line + read.filter(|byte| **byte == b'\n').count()
        }
        // Of a table that is not there it says the name alone, at the end.
        None => line_with(kpi, &message.rsplit([' ', '.']).take(1).collect::<Vec<_>>()),
    };
    Refusal::Sql { line, message }
}

/// The line of the file with the last of the first of these words that is there, else
/// that on which the SELECT begins.
fn line_with(kpi: &Kpi, words: &[&str]) -> usize {
    let known = words_of(&kpi.select);
    let places = words.iter().filter_map(|word| {
        let mut known = known.iter().rev();
        known.find(|(_, name)| name.eq_ignore_ascii_case(word))
    });
    kpi.select_line + places.map(|(line, _)| *line).next().unwrap_or(0)
}

/// The words of SQL outside of quotes and comments, each with its line from 0.
fn words_of(sql: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    for (line, text) in sql.lines().enumerate() {
        let code = text.split("--").next().unwrap_or_default();
        // What stands between quotes is every second part.
        for part in code.split('\'').step_by(2) {
            let is_of_word = |c: char| c.is_alphanumeric() || c == '_';
            let found = part.split(|c| !is_of_word(c));
            words.extend(
                found
                    .filter(|word| !word.is_empty())
                    .map(|word| (line, word)),
            );
        }
    }
    words
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const HEADER: &str = "-- title.fr: Recherches\n-- title.en: Searches\n-- kind: ratio\n\
        -- better: none\n-- source: us\n";
    const COLUMNS: &str = "select at, day, channel, lang, application, theme,\n1 as num, 1 as den";

    fn refusal(header: &str, select: &str) -> String {
        let text = format!("{HEADER}{header}\n{select}");
        let kpi = Kpi::parse("x", &text).unwrap();
        let checked = Checker::new().unwrap().check(&kpi);
        checked
            .err()
            .map_or_else(String::new, |refusal| refusal.to_string())
    }

    #[test]
    fn what_is_wrong_with_a_select_is_said_with_its_line_in_the_file() {
        for (header, select, message) in [
            ("", format!("{COLUMNS}\nfrom intents"), ""),
            (
                "",
                format!("{COLUMNS},\nquestion from intents"),
                "line 9: no such column: question",
            ),
            (
                "",
                format!("{COLUMNS}\nfrom main.intents"),
                "line 9: no such table: main.intents",
            ),
            (
                "",
                format!("{COLUMNS}\nfrom cubes"),
                "line 9: no such table: cubes",
            ),
            (
                "",
                format!("{COLUMNS}\nfrom intents where rowid > 5"),
                "line 9: no such column: rowid",
            ),
            (
                "",
                format!("{COLUMNS}\nfrom intents -- no limit\nwhere query <> ' limit '\nlimit 3"),
                "line 11: it stops after some rows (limit, offset); \
                 each fact must count for itself, as people come and change",
            ),
            (
                "",
                format!("{COLUMNS}\nfrom intents\nwhere episode in\n(select id from episodes)"),
                "line 10: it looks at other rows (a join, a subquery); \
                 each fact must count for itself, as people come and change",
            ),
            (
                "-- left_out.fr: muets\n-- left_out.en: silent\n",
                format!("{COLUMNS} from intents"),
                "its SELECT does not give left_out",
            ),
            (
                "",
                format!("{COLUMNS}, total = 0 as left_out from intents"),
                "its SELECT gives left_out, but the header does not say of what, as `left_out.en`",
            ),
        ] {
            assert_eq!(refusal(header, &select), message, "{select}");
        }
    }
}
