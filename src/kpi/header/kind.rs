//! What a KPI's value is, which way is good, and who needs it.

/// How a KPI's rows are put together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Σnum ÷ Σden, a share from 0 to 1.
    Ratio,
    /// Σnum ÷ Σden, in the unit of `num`.
    Mean,
    /// Σnum ÷ `divisor`.
    Sum { divisor: f64 },
    /// 100 · Σnum ÷ Σden of rows whose `num` is 1, 0 or -1: points from -100 to 100.
    Net,
    /// Σnum of a slice ÷ Σden of all slices: shares that sum to 1.
    Share,
    /// Of distinct persons: the share of those whose Σnum is `at_least` so much, else the
    /// mean of Σnum.
    Persons { at_least: Option<f64> },
    /// How many distinct persons there are.
    Distinct,
    /// Of movements of a stock: Σnum within the period ÷ the stock at its beginning, which
    /// is Σden over all days before.
    Stock,
    /// The smallest num ÷ den that a share `of` the rows does not exceed.
    Percentile { of: f64 },
    /// An expression over the values of other KPIs.
    Formula,
}

impl Kind {
    pub const NAMES: [&str; 10] = [
        "ratio",
        "mean",
        "sum",
        "net",
        "share",
        "persons",
        "distinct",
        "stock",
        "percentile",
        "formula",
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Ratio => "ratio",
            Kind::Mean => "mean",
            Kind::Sum { .. } => "sum",
            Kind::Net => "net",
            Kind::Share => "share",
            Kind::Persons { .. } => "persons",
            Kind::Distinct => "distinct",
            Kind::Stock => "stock",
            Kind::Percentile { .. } => "percentile",
            Kind::Formula => "formula",
        }
    }

    /// Whether its rows say whose they are, as `person`.
    pub(in crate::kpi) fn names_persons(self) -> bool {
        matches!(self, Kind::Persons { .. } | Kind::Distinct)
    }

    /// Rows under which a figure is too few to say anything, where the file names no number:
    /// shares come to rest sooner than means. A count is what it is.
    pub(in crate::kpi) fn least(self) -> u64 {
        match self {
            Kind::Sum { .. } | Kind::Distinct | Kind::Formula => 0,
            Kind::Ratio | Kind::Net | Kind::Share | Kind::Stock => 10,
            Kind::Persons { at_least: Some(_) } => 10,
            Kind::Persons { at_least: None } | Kind::Mean | Kind::Percentile { .. } => 20,
        }
    }
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Lower,
    Higher,
    Neither,
}

impl Direction {
    pub(super) const ALL: [Direction; 3] =
        [Direction::Lower, Direction::Higher, Direction::Neither];

    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Lower => "lower",
            Direction::Higher => "higher",
            Direction::Neither => "none",
        }
    }
}

/// Who needs a KPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum User {
    /// Writes the knowledge base.
    Editor,
    /// Answers for the chatbot.
    BotOwner,
    /// Watches what conversations are like.
    Quality,
    /// Answers for the service as a whole.
    Manager,
}

impl User {
    pub const ALL: [User; 4] = [User::Editor, User::BotOwner, User::Quality, User::Manager];

    pub fn as_str(self) -> &'static str {
        match self {
            User::Editor => "editor",
            User::BotOwner => "bot_owner",
            User::Quality => "quality",
            User::Manager => "manager",
        }
    }

    pub fn parse(name: &str) -> Option<User> {
        User::ALL.into_iter().find(|user| user.as_str() == name)
    }
}
