//! Simulated events for benches, and how they get into a site.

use std::path::Path;

use jiff::civil::{Date, date};
use vigie::demo::simulate::{Plan, Truth, simulate};
use vigie::events::intake::{Format, Intake};
use vigie::site::{Data, Site};

/// A year, so that a report has old days to leave out.
pub(crate) const DAYS: u32 = 365;

pub(crate) const FIRST_DAY: Date = date(2025, 1, 1);

/// What a planned visit makes, on average, in hundredths.
const EVENTS_PER_100_VISITS: u64 = 712;

/// A plan of about so many events.
pub(crate) fn plan(events: u64) -> Plan {
    let visits = events * 100 / EVENTS_PER_100_VISITS / u64::from(DAYS);
    Plan {
        first_day: FIRST_DAY,
        days: DAYS,
        visits_per_day: u32::try_from(visits).unwrap(),
        marked: false,
        ..Plan::default()
    }
}

/// The plan's events as NDJSON, and what they mean.
pub(crate) fn lines(plan: &Plan) -> (String, Truth) {
    let mut text = String::new();
    let truth = simulate(plan, &mut |line| {
        text.push_str(line);
        text.push('\n');
    });
    (text, truth)
}

/// Opens the one site of a data folder, which is made when it is not there.
pub(crate) fn open(folder: &Path) -> (Data, Site) {
    let data = Data::open(folder).unwrap();
    let site = data.site_or_new("bench").unwrap();
    (data, site)
}

/// Takes all events into a site as `vigie import events` does; gives how many.
pub(crate) fn import(site: &mut Site, lines: &str) -> u64 {
    let checker = site.checker();
    let mut intake = Intake {
        checker: &checker,
        strict: false,
        refused: &mut |refusal| panic!("{}", refusal.message),
        conflicting: &mut |conflict| panic!("{}", conflict.id),
    };
    let tally = intake
        .run(Format::Native, lines.as_bytes(), &mut site.events)
        .unwrap();
    assert_eq!(tally.read, tally.accepted);
    tally.accepted
}
