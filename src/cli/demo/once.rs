//! `vigie demo --once`: the whole job on fixed days, as a report.

use std::path::Path;

use super::super::Global;
use super::super::output::{print, print_json};
use super::super::progress::refresh;
use super::SITE;
use super::fill::{fill, introduction};
use crate::demo::simulate::{Plan, simulate};
use crate::gaps::rare::Reader;
use crate::kpi::{Filters, Question};
use crate::period::{Period, now};
use crate::reports::language::{of_terminal, pick};
use crate::reports::{Report, terminal};
use crate::site::{Data, Site};

pub(super) fn run(
    global: &Global,
    folder: &Path,
    limit: usize,
    kept: Option<&Path>,
) -> anyhow::Result<()> {
    let data = Data::open(folder)?;
    let mut site = data.site_or_new(SITE)?;
    let plan = Plan::default();
    let filled = fill(&mut site, events(&plan), plan.first_day)?;
    refresh(&mut site)?;
    let report = Report::of(site.view(), &question(&plan), Reader::Insider, limit)?;
    if global.json {
        return print_json(&report);
    }
    print(&introduction(&filled))?;
    print(&terminal::report(&report))?;
    print(&searches(&site)?)?;
    print(&next_steps(kept))
}

fn events(plan: &Plan) -> String {
    let mut log = String::new();
    simulate(plan, &mut |event| {
        log.push_str(event);
        log.push('\n');
    });
    log
}

fn question(plan: &Plan) -> Question {
    let days = jiff::Span::new().days(i64::from(plan.days) - 1);
    Question {
        period: Period {
            from: plan.first_day,
            to: plan.first_day.saturating_add(days),
        },
        filters: Filters::default(),
        as_of: now(),
    }
}

/// What a visitor would see for a question that is answered, and for one that is not.
fn searches(site: &Site) -> anyhow::Result<String> {
    let index = site.index()?;
    let mut text = String::new();
    for query in ["changer mon rib", "résiliation décès"] {
        let answer = index.search(query, site.settings.lang, 3, 0)?;
        text.push_str(&format!("\nvigie search {query}\n"));
        text.push_str(&terminal::answer(&answer, false));
        text.push('\n');
    }
    Ok(text)
}

fn next_steps(kept: Option<&Path>) -> String {
    let lang = of_terminal();
    match kept {
        Some(folder) => format!(
            "{} vigie unanswered --data {} --site {SITE}",
            pick(lang, "Ensuite\u{a0}:", "Next:"),
            folder.display()
        ),
        None => pick(
            lang,
            "Le dossier temporaire est effacé ; --keep DOSSIER le garde.",
            "The temporary folder is gone; --keep DIR keeps it.",
        )
        .to_owned(),
    }
}
