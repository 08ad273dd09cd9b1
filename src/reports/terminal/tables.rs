//! The tables of facts as text: in English, as the SQL that reads them.

use crate::facts::told::{Column, Table};
use crate::reports::table::{columns, paragraph};

/// What is not said of every column.
const LEGEND: &str =
    "?: may be null. Yes is 1, no is 0. Moments are milliseconds since 1970 (UTC).";

/// Each table with what a row of it is, and its columns below.
pub fn tables(tables: &[Table]) -> String {
    let told = tables.iter().map(|table| {
        let head = paragraph(&format!("{} · {}", table.name, table.about));
        let rows: Vec<Vec<String>> = table.columns.iter().map(row).collect();
        format!("{head}\n{}", columns(&rows, &[0, 1, 2]))
    });
    let told = told.collect::<Vec<_>>().join("\n");
    format!("{told}\n{}", paragraph(LEGEND))
}

fn row(column: &Column) -> Vec<String> {
    let null = if column.may_be_null { "?" } else { "" };
    let holds = format!("{}{null}", column.holds);
    vec![column.name.to_owned(), holds, column.about.clone()]
}

#[cfg(test)]
mod tests {
    use crate::facts::told::tables;
    use crate::reports::moment::is_duration;

    #[test]
    fn a_duration_is_said_to_be_in_milliseconds() {
        let all = tables();
        let columns = all.iter().flat_map(|table| &table.columns);
        for column in columns.filter(|column| is_duration(column.name)) {
            assert!(column.about.starts_with("ms"), "{}", column.name);
        }
    }
}
