//! The rows behind a figure: those that it counts, and those that it leaves out.

use minijinja::{Value, context};

use super::super::Asking;
use super::super::address::bad;
use crate::kpi::{Kind, Kpi, rows};
use crate::reports::report;
use crate::reports::rows::shown;
use crate::web::error::Error;

/// Rows that are shown.
const MOST: usize = 100;

impl Asking<'_> {
    /// None for a formula, which has no rows of its own.
    pub(super) fn behind(&self, kpi: &Kpi) -> Result<Value, Error> {
        if kpi.kind == Kind::Formula {
            return Ok(Value::from(()));
        }
        let is_left_out = match self.address.rows.as_str() {
            "" | "counted" => false,
            "left_out" if kpi.leaves_rows_out() => true,
            _ => {
                return Err(bad(
                    "`rows` must be `counted` or, where some are, `left_out`",
                ));
            }
        };
        let db = self.view.facts;
        let rows = match is_left_out {
            true => rows::of_left_out(db, kpi, &self.question, MOST),
            false => rows::of_counted(db, kpi, &self.question, MOST),
        };
        let rows = rows.map_err(report::Error::from)?;
        let zone = self.view.settings.zone()?;
        let shown = shown(self.ui, kpi, &rows, &zone);
        Ok(context! {
            is_left_out,
            counted => self.address.here(&[("rows", "")]),
            left_out => kpi.leaves_rows_out().then(|| self.address.here(&[("rows", "left_out")])),
            rows => context! {
                total => rows.total,
                titles => shown.titles,
                lines => shown.lines,
            },
        })
    }
}
