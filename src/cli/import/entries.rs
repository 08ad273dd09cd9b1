//! Takes FAQ entries into a site.

use anyhow::bail;

use super::source::Source;
use crate::faq::{self, ImportOptions};
use crate::input::tally::Tally;
use crate::period::now;
use crate::reports::number::count;
use crate::site::Site;
use crate::text::language::Lang;

pub(super) fn entries(
    site: &mut Site,
    source: Source,
    strict: bool,
    lang: Option<Lang>,
    replace: bool,
) -> anyhow::Result<Tally> {
    let path = &source.path;
    let reading = if path.is_dir() {
        faq::read_folder(path)?
    } else {
        faq::read(&path.display().to_string(), source.reader)?
    };
    for problem in &reading.problems {
        eprintln!("{problem}");
    }
    let refusal = reading
        .problems
        .iter()
        .find(|problem| problem.code.is_refusal());
    if strict && let Some(problem) = refusal {
        bail!("{}; nothing of this file was imported", in_file(problem));
    }
    let options = ImportOptions {
        lang,
        replace,
        at: now(),
    };
    let report = faq::import(&site.content, reading, options)?;
    if report.archived > 0 {
        let archived = count(Lang::En, report.archived);
        eprintln!(
            "{}: {archived} entries that are not in it were archived",
            source.name
        );
    }
    if report.kept_all {
        bail!(
            "what could be read was imported, but nothing was archived: a record that could not be read may be an entry; mend it, and import again"
        );
    }
    Ok(Tally {
        read: report.read,
        accepted: report.added + report.changed,
        duplicates: report.unchanged,
        refused: report
            .refused
            .into_iter()
            .map(|(code, n)| (code.as_str(), n))
            .collect(),
        ..Tally::default()
    })
}

/// A problem of a file that is named already; where it is a folder, its file is not.
fn in_file(problem: &faq::Problem) -> String {
    let (code, message) = (problem.code.as_str(), &problem.message);
    match problem.line {
        Some(line) => format!("line {line}: {message} ({code})"),
        None => format!("{}: {message} ({code})", problem.file),
    }
}
