//! `vigie search`: what a visitor would see.

use std::io::IsTerminal;

use super::Global;
use super::output::{print, print_json};
use super::values::lang;
use crate::faq;
use crate::reports::terminal;
use crate::text::language::Lang;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// What to search for
    #[arg(required = true)]
    text: Vec<String>,
    /// The language to search in: fr or en [default: that of the site]
    #[arg(long, value_parser = lang)]
    lang: Option<Lang>,
    /// At most so many entries
    #[arg(long, default_value_t = 10)]
    limit: usize,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        let data = global.open()?;
        let site = data.site(global.site())?;
        let lang = self.lang.unwrap_or(site.settings.lang);
        let index = site.index()?;
        let answer = index.search(&self.text.join(" "), lang, self.limit, 0)?;
        if answer.total == 0 && faq::published(&site.content)?.is_empty() {
            let name = &site.name;
            eprintln!(
                "site `{name}` has no published FAQ entry; `vigie import faq FILE --site {name}` reads some"
            );
        }
        if global.json {
            return print_json(&answer);
        }
        print(&terminal::answer(&answer, std::io::stdout().is_terminal()))
    }
}
