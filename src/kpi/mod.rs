//! Numbers over facts: one SQL file per KPI, cubes, intervals.
//!
//! A KPI is a SELECT of the facts that count, each with its `num` and `den`;
//! its kind says how they are put together, over any slice, mostly as Σnum ÷ Σden.
//! Card and drill-down share the SELECT, so they cannot disagree.

mod arms;
mod ask;
pub mod bounds;
mod brief;
pub mod catalogue;
mod change;
mod check;
mod choices;
mod comparison;
mod cube;
mod definition;
pub mod dimensions;
pub mod edition;
pub mod explain;
mod family;
mod figure;
#[cfg(test)]
mod fixture;
pub mod header;
pub mod interval;
mod kinds;
pub mod left_out;
pub mod needs;
mod query;
pub mod question;
mod references;
pub mod remarks;
mod row_wise;
pub mod rows;
pub mod run;
pub mod side_by_side;
mod slices;
mod sql;
mod sums;
mod target;

pub use brief::{Brief, Briefs};
pub use catalogue::{Catalogue, Problem};
pub use change::{Change, Verdict, Way};
pub use choices::{ChoiceError, Choices};
pub use comparison::Comparison;
pub use definition::Kpi;
pub use figure::Figure;
pub use header::{Direction, Kind, User};
pub use left_out::{LeftOut, Slice};
pub use question::{Axis, Filters, Question};
pub use rows::Rows;
pub use sums::Sums;
pub use target::Reached;
