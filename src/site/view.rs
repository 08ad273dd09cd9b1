//! A site as it is read: facts that are up to date, and what explains them.

use jiff::civil::Date;
use rusqlite::Connection;

use super::{Error, Settings, Site};
use crate::facts::read;
use crate::kpi::Catalogue;
use crate::period::{Period, now};

/// The connections and definitions that figures are read with.
#[derive(Clone, Copy)]
pub struct View<'s> {
    pub name: &'s str,
    pub settings: &'s Settings,
    pub catalogue: &'s Catalogue,
    pub facts: &'s Connection,
    pub events: &'s Connection,
}

impl Site {
    pub fn view(&self) -> View<'_> {
        View {
            name: &self.name,
            settings: &self.settings,
            catalogue: &self.catalogue,
            facts: self.facts.db(),
            events: self.events.db(),
        }
    }
}

impl View<'_> {
    /// The period asked for: by default the last 30 days that hold data, up to `to`.
    pub fn period(&self, from: Option<Date>, to: Option<Date>) -> Result<Period, Error> {
        self.last_days(30, from, to)
    }

    /// The period asked for: by default the last `days` days that hold data, up to `to`.
    pub fn last_days(
        &self,
        days: u32,
        from: Option<Date>,
        to: Option<Date>,
    ) -> Result<Period, Error> {
        let data = read::last_days(self.facts, days, to)?;
        let today = self.settings.zone()?.day(now());
        let last = data.map_or(today, |data| data.to);
        // Asked from a day behind the data on, there is nothing yet, which is no mistake.
        let end = to.unwrap_or(last.max(from.unwrap_or(last)));
        let begin = from.or(data.map(|data| data.from)).unwrap_or(end);
        if from.is_some() && begin > end {
            return Err(Error::Period {
                from: begin,
                to: end,
            });
        }
        Ok(Period {
            from: begin.min(end),
            to: end,
        })
    }
}
