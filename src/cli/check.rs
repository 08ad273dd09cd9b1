//! `vigie check`: verifies every file, count and index, of the site that is named or of all.

use anyhow::bail;

use super::Global;
use super::output::{print, print_json};
use super::progress::{rebuild, refresh};
use crate::site::{Data, verify};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Compute all facts again from the events and compare
    #[arg(long)]
    recompute: bool,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        let data = global.open()?;
        let sites = match &global.named_site {
            Some(name) => vec![data.existing(name)?.to_owned()],
            None => data.sites(),
        };
        let mut findings = Vec::new();
        for name in &sites {
            let problems = self.problems(&data, name);
            if !global.json {
                let state = if problems.is_empty() {
                    "ok".to_owned()
                } else {
                    problems.join("\n  ")
                };
                print(&format!("{name}: {state}"))?;
            }
            findings.push(serde_json::json!({"site": name, "problems": problems}));
        }
        let damaged = findings
            .iter()
            .filter(|site| site["problems"] != serde_json::json!([]))
            .count();
        if global.json {
            print_json(&serde_json::json!({ "sites": findings }))?;
        }
        if sites.is_empty() {
            bail!("there is no site to check");
        }
        if damaged > 0 {
            bail!("{damaged} of {} sites have problems", sites.len());
        }
        Ok(())
    }

    fn problems(&self, data: &Data, name: &str) -> Vec<String> {
        let mut site = match data.site(name) {
            Ok(site) => site,
            Err(error) => return vec![format!("{:#}", anyhow::Error::from(error))],
        };
        let mut problems = verify::files(&site);
        if problems.is_empty() {
            let folded = match site.facts.verify() {
                Ok(()) => refresh(&mut site),
                Err(_) => rebuild(&mut site),
            };
            problems.extend(
                folded
                    .err()
                    .map(|error| format!("{:#}", anyhow::Error::from(error))),
            );
        }
        if problems.is_empty() && self.recompute {
            problems.extend(verify::facts(&mut site));
        }
        problems
    }
}
