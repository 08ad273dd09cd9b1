//! `vigie demo`: a working site on bundled, simulated data, in a temporary folder.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::Global;
use super::output::{print, print_json};
use super::progress::refresh;
use crate::demo::content::{FAQ, LABEL_EN, LABEL_FR, OPERATOR, transcripts};
use crate::demo::simulate::{Plan, simulate};
use crate::faq::{self, ImportOptions};
use crate::gaps::rare::Reader;
use crate::input::tally::Tally;
use crate::kpi::{Filters, Question};
use crate::period::{Period, now};
use crate::reports::language::{of_terminal, pick};
use crate::reports::number::count;
use crate::reports::{Report, terminal};
use crate::site::{Data, Site};
use crate::transcripts as talks;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Run the whole job once, print the report and stop, which is all that the demo does yet
    #[arg(long)]
    once: bool,
    /// Keep the data in this new folder, to look at it with the other commands
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// At most so many lines of each list
    #[arg(long, default_value_t = 12)]
    limit: usize,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        if !self.once {
            eprintln!("the demo prints its report once and ends, as with --once");
        }
        let temporary = tempfile::tempdir().context("could not make a temporary folder")?;
        let folder = match &self.keep {
            Some(folder) if folder.exists() => {
                bail!("`{}` exists already; name a new folder", folder.display())
            }
            Some(folder) => folder.clone(),
            None => temporary.path().to_owned(),
        };
        let data = Data::open(&folder)?;
        let mut site = data.site_or_new("demo")?;
        let plan = Plan::default();
        let filled = fill(&mut site, &plan)?;
        refresh(&mut site)?;
        let report = Report::of(site.view(), &question(&plan), Reader::Insider, self.limit)?;
        if global.json {
            return print_json(&report);
        }
        print(&introduction(&filled))?;
        print(&terminal::report(&report))?;
        print(&searches(&site)?)?;
        print(&next_steps(self.keep.as_deref()))
    }
}

/// What went into the site.
struct Filled {
    entries: Tally,
    events: Tally,
    conversations: Tally,
}

fn fill(site: &mut Site, plan: &Plan) -> anyhow::Result<Filled> {
    let mut entries = Tally::default();
    for file in &FAQ {
        let reading = faq::read(file.name, file.text.as_bytes())?;
        let options = ImportOptions {
            lang: None,
            replace: false,
            at: now(),
        };
        let report = faq::import(&site.content, reading, options)?;
        entries.read += report.read;
        entries.accepted += report.added;
    }
    let mut log = String::new();
    simulate(plan, &mut |event| {
        log.push_str(event);
        log.push('\n');
    });
    let events = site.take(Cursor::new(log))?;
    let mut intake = talks::intake::Intake {
        db: &site.content,
        imported_at: now(),
        undated: None,
        hash: &|person| site.pseudonym(person),
        strict: true,
        refused: &mut |_| (),
    };
    let text = transcripts(plan.first_day);
    let conversations = intake.run(Cursor::new(text), "conversations.jsonl", None)?;
    Ok(Filled {
        entries,
        events,
        conversations,
    })
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

fn introduction(filled: &Filled) -> String {
    let lang = of_terminal();
    let n = |tally: &Tally| count(lang, tally.accepted);
    format!(
        "{}\n\n{OPERATOR}{} {} {} · {} {} · {} {}\n",
        pick(lang, LABEL_FR, LABEL_EN),
        pick(lang, "\u{a0}:", ":"),
        n(&filled.entries),
        pick(lang, "fiches de FAQ", "FAQ entries"),
        n(&filled.events),
        pick(lang, "événements", "events"),
        n(&filled.conversations),
        pick(lang, "conversations", "conversations"),
    )
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
            "{} vigie unanswered --data {} --site demo",
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
