//! `vigie kpi`: the catalogue.

use anyhow::{Context, bail};
use clap::Subcommand;
use serde_json::json;

use super::Global;
use super::output::{print, print_json, print_rows};
use super::progress::refresh;
use super::scope::Scope;
use super::usage::Usage;
use crate::kpi::header::Text;
use crate::kpi::{Axis, Catalogue, Kpi, Problem, Question, left_out, rows};
use crate::period::rfc3339;
use crate::reports::terminal;
use crate::site::{Site, kpi_folder};

/// Rows printed where nothing else is asked.
const ROWS: usize = 100;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Name every KPI with its title
    List,
    /// Explain a KPI, in words and as SQL
    Show { name: String },
    /// Compute a KPI: over the period, by an axis, or the rows behind it
    Run {
        name: String,
        #[command(flatten)]
        scope: Scope,
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
    },
    /// Verify every KPI file, those in the folder `kpi` of the data folder too
    Check,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        match &self.command {
            Command::List => list(global, &catalogue(global)?),
            Command::Show { name } => show(global, find(&catalogue(global)?, name)?),
            Command::Check => check_with_facts(global),
            Command::Run {
                name,
                scope,
                by,
                rows,
                left_out,
                limit,
            } => global.read(|site| {
                let kpi = find(&site.catalogue, name)?;
                let question = scope.question(site)?;
                let most_rows = limit.unwrap_or(ROWS);
                if *left_out {
                    return print_left_out(global, site, kpi, &question, most_rows);
                }
                if *rows {
                    let rows = rows::of_counted(site.facts.db(), kpi, &question, most_rows)?;
                    return print_rows(global, &rows, terminal::rows);
                }
                let by = by
                    .as_deref()
                    .map(|axis| (axis, limit.unwrap_or(usize::MAX)));
                print_figures(global, site, kpi, &question, by)
            }),
        }
    }
}

fn print_figures(
    global: &Global,
    site: &Site,
    kpi: &Kpi,
    question: &Question,
    by: Option<(&str, usize)>,
) -> anyhow::Result<()> {
    let db = site.facts.db();
    let zone = site.settings.zone()?;
    let (slices, text) = match by {
        Some((axis, limit)) => {
            let mut slices = left_out::by(db, kpi, question, &Axis::parse(axis))?;
            left_out::keep_largest(&mut slices, limit);
            let text = terminal::slices(kpi, question, &slices, &zone);
            (slices, text)
        }
        None => {
            let total = left_out::total(db, kpi, question)?;
            let text = terminal::total(kpi, question, &total, &zone);
            ([(String::new(), total)].into(), text)
        }
    };
    if global.json {
        let period = question.period;
        return print_json(&json!({
            "kpi": kpi.name, "version": kpi.digest(),
            "period": {"from": period.from.to_string(), "to": period.to.to_string()},
            "as_of": rfc3339(question.as_of),
            "watermark": site.facts.watermark()?.events,
            "slices": slices,
        }));
    }
    print(&text)
}

fn print_left_out(
    global: &Global,
    site: &Site,
    kpi: &Kpi,
    question: &Question,
    limit: usize,
) -> anyhow::Result<()> {
    if kpi.window.is_none() && kpi.left_out.is_none() {
        return Err(Usage(format!("`{}` leaves no rows out", kpi.name)).into());
    }
    let zone = site.settings.zone()?;
    let rows = rows::of_left_out(site.facts.db(), kpi, question, limit)?;
    print_rows(global, &rows, |rows, place| {
        terminal::rows_left_out(kpi, rows, &zone, place)
    })
}

/// KPIs are the same for all sites: none is opened.
fn catalogue(global: &Global) -> anyhow::Result<Catalogue> {
    Ok(Catalogue::open(&kpi_folder(&global.folder()?))?)
}

fn find<'c>(catalogue: &'c Catalogue, name: &str) -> anyhow::Result<&'c Kpi> {
    catalogue.find(name).with_context(|| {
        let of_this_name = |problem: &Problem| {
            std::path::Path::new(&problem.file).file_stem() == Some(name.as_ref())
        };
        match catalogue.problems().into_iter().find(of_this_name) {
            Some(problem) => format!(
                "`{name}` cannot be used: {}: {}",
                problem.file, problem.message
            ),
            None => format!("there is no KPI `{name}`; `vigie kpi list` names them all"),
        }
    })
}

fn list(global: &Global, catalogue: &Catalogue) -> anyhow::Result<()> {
    name_problems(&catalogue.problems());
    if global.json {
        let kpis: Vec<_> = catalogue.iter().map(described).collect();
        return print_json(&json!({ "kpis": kpis }));
    }
    print(&terminal::kpis(catalogue.iter()))
}

fn described(kpi: &Kpi) -> serde_json::Value {
    json!({
        "name": kpi.name,
        "title": both(&kpi.title),
        "about": both(&kpi.about),
        "kind": kpi.kind.as_str(),
        "unit": kpi.unit.as_ref().map(both),
        "better": kpi.better.as_str(),
        "source": kpi.source,
        "window": kpi.window,
        "left_out": kpi.left_out.as_ref().map(both),
        "version": kpi.digest(),
        "select": kpi.select,
    })
}

fn both(text: &Text) -> serde_json::Value {
    json!({"fr": text.fr, "en": text.en})
}

fn show(global: &Global, kpi: &Kpi) -> anyhow::Result<()> {
    if global.json {
        return print_json(&described(kpi));
    }
    print(&terminal::explanation(kpi))
}

fn name_problems(problems: &[Problem]) {
    for problem in problems {
        eprintln!("{}: {}", problem.file, problem.message);
    }
}

/// Some KPIs fail only on the facts; where there is no site yet, there are none.
fn check_with_facts(global: &Global) -> anyhow::Result<()> {
    let Some(data) = global.find()?.filter(|data| !data.sites().is_empty()) else {
        return check(global, &catalogue(global)?);
    };
    let mut site = data.site(global.site())?;
    refresh(&mut site)?;
    check(global, &site.catalogue)
}

fn check(global: &Global, catalogue: &Catalogue) -> anyhow::Result<()> {
    let problems = catalogue.problems();
    name_problems(&problems);
    let good = catalogue.iter().count();
    if global.json {
        print_json(&json!({"usable": good, "problems": problems}))?;
    } else {
        print(&terminal::usable_kpis(good))?;
    }
    match problems.len() {
        0 => Ok(()),
        1 => bail!("1 KPI file cannot be used"),
        many => bail!("{many} KPI files cannot be used"),
    }
}
