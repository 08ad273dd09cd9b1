//! `vigie unanswered`: what people ask and do not find.

use serde_json::json;

use super::Global;
use super::output::{print, print_json, print_rows};
use super::scope::Scope;
use crate::facts::asked::REASONS;
use crate::gaps::questions::{self, Which};
use crate::gaps::rare::Reader;
use crate::gaps::unanswered::{Expression, Request, unanswered};
use crate::reports::terminal;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scope: Scope,
    /// Only questions unanswered for this reason
    #[arg(long, value_parser = REASONS)]
    reason: Option<String>,
    /// Print the questions themselves, newest first
    #[arg(long)]
    rows: bool,
    /// Only questions that say the same as this
    #[arg(long, value_name = "TEXT")]
    expression: Option<String>,
    /// At most so many expressions, and so many keywords, or so many questions
    #[arg(long, default_value_t = 20)]
    limit: usize,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        global.read(|site| {
            let question = self.scope.question(site)?;
            if self.rows {
                let which = Which {
                    expression: self.expression.as_deref(),
                    reason: self.reason.as_deref(),
                };
                let rows = questions::rows(site.facts.db(), &question, which, self.limit)?;
                return print_rows(global, &rows, terminal::rows);
            }
            let request = Request {
                period: question.period,
                filters: &question.filters,
                reason: self.reason.as_deref(),
                expression: self.expression.as_deref(),
                limit: self.limit,
                lang: site.settings.lang,
                reader: Reader::Insider,
            };
            let found = unanswered(site.facts.db(), &request)?;
            if global.json {
                let expressions: Vec<_> =
                    found.expressions.iter().map(Expression::detailed).collect();
                return print_json(
                    &json!({"expressions": expressions, "keywords": found.keywords}),
                );
            }
            print(&terminal::unanswered(&found, question.period))
        })
    }
}
