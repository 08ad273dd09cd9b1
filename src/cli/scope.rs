//! Which part of the data a command is about: period, moment, filters.

use jiff::civil::Date;

use super::usage::Usage;
use super::values::{AsOf, as_of, day};
use crate::facts::read::last_days;
use crate::kpi::{Filters, Question, dimensions};
use crate::period::{Millis, Period, now};
use crate::site::{self, Site};

#[derive(Debug, clap::Args)]
pub(super) struct Scope {
    /// First local day, as 2026-03-01 [default: the first of the last 30 days that hold data,
    /// up to --to]
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Date>,
    /// Last local day [default: the last day that holds data]
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<Date>,
    /// The moment for which figures are asked, RFC 3339 or a day's end [default: now]
    #[arg(long, value_name = "TIME", value_parser = as_of)]
    as_of: Option<AsOf>,
    /// Only this channel
    #[arg(long)]
    channel: Option<String>,
    /// Only this language, as fr or en
    #[arg(long)]
    lang: Option<String>,
    /// Only this application
    #[arg(long)]
    application: Option<String>,
    /// Only this theme
    #[arg(long)]
    theme: Option<String>,
}

impl Scope {
    /// What is asked of a site whose facts are up to date.
    pub(super) fn question(&self, site: &Site) -> anyhow::Result<Question> {
        let question = Question {
            period: self.period(site)?,
            filters: Filters {
                channel: self.channel.clone(),
                lang: self.lang.clone(),
                application: self.application.clone(),
                theme: self.theme.clone(),
            },
            as_of: self.as_of(site)?,
        };
        if let Some(nothing) = nothing_in(question.period, site)? {
            eprintln!("{nothing}");
        }
        for unknown in dimensions::unknown(site.facts.db(), &question.filters)? {
            eprintln!("{unknown}");
        }
        Ok(question)
    }

    fn period(&self, site: &Site) -> anyhow::Result<Period> {
        match site.view().period(self.from, self.to) {
            Err(site::Error::Period { from, to }) => {
                Err(Usage(format!("--from {from} is after --to {to}")).into())
            }
            period => Ok(period?),
        }
    }

    fn as_of(&self, site: &Site) -> anyhow::Result<Millis> {
        Ok(match self.as_of {
            None => now(),
            Some(AsOf::Moment(moment)) => moment.as_millisecond(),
            Some(AsOf::Day(day)) => site.settings.zone()?.start_of(day.tomorrow()?),
        })
    }
}

/// What is said of a period without data, so that nobody takes its zeros for figures.
fn nothing_in(period: Period, site: &Site) -> anyhow::Result<Option<String>> {
    let Some(all) = last_days(site.facts.db(), 1, None)? else {
        let none = "there is no data yet: `vigie import events FILE` or `vigie import transcripts FILE` takes some in";
        return Ok(Some(none.to_owned()));
    };
    let last = last_days(site.facts.db(), 1, Some(period.to))?;
    let is_empty = last.is_none_or(|last| last.to < period.from);
    Ok(is_empty.then(|| {
        format!(
            "there is no data in {period}; the last day that holds data is {}",
            all.to
        )
    }))
}
