//! `vigie kpi list`: by who needs them, and by words.

use serde_json::json;

use super::described::described;
use super::name_problems;
use crate::cli::Global;
use crate::cli::output::{print, print_json};
use crate::kpi::{Catalogue, Kpi, User};
use crate::reports::definition::speaks_of;
use crate::reports::terminal;

/// Which KPIs are asked for.
#[derive(Debug, clap::Args)]
pub(super) struct Asked {
    /// Only those whose name, title or explanation holds all these words
    words: Vec<String>,
    /// Only those that this user needs: editor, bot_owner, quality, manager
    #[arg(long, value_name = "USER", value_parser = user)]
    user: Option<User>,
}

fn user(name: &str) -> Result<User, String> {
    User::parse(name).ok_or_else(|| {
        let words = User::ALL.map(User::as_str);
        format!("it is one of {}", words.join(", "))
    })
}

impl Asked {
    pub(super) fn list(&self, global: &Global, catalogue: &Catalogue) -> anyhow::Result<()> {
        name_problems(&catalogue.problems());
        let kpis: Vec<&Kpi> = catalogue.iter().filter(|kpi| self.fits(kpi)).collect();
        if global.json {
            let kpis: Vec<_> = kpis.into_iter().map(described).collect();
            return print_json(&json!({ "kpis": kpis }));
        }
        if kpis.is_empty() {
            eprintln!("no KPI is like that; `vigie kpi list` names them all");
            return Ok(());
        }
        print(&terminal::kpis(&kpis, self.user))
    }

    fn fits(&self, kpi: &Kpi) -> bool {
        let is_of_user = self.user.is_none_or(|user| kpi.users.contains(&user));
        is_of_user && speaks_of(kpi, &self.words.join(" "))
    }
}
