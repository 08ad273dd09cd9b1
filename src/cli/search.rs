//! `vigie search`: what a visitor would see.

use std::io::IsTerminal;

use super::Global;
use super::output::{print, print_json};
use super::values::lang;
use crate::faq;
use crate::reports::terminal;
use crate::site::Site;
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
        let site = data.site(&global.site)?;
        let lang = self.lang.unwrap_or(site.settings.lang);
        let index = site.index()?;
        let answer = index.search(&self.text.join(" "), lang, self.limit, 0)?;
        if answer.total == 0
            && let Some(why) = without_entries(&site, lang)?
        {
            eprintln!("{why}");
        }
        if global.json {
            return print_json(&answer);
        }
        print(&terminal::answer(&answer, std::io::stdout().is_terminal()))
    }
}

/// Why nothing can be found whatever is asked, and what to do.
fn without_entries(site: &Site, lang: Lang) -> anyhow::Result<Option<String>> {
    let entries = faq::published(&site.content)?;
    let name = &site.name;
    Ok(match entries.first() {
        None => Some(format!(
            "site `{name}` has no published FAQ entry; `vigie import faq FILE --site {name}` reads them"
        )),
        Some(first) if entries.iter().all(|entry| entry.lang != lang) => {
            let other = first.lang;
            Some(format!(
                "site `{name}` has no FAQ entry in `{lang}`; add --lang {other}"
            ))
        }
        Some(_) => None,
    })
}
