//! `vigie kpi check`: every KPI file, against the tables and the facts.

use anyhow::bail;
use serde_json::json;

use super::{catalogue, name_problems};
use crate::cli::Global;
use crate::cli::output::{print, print_json};
use crate::cli::progress::refresh;
use crate::kpi::Catalogue;
use crate::kpi::remarks::{Remark, remarks};
use crate::reports::terminal;

/// Some KPIs fail only on the facts; where there is no site yet, there are none.
pub(super) fn check(global: &Global) -> anyhow::Result<()> {
    let Some(data) = global.find()?.filter(|data| !data.sites().is_empty()) else {
        return told(global, &catalogue(global)?, &[]);
    };
    let mut site = data.site(global.site())?;
    refresh(&mut site)?;
    let remarks = remarks(site.facts.db(), &site.catalogue)?;
    told(global, &site.catalogue, &remarks)
}

fn told(global: &Global, catalogue: &Catalogue, remarks: &[Remark]) -> anyhow::Result<()> {
    let problems = catalogue.problems();
    name_problems(&problems);
    for remark in remarks {
        eprintln!("{}: {}", remark.file, remark.message);
    }
    let good = catalogue.iter().count();
    if global.json {
        print_json(&json!({"usable": good, "problems": problems, "remarks": remarks}))?;
    } else {
        print(&terminal::usable_kpis(good))?;
    }
    match problems.len() {
        0 => Ok(()),
        1 => bail!("1 KPI file cannot be used"),
        many => bail!("{many} KPI files cannot be used"),
    }
}
