//! `vigie import`: FAQ entries, events, logs of other systems, transcripts.

mod articles;
mod form;

use std::io::BufRead;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;

use super::Global;
use super::output::{print, print_json};
use super::progress::Bar;
use super::values::{day, lang};
use crate::events::import::Refusal;
use crate::events::intake::{Format, Intake};
use crate::faq::{self, ImportOptions};
use crate::input::open::{Input, open};
use crate::input::tally::Tally;
use crate::period::now;
use crate::reports::language::{of_terminal, pick};
use crate::reports::number::count;
use crate::site::Site;
use crate::text::language::Lang;
use crate::transcripts::{self, read};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// FAQ entries: CSV, JSON, or a folder of Markdown
    Faq {
        #[command(flatten)]
        files: Files,
        /// The language of entries that name none: fr or en [default: told from their words]
        #[arg(long, value_parser = lang)]
        lang: Option<Lang>,
        /// Archive the entries that are not in the file
        #[arg(long)]
        replace: bool,
    },
    /// Events in Vigie's own form: JSON objects, one a line, one after the other, or an array
    Events(Files),
    /// A User Behavior Insights log (OpenSearch)
    Ubi(Files),
    /// A Rasa event-broker file
    Rasa(Files),
    /// Conversations: JSON, CSV, text, WebVTT, SRT
    Transcripts {
        #[command(flatten)]
        files: Files,
        /// The layout, when neither name nor content tells it
        #[arg(long, value_enum)]
        format: Option<Layout>,
        /// The day of conversations that carry no time [default: the day of import]
        #[arg(long, value_name = "DAY", value_parser = day)]
        at: Option<Date>,
    },
}

#[derive(Debug, clap::Args)]
struct Files {
    /// Files, which may end in .gz; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Fail on the first bad record, and import nothing of its file
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Layout {
    Jsonl,
    Csv,
    Text,
    Vtt,
    Srt,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        let data = global.open()?;
        let mut site = data.site_or_new(global.site())?;
        let files = match &self.what {
            What::Faq { files, .. } | What::Transcripts { files, .. } => files,
            What::Events(files) | What::Ubi(files) | What::Rasa(files) => files,
        };
        let mut total = Tally::default();
        for path in &files.files {
            let tally = self
                .one(&mut site, path, files.strict)
                .with_context(|| format!("could not import `{}`", path.display()))?;
            total += tally;
        }
        if global.json {
            return print_json(&total);
        }
        print(&summary(&total))
    }

    fn one(&self, site: &mut Site, path: &Path, strict: bool) -> anyhow::Result<Tally> {
        match &self.what {
            What::Events(_) => events(site, path, Format::Native, strict),
            What::Ubi(_) => events(site, path, Format::Ubi, strict),
            What::Rasa(_) => events(site, path, Format::Rasa, strict),
            What::Faq { lang, replace, .. } => entries(site, path, strict, *lang, *replace),
            What::Transcripts { format, at, .. } => transcripts(site, path, strict, *format, *at),
        }
    }
}

fn summary(tally: &Tally) -> String {
    let lang = of_terminal();
    let refused: u64 = tally.refused.values().sum();
    let mut text = format!(
        "{} {} · {} {} · {} {} · {} {} · {} {}",
        count(lang, tally.read),
        pick(lang, "lus", "read"),
        count(lang, tally.accepted),
        pick(lang, "acceptés", "accepted"),
        count(lang, tally.duplicates),
        pick(lang, "déjà là", "there already"),
        count(lang, tally.conflicts),
        pick(lang, "en conflit", "in conflict"),
        count(lang, refused),
        pick(lang, "refusés", "refused"),
    );
    for (code, n) in &tally.refused {
        text.push_str(&format!("\n  {code}: {}", count(lang, *n)));
    }
    text
}

/// Opens a file for the command of this name, unless it is for another one.
fn opened(path: &Path, command: &str) -> anyhow::Result<(Input, Bar)> {
    let mut input = open(path)?;
    if let Some(why) = form::mistaken(command, input.reader.fill_buf()?) {
        bail!(why);
    }
    let bar = Bar::over_bytes(&input.name, input.progress.clone());
    Ok((input, bar))
}

fn events(site: &mut Site, path: &Path, format: Format, strict: bool) -> anyhow::Result<Tally> {
    let command = match format {
        Format::Native => "events",
        Format::Ubi => "ubi",
        Format::Rasa => "rasa",
    };
    let (input, bar) = opened(path, command)?;
    let before = site.events.watermark()?;
    let checker = site.checker();
    let name = input.name;
    let mut naming = Naming::new(&bar);
    let mut refused = |refusal: &Refusal| {
        naming.name(&name, Some(refusal.line), refusal.code, &refusal.message);
    };
    let mut intake = Intake {
        checker: &checker,
        format,
        strict,
        refused: &mut refused,
    };
    let tally = intake.run(input.reader, &mut site.events)?;
    naming.rest();
    if let Some(unknown) = articles::unknown(site, before)? {
        bar.say(&format!("{name}: {unknown}"));
    }
    Ok(tally)
}

fn entries(
    site: &mut Site,
    path: &Path,
    strict: bool,
    lang: Option<Lang>,
    replace: bool,
) -> anyhow::Result<Tally> {
    let reading = if path.is_dir() {
        faq::read_folder(path)?
    } else {
        let (input, _bar) = opened(path, "faq")?;
        faq::read(&path.display().to_string(), input.reader)?
    };
    for problem in &reading.problems {
        eprintln!("{problem}");
    }
    let refusal = reading
        .problems
        .iter()
        .find(|problem| problem.code.is_refusal());
    if strict && let Some(problem) = refusal {
        bail!("{problem}; nothing of it was imported");
    }
    let options = ImportOptions {
        lang,
        replace,
        at: now(),
    };
    let report = faq::import(&site.content, reading, options)?;
    Ok(Tally {
        read: report.read,
        accepted: report.added + report.changed,
        duplicates: report.unchanged,
        conflicts: 0,
        refused: report
            .refused
            .into_iter()
            .map(|(code, n)| (code.as_str(), n))
            .collect(),
    })
}

fn transcripts(
    site: &mut Site,
    path: &Path,
    strict: bool,
    layout: Option<Layout>,
    day: Option<Date>,
) -> anyhow::Result<Tally> {
    let zone = site.settings.zone()?;
    let (input, bar) = opened(path, "transcripts")?;
    let mut naming = Naming::new(&bar);
    let mut intake = transcripts::intake::Intake {
        db: &site.content,
        imported_at: now(),
        undated: day.map(|day| zone.start_of(day)),
        hash: &|person| site.pseudonym(person),
        strict,
        refused: &mut |problem| {
            naming.name(
                &problem.file,
                Some(problem.line),
                problem.code,
                &problem.message,
            );
        },
    };
    let name = path.display().to_string();
    let tally = intake.run(input.reader, &name, layout.map(Layout::format))?;
    naming.rest();
    Ok(tally)
}

impl Layout {
    fn format(self) -> read::Format {
        match self {
            Layout::Jsonl => read::Format::Jsonl,
            Layout::Csv => read::Format::Csv,
            Layout::Text => read::Format::Text,
            Layout::Vtt => read::Format::Vtt,
            Layout::Srt => read::Format::Srt,
        }
    }
}

/// Names bad records on standard error, the first ones each and then their number:
/// a file of another form would fill the screen.
struct Naming<'b> {
    bar: &'b Bar,
    named: u64,
}

const MOST_NAMED: u64 = 50;

impl Naming<'_> {
    fn new(bar: &Bar) -> Naming<'_> {
        Naming { bar, named: 0 }
    }

    fn name(&mut self, file: &str, line: Option<u64>, code: &str, message: &str) {
        self.named += 1;
        if self.named <= MOST_NAMED {
            let line = line.map_or_else(String::new, |line| format!(":{line}"));
            self.bar.say(&format!("{file}{line}: {code}: {message}"));
        }
    }

    fn rest(&self) {
        if self.named > MOST_NAMED {
            let rest = self.named - MOST_NAMED;
            self.bar
                .say(&format!("… and {rest} more bad records, counted below"));
        }
    }
}
