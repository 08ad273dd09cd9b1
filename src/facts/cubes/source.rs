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
}

impl Source {
    pub fn new(
        kpi: String,
        digest: String,
        select: String,
        windowed: bool,
        arms: Vec<Arm>,
    ) -> Source {
        Source {
            tables: tables_of(&select),
            kpi,
            digest,
            select,
            windowed,
            arms,
        }
    }

    /// Its rows among some facts: day, dimensions, `num`, `den`, and when they can be judged.
    pub(super) fn rows(&self, among: Among<'_>) -> String {
        let judged_at = if self.windowed { "judged_at" } else { "0" };
        format!(
            "{} select day, channel, lang, application, theme, num, den, {judged_at} from ({}\n)",
            among.instead_of_all(&self.tables),
            self.select
        )
    }
}
