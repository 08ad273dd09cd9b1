//! `vigie handoffs`: what stood before hand-offs to a human.

use super::Global;
use super::output::{print, print_json};
use super::scope::Scope;
use crate::gaps::handoffs::handoffs;
use crate::reports::terminal;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scope: Scope,
    /// At most so many lines of each list
    #[arg(long, default_value_t = 10)]
    limit: usize,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        global.read(|site| {
            let question = self.scope.question(site)?;
            let found = handoffs(
                site.facts.db(),
                question.period,
                &question.filters,
                self.limit,
            )?;
            if global.json {
                return print_json(&found);
            }
            print(&terminal::handoffs(&found, question.period))
        })
    }
}
