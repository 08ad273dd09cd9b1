//! Whether a KPI can be computed: its SELECT against the tables of facts.
//!
//! The tables are made empty in memory, so that a KPI is right or wrong whatever
//! a site holds, and whatever indexes it has.

use rusqlite::Connection;

use super::choices::Choices;
use super::definition::Kpi;
use super::header::Kind;
use super::kinds::formula::{Expression, OWN};
use super::row_wise::{Breach, EXPLAIN, Program};
use super::sql::{Form, Token, tokens};
use crate::facts::{TABLES, told};

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
    #[error("line {line}: it divides by zero")]
    Zero { line: usize },
    #[error("a formula must give one column, `value`")]
    Formula,
    #[error(
        "a formula gives `value`, and `low` and `high` where it knows them, but not `{column}`"
    )]
    NotOfFormula { column: String },
    #[error("line {line}: {breach}; a formula computes with the values of its parts alone")]
    NotOfParts { line: usize, breach: Breach },
    #[error("line {line}: {breach}; each fact must count for itself, as people come and change")]
    NotRowWise { line: usize, breach: Breach },
    #[error("could not check it")]
    Sqlite(#[from] rusqlite::Error),
}

/// Checks KPIs against empty tables.
pub(super) struct Checker<'c> {
    db: Connection,
    choices: &'c Choices,
    /// Puts rows of facts before the tables of their names, as cubes do while they follow.
    shadows: String,
}

impl<'c> Checker<'c> {
    pub(super) fn new(choices: &'c Choices) -> rusqlite::Result<Checker<'c>> {
        let db = Connection::open_in_memory()?;
        // Beside `main`: a SELECT that names `main.episodes` would look past the shadows.
        db.execute_batch("attach ':memory:' as facts")?;
        db.execute_batch(&TABLES.replace("create table ", "create table facts."))?;
        let shadows = shadows(&db)?;
        Ok(Checker {
            db,
            choices,
            shadows,
        })
    }

    /// The KPI with the site's numbers, if it can be computed.
    pub(super) fn checked(&self, kpi: Kpi) -> Result<Kpi, Refusal> {
        let kpi = kpi.with(self.choices);
        self.check(&kpi)?;
        Ok(kpi)
    }

    /// Whether the SELECT can be prepared, only reads, gives what is needed, divides by no
    /// zero, and takes each row for itself.
    fn check(&self, kpi: &Kpi) -> Result<(), Refusal> {
        if kpi.kind == Kind::Formula {
            self.formula(kpi)?;
        } else {
            self.rows(kpi)?;
        }
        match divides_by_zero(&kpi.select) {
            Some(line) => Err(Refusal::Zero {
                line: kpi.select_line + line,
            }),
            None => Ok(()),
        }
    }

    fn rows(&self, kpi: &Kpi) -> Result<(), Refusal> {
        let given = self.columns(kpi)?;
        let windowed = kpi.window.is_some().then_some("judged_at");
        let left_out = kpi.marks_left_out.then_some("left_out");
        let person = kpi.kind.names_persons().then_some("person");
        let needed = COLUMNS.into_iter().chain(windowed).chain(left_out);
        let missing: Vec<&str> = needed
            .chain(person)
            .filter(|column| !given.iter().any(|given| given == column))
            .collect();
        if !missing.is_empty() {
            let missing = missing.join(", ");
            return Err(Refusal::Columns { missing });
        }
        if !kpi.marks_left_out && given.iter().any(|given| given == "left_out") {
            return Err(Refusal::LeftOut);
        }
        self.row_wise(kpi)
    }

    /// A formula's text must be one value of its parts.
    fn formula(&self, kpi: &Kpi) -> Result<(), Refusal> {
        let Expression { sql, before } = Expression::of(kpi);
        let of_sql = |error| of_sql(kpi, before, error);
        let statement = self.db.prepare(&sql).map_err(of_sql)?;
        if statement.parameter_count() > kpi.of.names.len() + OWN {
            return Err(Refusal::Parameter);
        }
        let columns = statement.column_names();
        let is_known = |column: &&str| ["value", "low", "high"].contains(column);
        let unknown = columns.into_iter().find(|column| !is_known(column));
        let unknown = unknown.map(str::to_owned);
        let program = Program::of(&self.db, &sql).map_err(of_sql)?;
        match program.breach_of_formula() {
            Some(breach) => Err(Refusal::NotOfParts {
                line: line_with(kpi, &breach.words()),
                breach,
            }),
            None => {
                names_its_value(kpi)?;
                unknown.map_or(Ok(()), |column| Err(Refusal::NotOfFormula { column }))
            }
        }
    }

    fn columns(&self, kpi: &Kpi) -> Result<Vec<String>, Refusal> {
        let prepared = self.db.prepare(&kpi.select);
        let statement = prepared.map_err(|error| of_rows(kpi, 0, error))?;
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
        let program = program.map_err(|error| of_rows(kpi, prefix, error))?;
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
         from facts.sqlite_schema as tables where type = 'table'",
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

/// What SQLite says of a KPI's SELECT over facts; of a name that is not there, where to find
/// those that are.
fn of_rows(kpi: &Kpi, before: usize, error: rusqlite::Error) -> Refusal {
    let hint = |message: &str| {
        let tables = match message {
            _ if message.starts_with("no such table") => String::new(),
            _ if message.starts_with("no such column") => tables_of(kpi),
            _ => return String::new(),
        };
        format!("; `vigie kpi tables{tables}` names those that are there")
    };
    match of_sql(kpi, before, error) {
        Refusal::Sql { line, message } => Refusal::Sql {
            line,
            message: format!("{message}{}", hint(&message)),
        },
        other => other,
    }
}

/// The table that a SELECT names, with a space before it; nothing where it names several.
fn tables_of(kpi: &Kpi) -> String {
    let tokens = tokens(&kpi.select);
    let tables = told::tables().into_iter().map(|table| table.name);
    let mut named = tables.filter(|name| tokens.iter().any(|token| is(token, name)));
    match (named.next(), named.next()) {
        (Some(table), None) => format!(" {table}"),
        _ => String::new(),
    }
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
    let known = tokens(&kpi.select);
    let places = words.iter().filter_map(|word| {
        let mut known = known.iter().rev();
        known.find(|token| token.text.eq_ignore_ascii_case(word))
    });
    kpi.select_line + places.map(|token| token.line).next().unwrap_or(0)
}

/// The text of a formula ends with the name of what it gives, and gives nothing else:
/// SQLite has seen to the latter, since it stands where one value does.
fn names_its_value(kpi: &Kpi) -> Result<(), Refusal> {
    let tokens = tokens(&kpi.select);
    let mut pairs = tokens.windows(2);
    let is_name = |pair: &[Token<'_>]| is(&pair[0], "as") && is(&pair[1], "value");
    match pairs.any(is_name) {
        true => Ok(()),
        false => Err(Refusal::Formula),
    }
}

fn is(token: &Token<'_>, word: &str) -> bool {
    token.form == Form::Word && token.text.eq_ignore_ascii_case(word)
}

/// The line, from 0, of a division by a constant zero, or of a `den` that is one. In one arm
/// of a `union all` that is how rows of another table are divided by.
fn divides_by_zero(select: &str) -> Option<usize> {
    let tokens = tokens(select);
    let plain: Vec<&Token<'_>> = tokens.iter().filter(|it| it.text != "(").collect();
    let is_zero = |token: &Token<'_>| {
        token.form == Form::Number && token.text.parse().is_ok_and(|number: f64| number == 0.0)
    };
    let divided = plain.windows(2).find(|pair| {
        let divides = pair[0].form == Form::Sign && ["/", "%"].contains(&pair[0].text);
        divides && is_zero(pair[1])
    });
    let united = tokens.iter().any(|token| is(token, "union"));
    let no_den = plain.windows(3).find(|words| {
        let before = is_zero(words[0]) && is(words[1], "as") && is(words[2], "den");
        before && !united
    });
    divided
        .map(|pair| pair[1].line)
        .or_else(|| no_den.map(|words| words[0].line))
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
        let choices = Choices::default();
        let checked = Checker::new(&choices).unwrap().check(&kpi);
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
                "line 9: no such column: question; `vigie kpi tables intents` names those that \
                 are there",
            ),
            (
                "",
                format!("{COLUMNS}\nfrom main.intents"),
                "line 9: no such table: main.intents; `vigie kpi tables` names those that are there",
            ),
            (
                "",
                format!("{COLUMNS}\nfrom cubes"),
                "line 9: no such table: cubes; `vigie kpi tables` names those that are there",
            ),
            (
                "",
                format!("{COLUMNS}\nfrom intents where rowid > 5"),
                "line 9: no such column: rowid; `vigie kpi tables intents` names those that are \
                 there",
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
