//! The tables of facts in words, for whoever writes KPIs: read from the schema, where each
//! column's meaning stands behind it.

use super::TABLES;

/// A table of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: &'static str,
    /// What a row of it is.
    pub about: String,
    pub columns: Vec<Column>,
}

/// A column of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub name: &'static str,
    /// As SQLite keeps it: text, integer, blob.
    pub holds: &'static str,
    /// Whether it may be null.
    pub may_be_null: bool,
    /// What it means, with its unit.
    pub about: String,
}

/// What columns of one name mean in every table; what stands in the schema is said behind it.
const EVERYWHERE: [(&str, &str); 17] = [
    ("id", "by which it is known"),
    ("client", "the browser, device or person, hashed"),
    ("episode", "id of its episode"),
    ("customer", "the person known to the house, hashed"),
    ("at", "its moment, in milliseconds since 1970 (UTC)"),
    ("day", "that day in the site's zone, as 2026-03-02"),
    ("channel", "as told; null: unknown"),
    ("lang", "as told; null: unknown"),
    ("application", "as told; null: unknown"),
    ("theme", "as told; null: unknown"),
    ("article", "id of an FAQ entry"),
    ("contact", "id of the contact"),
    ("agent", "as told"),
    ("team", "as told"),
    ("campaign", "as told"),
    ("query", "the words, masked"),
    ("text", "the words, masked"),
];

/// Every table of facts, in the order of the schema. What has no moment is no fact: sums,
/// and what is noted beside them.
pub fn tables() -> Vec<Table> {
    let mut tables = Vec::new();
    let mut about: Vec<&str> = Vec::new();
    let mut lines = TABLES.lines();
    while let Some(line) = lines.next() {
        if let Some(name) = begun(line) {
            let columns = columns(&mut lines.by_ref().take_while(|line| !line.starts_with(')')));
            let about = std::mem::take(&mut about).join(" ");
            tables.push(Table {
                name,
                about,
                columns,
            });
        } else if let Some(comment) = line.strip_prefix("--") {
            about.push(comment.trim());
        } else {
            about.clear();
        }
    }
    tables.retain(|table| table.columns.iter().any(|column| column.name == "at"));
    tables
}

fn begun(line: &'static str) -> Option<&'static str> {
    line.strip_prefix("create table ")?.strip_suffix(" (")
}

fn columns(lines: &mut dyn Iterator<Item = &'static str>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for line in lines {
        let (code, comment) = line.split_once("--").unwrap_or((line, ""));
        let of_line: Vec<Column> = code.split(',').filter_map(column).collect();
        columns.extend(
            of_line
                .into_iter()
                .map(|column| said(column, comment.trim())),
        );
    }
    columns
}

/// `name type`, and whether it is never null.
fn column(code: &'static str) -> Option<Column> {
    let mut words = code.split_whitespace();
    Some(Column {
        name: words.next()?,
        holds: words.next()?,
        may_be_null: !code.contains("not null"),
        about: String::new(),
    })
}

fn said(column: Column, own: &str) -> Column {
    let everywhere = EVERYWHERE.iter().find(|(name, _)| *name == column.name);
    let parts = [everywhere.map_or("", |(_, about)| about), own];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Column {
        about: parts.join("; "),
        ..column
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use rusqlite::Connection;

    use super::*;

    /// The columns of a table as SQLite has them: name, type, whether it may be null.
    fn of_sqlite(db: &Connection, table: &str) -> Vec<(String, String, bool)> {
        let sql = "select name, lower(type), \"notnull\" = 0 from pragma_table_xinfo(?1)";
        let mut statement = db.prepare(sql).unwrap();
        let columns = statement.query_map([table], |row| {
            // Of what is computed it gives the type with what is behind it.
            let holds: String = row.get(1)?;
            let holds = holds.split(' ').next().unwrap().to_owned();
            Ok((row.get(0)?, holds, row.get(2)?))
        });
        columns.unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn the_tables_are_told_as_sqlite_has_them_and_nothing_else() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(TABLES).unwrap();
        for table in tables() {
            let told = table.columns.iter();
            let told = told.map(|it| (it.name.to_owned(), it.holds.to_owned(), it.may_be_null));
            assert_eq!(told.collect::<Vec<_>>(), of_sqlite(&db, table.name));
        }
        let names: Vec<&str> = tables().iter().map(|table| table.name).collect();
        assert!(names.contains(&"intents") && names.contains(&"comments"));
        assert!(!names.contains(&"cubes") && !names.contains(&"people"));
    }

    #[test]
    fn every_table_and_column_has_a_meaning() {
        let no_words = |text: &str| !text.contains(char::is_alphabetic);
        for table in tables() {
            assert!(!no_words(&table.about), "{}", table.name);
            for column in &table.columns {
                let place = format!("{}.{}", table.name, column.name);
                assert!(!no_words(&column.about), "{place}");
            }
        }
    }
}
