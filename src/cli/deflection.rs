//! `vigie deflection`: between which shares it lies, and what would narrow that.

use serde_json::json;

use super::Global;
use super::kpi::days;
use super::output::{print, print_json};
use super::scope::Scope;
use crate::kpi::bounds;
use crate::period::rfc3339;
use crate::reports::terminal;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    scope: Scope,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        global.read(|site| {
            let question = self.scope.question(site)?;
            let bounds = bounds::of(site.facts.db(), &question)?;
            if global.json {
                return print_json(&json!({
                    "period": days(question.period),
                    "as_of": rfc3339(question.as_of),
                    "watermark": site.facts.watermark()?.events,
                    "bounds": bounds,
                }));
            }
            print(&terminal::deflection(bounds.as_ref(), question.period))
        })
    }
}
