//! Takes events into the log, and names what it does not simply take.

use super::super::progress::Bar;
use super::naming::Naming;
use super::source::Source;
use super::{BAD, articles};
use crate::events::Log;
use crate::events::import::Refusal;
use crate::events::intake::{self, Conflict, Format, Intake};
use crate::input::tally::Tally;
use crate::site::Site;

/// Takes all records of a file.
pub(super) fn events(
    site: &mut Site,
    source: Source,
    format: Format,
    strict: bool,
) -> anyhow::Result<Tally> {
    let Source {
        name, reader, bar, ..
    } = source;
    append(site, &name, &bar, strict, |intake, log| {
        intake.run(format, reader, log)
    })
}

/// Runs an intake, and names what it does not simply take.
pub(super) fn append(
    site: &mut Site,
    name: &str,
    bar: &Bar,
    strict: bool,
    run: impl FnOnce(&mut Intake<'_>, &mut Log) -> Result<Tally, intake::Error>,
) -> anyhow::Result<Tally> {
    let before = site.events.watermark()?;
    let checker = site.checker();
    let mut naming = Naming::new(bar, BAD);
    let mut refused = |refusal: &Refusal| {
        naming.name(name, Some(refusal.line), refusal.code, &refusal.message);
    };
    let mut conflicts = Naming::new(bar, "conflicts, counted below");
    let mut conflicting = |conflict: &Conflict| {
        let message = format!("id {} was sent before with other content", conflict.id);
        conflicts.name(name, Some(conflict.line), "conflict", &message);
    };
    let mut intake = Intake {
        checker: &checker,
        strict,
        refused: &mut refused,
        conflicting: &mut conflicting,
    };
    let tally = run(&mut intake, &mut site.events)?;
    naming.rest();
    conflicts.rest();
    if let Some(unknown) = articles::unknown(site, before)? {
        bar.say(&format!("{name}: {unknown}"));
    }
    Ok(tally)
}
