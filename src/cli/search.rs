//! `vigie search`: what a visitor would see.

use std::io::IsTerminal;

use anyhow::Context;

use super::Global;
use super::output::{print, print_json};
use crate::reports::terminal;
use crate::text::language::Lang;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What to search for
    #[arg(required = true)]
    text: Vec<String>,
    /// The language to search in: fr or en [default: that of the site]
    #[arg(long)]
    lang: Option<String>,
    /// At most so many entries
    #[arg(long, default_value_t = 10)]
    limit: usize,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        let data = global.open()?;
        let site = data.site(&global.site)?;
        let lang = match self.lang.as_deref() {
            None => site.settings.lang,
            Some(name) => Lang::parse(name).with_context(|| format!("`{name}` is not fr or en"))?,
        };
        let index = site.index()?;
        let answer = index.search(&self.text.join(" "), lang, self.limit, 0)?;
        if global.json {
            return print_json(&answer);
        }
        print(&terminal::answer(&answer, std::io::stdout().is_terminal()))
    }
}
