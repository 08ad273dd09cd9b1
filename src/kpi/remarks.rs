//! What is odd about the rows of KPIs that can be computed: told, and no more.

use rusqlite::Connection;
use serde::Serialize;

use super::catalogue::Catalogue;
use super::definition::Kpi;
use super::header::Kind;
use super::run::Error;
use super::sql::{Form, tokens};

/// What is odd about a KPI on the facts as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    pub file: String,
    pub message: String,
}

/// KPIs of which rows count above and not below: a share of such rows may exceed the whole.
pub fn remarks(db: &Connection, catalogue: &Catalogue) -> Result<Vec<Remark>, Error> {
    let mut remarks = Vec::new();
    for kpi in catalogue.iter().filter(|kpi| divides(kpi)) {
        let rows = rows_without_den(db, kpi).map_err(|source| Error::Sqlite {
            kpi: kpi.name.clone(),
            source,
        })?;
        if rows > 0 {
            remarks.push(Remark {
                file: catalogue.path(&kpi.name).display().to_string(),
                message: format!("rows whose den is 0 and num is not: {rows}"),
            });
        }
    }
    Ok(remarks)
}

/// Whether every row is to count below. Sums of two tables lie one beside the other in a
/// `union all`, each with 0 in what it does not know.
fn divides(kpi: &Kpi) -> bool {
    let is_union = |text: &str| text.eq_ignore_ascii_case("union");
    let tokens = tokens(&kpi.select);
    let mut words = tokens.iter().filter(|token| token.form == Form::Word);
    let of_rows = matches!(
        kpi.kind,
        Kind::Ratio | Kind::Mean | Kind::Net | Kind::Share | Kind::Percentile { .. }
    );
    of_rows && !words.any(|token| is_union(token.text))
}

fn rows_without_den(db: &Connection, kpi: &Kpi) -> rusqlite::Result<i64> {
    let sql = format!(
        "select count(*) from ({}\n) where den = 0 and num <> 0",
        kpi.counted()
    );
    db.query_row(&sql, [], |row| row.get(0))
}
