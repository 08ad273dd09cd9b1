//! `vigie handoffs`: what stood before hand-offs to a human.

use super::Global;
use super::output::{print, print_json, print_rows};
use super::scope::Scope;
use crate::events::fields::HANDOFF_CAUSES as CAUSES;
use crate::gaps::handoffs::{Before, handoffs, rows};
use crate::reports::terminal;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scope: Scope,
    /// Only those of this cause
    #[arg(long, value_parser = CAUSES)]
    cause: Option<String>,
    /// Only those whose last question says the same as this; an empty text means none, here
    /// and below
    #[arg(long)]
    question: Option<String>,
    /// Only those with this last article
    #[arg(long)]
    article: Option<String>,
    /// Only those for this reason
    #[arg(long)]
    reason: Option<String>,
    /// Print the hand-offs themselves, newest first
    #[arg(long)]
    rows: bool,
    /// At most so many lines of each list, or so many hand-offs
    #[arg(long, default_value_t = 10)]
    limit: usize,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        global.read(|site| {
            let question = self.scope.question(site)?;
            let db = site.facts.db();
            if self.rows {
                let rows = rows(db, &question, &self.before(), self.limit)?;
                return print_rows(global, &rows, terminal::rows);
            }
            let found = handoffs(db, &question, &self.before(), self.limit)?;
            if global.json {
                return print_json(&found);
            }
            print(&terminal::handoffs(&found, question.period))
        })
    }

    fn before(&self) -> Before {
        Before {
            cause: self.cause.clone(),
            question: self.question.clone(),
            article: self.article.clone(),
            reason: self.reason.clone(),
        }
    }
}
