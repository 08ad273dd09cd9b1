//! A KPI as its cube needs it.

use crate::facts::among::{Among, tables_of};

/// A name and a SELECT over tables of facts, and what can be said of that.
#[derive(Clone, Debug)]
pub struct Source {
    pub kpi: String,
    /// Changes with the definition: another digest, and the cube is filled again.
    pub digest: String,
    select: String,
    /// Whether its rows have a moment `judged_at` before which they do not count.
    pub(super) windowed: bool,
    pub(super) names: Names,
    /// The SELECT taken apart, where it is of so simple a form; empty elsewhere.
    pub(super) arms: Vec<Arm>,
    pub(super) tables: Vec<&'static str>,
}

/// What a SELECT takes of the rows of one table, as SQL over the columns of that table: so
/// several KPIs can be summed while it is read once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arm {
    pub table: String,
    /// The rows that count; all, where there is no condition.
    pub when: Option<String>,
    pub num: String,
    pub den: String,
    pub judged_at: Option<String>,
    pub person: Option<String>,
}

/// What the rows of a cell are told apart by, where sums do not say enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    Nothing,
    /// By whose they are, in the column `person`.
    Persons,
    /// By their value, num ÷ den; rows without `den` have none.
    Values,
}

impl Source {
    pub fn new(
        kpi: String,
        digest: String,
        select: String,
        windowed: bool,
        names: Names,
        arms: Vec<Arm>,
    ) -> Source {
        Source {
            tables: tables_of(&select),
            kpi,
            digest,
            select,
            windowed,
            names,
            arms,
        }
    }

    /// Its rows among some facts: day, dimensions, `num`, `den`, when they can be judged, and
    /// whose they are.
    pub(super) fn rows(&self, among: Among<'_>) -> String {
        let judged_at = if self.windowed { "judged_at" } else { "0" };
        let person = match self.names {
            Names::Persons => "person",
            Names::Nothing | Names::Values => "null",
        };
        format!(
            "{} select day, channel, lang, application, theme, num, den, {judged_at}, {person}
             from ({}\n)",
            among.instead_of_all(&self.tables),
            self.select
        )
    }
}
