//! Fills the demo's site with what is bundled and what is simulated.

use std::io::Cursor;

use jiff::civil::Date;

use crate::demo::content::{FAQ, LABEL_EN, LABEL_FR, OPERATOR, transcripts};
use crate::faq::{self, ImportOptions};
use crate::input::tally::Tally;
use crate::period::now;
use crate::reports::language::{of_terminal, pick};
use crate::reports::number::count;
use crate::site::Site;
use crate::transcripts as talks;

/// What went into the site.
pub(super) struct Filled {
    entries: Tally,
    events: Tally,
    conversations: Tally,
}

/// Takes in the FAQ, the events (one a line), and the conversations, dated from the
/// first day on.
pub(super) fn fill(site: &mut Site, events: String, first_day: Date) -> anyhow::Result<Filled> {
    Ok(Filled {
        entries: entries(site)?,
        events: site.take(Cursor::new(events))?,
        conversations: conversations(site, first_day)?,
    })
}

fn entries(site: &Site) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    for file in &FAQ {
        let reading = faq::read(file.name, file.text.as_bytes())?;
        let options = ImportOptions {
            lang: None,
            replace: false,
            at: now(),
        };
        let report = faq::import(&site.content, reading, options)?;
        tally.read += report.read;
        tally.accepted += report.added;
    }
    Ok(tally)
}

fn conversations(site: &Site, first_day: Date) -> anyhow::Result<Tally> {
    let mut intake = talks::intake::Intake {
        db: &site.content,
        imported_at: now(),
        undated: None,
        hash: &|person| site.pseudonym(person),
        strict: true,
        refused: &mut |_| (),
    };
    let text = Cursor::new(transcripts(first_day));
    Ok(intake.run(text, "conversations.jsonl", None)?)
}

/// What this is and what it holds, for whoever sits at the terminal.
pub(super) fn introduction(filled: &Filled) -> String {
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
