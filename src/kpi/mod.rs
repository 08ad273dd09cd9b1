//! Numbers over facts: one SQL file per KPI, cubes, intervals.
//!
//! A KPI is a SELECT of the facts that count, each with its `num` and `den`;
//! its value over any slice is Σnum ÷ Σden. Card and drill-down share the
//! SELECT, so they cannot disagree.

pub mod catalogue;
mod change;
mod check;
mod cube;
pub mod dimensions;
pub mod header;
pub mod interval;
pub mod left_out;
mod query;
pub mod question;
mod row_wise;
pub mod rows;
pub mod run;

pub use catalogue::{Catalogue, Problem};
pub use change::{Change, Verdict};
pub use header::{Direction, Kind, Kpi};
pub use left_out::{LeftOut, Slice};
pub use question::{Axis, Filters, Question};
pub use rows::Rows;
pub use run::Figure;
