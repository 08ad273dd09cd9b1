//! `vigie import`: FAQ entries, events, logs of other systems, exports of call centres,
//! transcripts.

mod articles;
mod entries;
mod events;
mod form;
mod looks;
mod naming;
mod source;
mod table;

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Subcommand, ValueEnum};
use entries::entries;
use events::events;
use jiff::civil::Date;
use naming::Naming;
use source::Source;
use table::Columns;

use super::Global;
use super::output::{print, print_json};
use super::usage::Usage;
use super::values::{day, kind, lang};
use crate::events::Kind;
use crate::events::import::sheet::Of;
use crate::events::intake::Format;
use crate::input::tally::Tally;
use crate::period::now;
use crate::reports::language::{of_terminal, pick};
use crate::reports::number::count;
use crate::site::{self, Site};
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
    /// Events in Vigie's own form: JSON objects, one a line, one after the other, or an array;
    /// or a table (CSV) of one kind of them
    #[command(after_help = TABLES)]
    Events {
        #[command(flatten)]
        files: Files,
        /// The kind of events that the rows of a table are; `vigie events kinds` names all
        #[arg(long, value_parser = kind)]
        kind: Option<Kind>,
        #[command(flatten)]
        columns: Columns,
    },
    /// Contacts with humans, as call-centre software exports them: a table (CSV), one a row
    #[command(after_help = format!("{CONTACT}\n\n{TABLES}"))]
    Contacts {
        #[command(flatten)]
        files: Files,
        #[command(flatten)]
        columns: Columns,
    },
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

/// What a row of contacts may tell.
const CONTACT: &str = "\
Every row needs contact (its id) and at (when it began). It may have customer, channel, team, agent,
theme, reason, lang, application, direction (inbound, outbound), complaint, wait, talk, hold,
wrap_up, answered or abandoned (yes or no, or a status such as répondu, abandonné), answered_at,
ended_at, resolved and resolved_at, of which a time alone is of the day of at, or the next. It
becomes the events queued, contact and answered, or abandoned, then ended and resolved, as far as
the row tells; without ended_at a contact ends after wait, talk and hold.";

/// How cells are read.
const TABLES: &str = "\
Separators ; , tab and | are found, and so are UTF-8, UTF-16 and Windows-1252. Numbers may be
written 3,5 or 1 234,50 €. Durations are seconds, unless the column's name says otherwise, as in
Attente (min); 1:30 is minutes and seconds, 00:01:30 hours, minutes and seconds, and 90 s or
1 min 30 say it themselves. Times without an offset are of the site's time zone: one in the hour
that clocks skip counts as if they had not been moved, one in the hour that comes twice as the
first. An empty cell is not given.";

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
        self.what.check()?;
        let files = self.what.files();
        let mut sources = files.files.iter().map(|path| self.what.source(path));
        // No site is made for a file that is not there.
        let first = sources.next().transpose()?;
        let data = global.open_or_new()?;
        let is_new = !site::is_there(data.folder(), global.site());
        let mut site = data.site_or_new(global.site())?;
        let sources = first.into_iter().map(Ok).chain(sources);
        let taken = self.take_all(&mut site, sources, global.json);
        if taken.is_err() && is_new && matches!(site.is_empty(), Ok(true)) {
            // Why the import failed is what has to be said, also where this fails.
            let _ = data.discard(site);
        }
        taken
    }

    fn take_all(
        &self,
        site: &mut Site,
        sources: impl Iterator<Item = anyhow::Result<Source>>,
        as_json: bool,
    ) -> anyhow::Result<()> {
        let mut total = Tally::default();
        let mut in_vain = Vec::new();
        for source in sources {
            let source = source?;
            let (path, like) = (source.path.clone(), source.like);
            let tally = self.what.take(site, source, self.what.files().strict);
            let tally = tally.with_context(|| could_not(&path))?;
            if tally.is_in_vain() {
                in_vain.push(nothing_in(&path, &tally, like));
            }
            total += tally;
        }
        match as_json {
            true => print_json(&total)?,
            false => print(&summary(&total))?,
        }
        if !in_vain.is_empty() {
            bail!(in_vain.join("; "));
        }
        Ok(())
    }
}

impl What {
    fn files(&self) -> &Files {
        match self {
            What::Faq { files, .. } | What::Transcripts { files, .. } => files,
            What::Events { files, .. } | What::Contacts { files, .. } => files,
            What::Ubi(files) | What::Rasa(files) => files,
        }
    }

    /// Opens a file for this command, unless it is for another one.
    fn source(&self, path: &Path) -> anyhow::Result<Source> {
        let command = match self {
            What::Faq { .. } => "faq",
            What::Events { kind: Some(_), .. } | What::Contacts { .. } => "table",
            What::Events { .. } => "events",
            What::Ubi(_) => "ubi",
            What::Rasa(_) => "rasa",
            What::Transcripts { .. } => "transcripts",
        };
        Source::open(path, command).with_context(|| could_not(path))
    }

    /// Refuses what its options say of columns where there are none.
    fn check(&self) -> Result<(), Usage> {
        match self {
            What::Events {
                kind: None,
                columns,
                ..
            } if columns.are_given() => Err(Usage(
                "--map, --set, --dates and --comma are for tables: say with --kind what their \
                 rows are"
                    .to_owned(),
            )),
            _ => Ok(()),
        }
    }

    fn take(&self, site: &mut Site, source: Source, strict: bool) -> anyhow::Result<Tally> {
        match self {
            What::Events {
                kind: Some(kind),
                columns,
                ..
            } => columns.take(Of::Events(*kind), site, source, strict),
            What::Contacts { columns, .. } => columns.take(Of::Contacts, site, source, strict),
            What::Events { kind: None, .. } => events(site, source, Format::Native, strict),
            What::Ubi(_) => events(site, source, Format::Ubi, strict),
            What::Rasa(_) => events(site, source, Format::Rasa, strict),
            What::Faq { lang, replace, .. } => entries(site, source, strict, *lang, *replace),
            What::Transcripts { format, at, .. } => transcripts(site, source, strict, *format, *at),
        }
    }
}

/// What bad records are called that are not named each.
const BAD: &str = "bad records, counted below";

fn could_not(path: &Path) -> String {
    format!("could not import `{}`", path.display())
}

/// Said of a file that was no file of records: not one of them could be read.
fn nothing_in(path: &Path, tally: &Tally, like: Option<&str>) -> String {
    let like = like.map_or_else(String::new, |like| format!("; it looks like {like}"));
    let (could_not, read) = (could_not(path), count(Lang::En, tally.read));
    format!("{could_not}: no record of it could be read ({read} refused){like}")
}

fn summary(tally: &Tally) -> String {
    let lang = of_terminal();
    let refused = tally.refusals();
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
    if tally.mended > 0 {
        let n = count(lang, tally.mended);
        text.push_str(&format!(" · {n} {}", pick(lang, "réparés", "mended")));
    }
    for (code, n) in &tally.refused {
        text.push_str(&format!("\n  {code}: {}", count(lang, *n)));
    }
    text
}

fn transcripts(
    site: &mut Site,
    source: Source,
    strict: bool,
    layout: Option<Layout>,
    day: Option<Date>,
) -> anyhow::Result<Tally> {
    let zone = site.settings.zone()?;
    let Source {
        path, reader, bar, ..
    } = source;
    let mut naming = Naming::new(&bar, BAD);
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
    let tally = intake.run(reader, &name, layout.map(Layout::format))?;
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
