//! `vigie kpi figure`: a figure of then, and what comes of computing it again.

use anyhow::Context;
use serde_json::json;

use crate::cli::Global;
use crate::cli::output::{print, print_json};
use crate::cli::progress::computing;
use crate::figures::{self, Again};
use crate::reports::terminal;

pub(super) fn open(global: &Global, link: &str) -> anyhow::Result<()> {
    global.read(|site| {
        let kept = figures::find(&site.content, link)?.with_context(|| {
            let site = &site.name;
            format!("there is no figure `{link}` in the site `{site}` (--site names another); `vigie kpi run NAME` prints the link of one")
        })?;
        let again = computing("computing the figure again", |progress| {
            figures::again(
                &site.content,
                &site.folder,
                site.facts.settings(),
                &kept,
                progress,
            )
        })?;
        if global.json {
            let figure = match again {
                Again::Other(figure) => Some(figure),
                _ => None,
            };
            return print_json(&json!({
                "link": link, "kept": kept, "again": again.as_str(), "figure": figure,
            }));
        }
        let kpi = figures::definition(&site.content, &kept).ok();
        let zone = site.settings.zone()?;
        print(&terminal::kept(&kept, again, kpi.as_ref(), &zone))
    })
}
