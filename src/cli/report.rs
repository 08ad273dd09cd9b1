//! `vigie report`: KPIs, gaps, keywords and sentiment of a period.

use super::Global;
use super::output::{print, print_json};
use super::scope::Scope;
use crate::gaps::rare::Reader;
use crate::reports::{Report, terminal};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scope: Scope,
    /// At most so many expressions and keywords
    #[arg(long, default_value_t = 20)]
    limit: usize,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        global.read(|site| {
            let question = self.scope.question(site)?;
            let report = Report::of(site.view(), &question, Reader::Insider, self.limit)?;
            if global.json {
                return print_json(&report);
            }
            print(&terminal::report(&report))
        })
    }
}
