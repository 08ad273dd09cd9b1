//! `vigie kpi run`: a figure, by an axis, or the rows behind it.

use serde_json::{Value, json};

use super::{find, versions};
use crate::cli::Global;
use crate::cli::output::{print, print_json, print_rows};
use crate::cli::scope::Scope;
use crate::cli::usage::Usage;
use crate::kpi::{Axis, Comparison, Figure, Kind, Kpi, Question, left_out, needs, rows, run};
use crate::period::{Period, rfc3339};
use crate::reports::{terminal, unseen};
use crate::site::Site;

/// Rows printed where nothing else is asked.
const ROWS: usize = 100;

#[derive(Debug, clap::Args)]
pub(super) struct Asked {
    name: String,
    #[command(flatten)]
    scope: Scope,
    /// As it was defined then: a version that `kpi versions` names
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// By day, week, month, channel, lang, application, theme, or another column of the KPI
    #[arg(long, value_name = "AXIS")]
    by: Option<String>,
    /// Print the facts that are counted, newest first
    #[arg(long, conflicts_with = "by")]
    rows: bool,
    /// Print the facts that are in no count instead, each with the reason
    #[arg(long, requires = "rows")]
    left_out: bool,
    /// At most so many rows [default: 100], or so many values of an axis: those that
    /// most rows have [default: all]
    #[arg(long)]
    limit: Option<usize>,
}

impl Asked {
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<()> {
        global.read(|site| {
            let kpi = match &self.version {
                Some(version) => &versions::of(site, &self.name, version)?,
                None => find(&site.catalogue, &self.name)?,
            };
            let question = self.scope.question(site)?;
            let asking = Asking {
                global,
                site,
                kpi,
                question: &question,
            };
            if self.rows {
                return asking.rows(self.left_out, self.limit.unwrap_or(ROWS));
            }
            if let Some(by) = &self.by {
                return asking.slices(by, self.limit.unwrap_or(usize::MAX));
            }
            match &kpi.axis {
                Some(axis) => asking.slices(axis, self.limit.unwrap_or(usize::MAX)),
                None => asking.total(),
            }
        })
    }
}

struct Asking<'a> {
    global: &'a Global,
    site: &'a Site,
    kpi: &'a Kpi,
    question: &'a Question,
}

impl Asking<'_> {
    fn rows(&self, left_out: bool, limit: usize) -> anyhow::Result<()> {
        let kpi = self.kpi;
        let db = self.site.facts.db();
        if kpi.kind == Kind::Formula {
            let parts = kpi.of.names.join(", ");
            let says = format!(
                "`{}` has no rows of its own: it is made of {parts}",
                kpi.name
            );
            return Err(Usage(says).into());
        }
        if !left_out {
            let rows = rows::of_counted(db, kpi, self.question, limit)?;
            return print_rows(self.global, &rows, terminal::rows);
        }
        if !kpi.leaves_rows_out() {
            return Err(Usage(format!("`{}` leaves no rows out", kpi.name)).into());
        }
        let zone = self.site.settings.zone()?;
        let rows = rows::of_left_out(db, kpi, self.question, limit)?;
        print_rows(self.global, &rows, |rows, place| {
            terminal::rows_left_out(kpi, rows, &zone, place)
        })
    }

    fn total(&self) -> anyhow::Result<()> {
        if self.is_not_computable()? {
            return Ok(());
        }
        let (db, kpi, question) = (self.site.facts.db(), self.kpi, self.question);
        let slice = left_out::total(db, kpi, question)?;
        let then = Comparison::of(db, kpi, question, &slice.figure)?;
        self.say_unseen()?;
        let link = self.site.keep(kpi, question, slice.figure)?;
        if !self.global.json {
            let zone = self.site.settings.zone()?;
            let text = terminal::total(kpi, question, &slice, &then, &zone);
            return print(&format!(
                "{text}\n\n{}",
                terminal::link(&link, &self.global.place())
            ));
        }
        let mut document = self.document(true)?;
        document["slices"] = json!({"": slice});
        document["target"] = self.target(&slice.figure);
        document["change"] = change(&then);
        document["link"] = json!(link);
        print_json(&document)
    }

    fn slices(&self, by: &str, limit: usize) -> anyhow::Result<()> {
        let (db, kpi, question) = (self.site.facts.db(), self.kpi, self.question);
        let is_whole = |axis: &str| question.filters.given().all(|(name, _)| name != axis);
        if let (Axis::Time(_), Some(axis)) = (
            Axis::parse(by),
            kpi.axis.as_deref().filter(|it| is_whole(it)),
        ) {
            let says = format!(
                "`{}` is a part of a whole, which every {by} has: name the part, as with --{axis}",
                kpi.name
            );
            return Err(Usage(says).into());
        }
        // An axis that it has not is a mistake, whatever the log holds.
        let mut slices = left_out::by(db, kpi, question, &Axis::parse(by))?;
        if self.is_not_computable()? {
            return Ok(());
        }
        self.say_what_lacks(by)?;
        left_out::keep_largest(&mut slices, limit);
        self.say_unseen()?;
        if !self.global.json {
            let zone = self.site.settings.zone()?;
            return print(&terminal::slices(kpi, question, &slices, &zone));
        }
        let mut document = self.document(true)?;
        document["by"] = json!(by);
        document["slices"] = json!(slices);
        print_json(&document)
    }

    /// Says which values of an axis have no figure, and why.
    fn say_what_lacks(&self, by: &str) -> anyhow::Result<()> {
        let (db, kpi, axis) = (self.site.facts.db(), self.kpi, Axis::parse(by));
        let lacking = run::without_needs(db, kpi, self.question, &axis)?;
        if !lacking.is_empty() {
            eprintln!("{}", terminal::without_needs(kpi, by, &lacking));
        }
        Ok(())
    }

    /// Says of how many rows what came after is not known, where that decides.
    fn say_unseen(&self) -> anyhow::Result<()> {
        if let Some(unseen) = unseen::of(self.site.view(), self.kpi, self.question)? {
            eprintln!("{}", terminal::unseen(&unseen));
        }
        Ok(())
    }

    /// Says what the figure needs, where the log has it not.
    fn is_not_computable(&self) -> anyhow::Result<bool> {
        let missing = needs::missing(self.site.facts.db(), self.kpi, self.question)?;
        if missing.is_empty() {
            return Ok(false);
        }
        if !self.global.json {
            print(&terminal::not_computable(&missing))?;
            return Ok(true);
        }
        let names: Vec<&str> = missing.iter().map(|kpi| kpi.name.as_str()).collect();
        let mut document = self.document(false)?;
        document["needs"] = json!(names);
        print_json(&document)?;
        Ok(true)
    }

    /// What every answer says of what was asked.
    fn document(&self, computable: bool) -> anyhow::Result<Value> {
        Ok(json!({
            "kpi": self.kpi.name, "version": self.kpi.digest(),
            "period": days(self.question.period),
            "as_of": rfc3339(self.question.as_of),
            "watermark": self.site.facts.watermark()?.events,
            "computable": computable,
        }))
    }

    fn target(&self, figure: &Figure) -> Value {
        let says = self.kpi.reached(figure);
        self.kpi
            .target
            .map_or(Value::Null, |value| json!({"value": value, "says": says}))
    }
}

fn change(then: &Comparison) -> Value {
    let bound = |bound: fn(&crate::kpi::Change) -> f64| then.change.as_ref().map(bound);
    json!({
        "period": days(then.period), "before": then.before,
        "by": then.by, "low": bound(|change| change.low), "high": bound(|change| change.high),
        "says": then.way,
    })
}

pub(in crate::cli) fn days(period: Period) -> Value {
    json!({"from": period.from.to_string(), "to": period.to.to_string()})
}
