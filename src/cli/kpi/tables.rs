//! `vigie kpi tables`: what a KPI of one's own may read.

use serde_json::{Value, json};

use crate::cli::Global;
use crate::cli::output::{print, print_json};
use crate::cli::usage::Usage;
use crate::facts::told::{Column, Table, tables};
use crate::reports::terminal;

/// Prints all tables, or the one of a name.
pub(super) fn tell(global: &Global, name: Option<&str>) -> anyhow::Result<()> {
    let mut tables = tables();
    if let Some(name) = name {
        let known: Vec<&str> = tables.iter().map(|table| table.name).collect();
        if !known.contains(&name) {
            let known = known.join(", ");
            let says = format!("there is no table `{name}`; there are {known}");
            return Err(Usage(says).into());
        }
        tables.retain(|table| table.name == name);
    }
    match global.json {
        true => print_json(&json!({"tables": tables.iter().map(table).collect::<Vec<_>>()})),
        false => print(&terminal::tables(&tables)),
    }
}

fn table(table: &Table) -> Value {
    let columns: Vec<Value> = table.columns.iter().map(column).collect();
    json!({"table": table.name, "means": table.about, "columns": columns})
}

fn column(column: &Column) -> Value {
    json!({
        "column": column.name, "holds": column.holds,
        "may_be_null": column.may_be_null, "means": column.about,
    })
}
