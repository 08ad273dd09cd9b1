//! `vigie kpi`: the catalogue.

mod check;
mod compare;
mod described;
mod explain;
mod figure;
mod list;
mod run;
mod tables;
mod versions;

use anyhow::Context;
use clap::Subcommand;

use super::Global;
use super::output::{print, print_json};
use crate::kpi::{Catalogue, Kpi, Problem};
use crate::reports::terminal;
use crate::site::{choices, kpi_folder};
use described::described;
pub(super) use run::days;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Name KPIs with their titles, by who needs them
    List(list::Asked),
    /// Explain a KPI, in words and as SQL
    Show { name: String },
    /// Compute a KPI: over the period, by an axis, or the rows behind it
    Run(Box<run::Asked>),
    /// One log under every rule of a family: deflection, resolution, escalation as vendors count
    Compare(compare::Asked),
    /// Open a figure by its link, and compute it again from the events of then
    Figure { link: String },
    /// Name the versions of a KPI that the site has known; `kpi run --version` computes them
    Versions { name: String },
    /// Say why a KPI moved: what other cases did to it, and what other outcomes
    Explain(Box<explain::Asked>),
    /// Name the tables and columns that a KPI file may read, with their meaning and units
    Tables {
        /// One of them [default: all]
        table: Option<String>,
    },
    /// Verify every KPI file, those in the folder `kpi` of the data folder too
    Check,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        match &self.command {
            Command::List(asked) => asked.list(global, &catalogue(global)?),
            Command::Show { name } => show(global, find(&catalogue(global)?, name)?),
            Command::Check => check::check(global),
            Command::Tables { table } => tables::tell(global, table.as_deref()),
            Command::Compare(asked) => asked.run(global),
            Command::Run(asked) => asked.run(global),
            Command::Explain(asked) => asked.run(global),
            Command::Figure { link } => figure::open(global, link),
            Command::Versions { name } => versions::name_all(global, name),
        }
    }
}

/// The KPIs with the site's own numbers; the site is not opened.
fn catalogue(global: &Global) -> anyhow::Result<Catalogue> {
    let folder = global.folder()?;
    let choices = choices(&folder, global.site())?;
    Ok(Catalogue::open(&kpi_folder(&folder), &choices)?)
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
