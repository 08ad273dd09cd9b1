//! Random logs around every limit of the definitions: the facts are those of the
//! slow second implementation, whatever the order and the parcels of arrival.
//!
//! `PROPTEST_CASES` raises the number of cases.

mod asked;
mod crossings;
mod lives;
mod logs;
pub(crate) mod place;

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;
use vigie::kpi::Figure;
use vigie::kpi::run;
use vigie::kpi::{Axis, Kind, Kpi, LeftOut, Question, left_out};
use vigie::period::Granularity;

use crate::fold_oracle::{Event, Oracle};
use asked::{asked, part};
use lives::life;
use logs::{Draft, draft, drafts, log};
use place::Place;

/// The fields of a document that another one has.
fn like(form: &Value, document: &Value) -> Value {
    match form {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, form)| (name.clone(), like(form, &document[name])))
            .collect(),
        _ => document.clone(),
    }
}

pub(crate) fn cases(cases: u32) -> ProptestConfig {
    let given = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: given.and_then(|cases| cases.parse().ok()).unwrap_or(cases),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn told(log: &[Event]) -> String {
    let lines: Vec<String> = log.iter().map(|event| event.json().to_string()).collect();
    lines.join("\n")
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn the_report_is_what_the_definitions_say(
        drafts in drafts(80),
        asked in asked(),
    ) {
        let log = log(&drafts);
        let place = Place::holding(&log);
        let question = asked.question(&log);
        let oracle = Oracle::new(&log);
        let expected = oracle.figures(part(&question));
        let report = place.report(&question);
        prop_assert_eq!(like(&expected, &report), expected, "{}", told(&log));
        let found = place.total(place.kpi("misunderstood_rate"), &question);
        let (num, den) = oracle.misunderstood(part(&question));
        prop_assert_eq!((found.num, found.den), (num as f64, den as f64), "{}", told(&log));
        consistent(&report);
        let contacts = oracle.contact_rows();
        prop_assert_eq!(place.contact_rows(&contacts), contacts, "{}", told(&log));
    }
}

/// What holds of every report.
fn consistent(report: &Value) {
    let outcomes = report["episodes"]["outcomes"].as_object().unwrap();
    let sum: u64 = outcomes.values().filter_map(Value::as_u64).sum();
    assert_eq!(Some(sum), report["episodes"]["total"].as_u64());
    let deflected = |bound: &str| report["deflection"][bound]["num"].as_u64();
    assert!(deflected("low") <= deflected("high"));
    ordered(report);
}

/// Of every rate and mean: low ≤ value ≤ high, and null where nothing was counted.
fn ordered(document: &Value) {
    let Value::Object(fields) = document else {
        return;
    };
    if let Some(value) = fields.get("value") {
        let counted = fields.get("den").or(fields.get("n")).unwrap();
        assert_eq!(value.is_null(), counted == 0, "{document}");
        let bound = |name: &str| fields[name].as_f64();
        if let (Some(low), Some(value), Some(high)) = (bound("low"), bound("value"), bound("high"))
        {
            assert!(low <= value && value <= high, "{document}");
        }
    }
    fields.values().for_each(ordered);
}

/// Everything that arrives, in the order of arrival; after some of it the facts are read.
#[derive(Clone, Debug)]
struct Arrivals {
    sent: Vec<Event>,
    reads: Vec<bool>,
}

/// Contacts of few customers, that begin, end and come to something on some days.
fn lives() -> impl Strategy<Value = Vec<Draft>> {
    let piece = prop_oneof![
        4 => life(),
        1 => draft().prop_map(|draft| vec![draft]),
    ];
    proptest::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn contacts_are_what_the_definitions_say_whatever_is_read_before_what_comes_late(
        (sent, reads) in lives().prop_flat_map(|drafts| {
            let log = log(&drafts);
            let reads = proptest::collection::vec(proptest::bool::weighted(0.3), log.len());
            (Just(log).prop_shuffle(), reads)
        }),
    ) {
        let mut place = Place::new();
        for (event, read) in sent.iter().zip(reads) {
            place.send(std::iter::once(event));
            if read {
                place.refresh();
            }
        }
        place.refresh();
        let contacts = Oracle::new(&sent).contact_rows();
        prop_assert_eq!(place.contact_rows(&contacts), contacts, "{}", told(&sent));
        let sources = place.site.catalogue.sources();
        let differences = place.site.facts.compare_with_events(&sources).unwrap();
        prop_assert_eq!(differences, Vec::<String>::new(), "{}", told(&sent));
    }
}

/// A log, some of it sent again, some of it under the same id with another content.
fn arrivals() -> impl Strategy<Value = Arrivals> {
    let drafts = drafts(35);
    let again = proptest::collection::vec(any::<Index>(), 0..4);
    let rewritten = proptest::collection::vec((any::<Index>(), draft()), 0..5);
    (drafts, again, rewritten)
        .prop_flat_map(|(drafts, again, rewritten)| {
            let log = log(&drafts);
            let mut sent = log.clone();
            let picked = |place: Index| &log[place.index(log.len())];
            sent.extend(again.into_iter().map(|place| picked(place).clone()));
            sent.extend(rewritten.into_iter().map(|(place, draft)| {
                let event = picked(place);
                draft.event(event.id, event.at)
            }));
            let reads = proptest::collection::vec(proptest::bool::weighted(0.15), sent.len());
            (Just(sent).prop_shuffle(), reads)
        })
        .prop_map(|(sent, reads)| Arrivals { sent, reads })
}

proptest! {
    #![proptest_config(cases(25))]

    #[test]
    fn order_parcels_and_repetition_of_what_arrives_change_nothing(
        arrivals in arrivals(),
        asked in asked(),
    ) {
        let Arrivals { sent, reads } = arrivals;
        let mut place = Place::new();
        for (event, read) in sent.iter().zip(reads) {
            place.send(std::iter::once(event));
            if read {
                place.refresh();
            }
        }
        place.refresh();
        let sources = place.site.catalogue.sources();
        let differences = place.site.facts.compare_with_events(&sources).unwrap();
        prop_assert_eq!(differences, Vec::<String>::new(), "{}", told(&sent));

        let mut at_once = Place::new();
        at_once.send(sent.iter().rev());
        at_once.refresh();
        let question = asked.question(&sent);
        let report = place.report(&question);
        prop_assert_eq!(&at_once.report(&question), &report, "{}", told(&sent));

        let standing = place.standing(&sent);
        let oracle = Oracle::new(&standing);
        let expected = oracle.figures(part(&question));
        prop_assert_eq!(like(&expected, &report), expected, "{}", told(&standing));
        let contacts = oracle.contact_rows();
        prop_assert_eq!(place.contact_rows(&contacts), contacts, "{}", told(&standing));
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn every_figure_is_a_sum_over_the_rows_and_over_any_slices(
        drafts in drafts(50),
        asked in asked(),
    ) {
        let log = log(&drafts);
        let place = Place::holding(&log);
        let question = asked.question(&log);
        for kpi in place.site.catalogue.iter().filter(|kpi| is_made_of_parts(kpi)) {
            let total = sums(&place.total(kpi, &question));
            prop_assert_eq!(total, place.counted(kpi, &question), "{}", &kpi.name);
            for axis in ["channel", "lang", "application", "theme", "day", "week", "month"] {
                let sum = place.by(kpi, &question, axis).values().fold([0.0; 3], add);
                prop_assert_eq!(total, sum, "{} by {}", &kpi.name, axis);
            }
            place.every_row_is_counted_or_left_out(kpi, &question);
            place.slices_are_filters(kpi, &question);
            place.buckets_are_days(kpi, &question);
        }
    }
}

/// Whether the figure of a whole is that of its parts, added up: not where persons are
/// folded, a stock has a beginning, a share a whole of its own, or nothing may be said.
fn is_made_of_parts(kpi: &Kpi) -> bool {
    let by_rows = matches!(
        kpi.kind,
        Kind::Ratio | Kind::Mean | Kind::Sum { .. } | Kind::Net
    );
    by_rows && kpi.needs.names.is_empty()
}

type Sums = [f64; 3];

fn sums(figure: &Figure) -> Sums {
    [figure.n as f64, figure.num, figure.den]
}

fn add(one: Sums, other: &Sums) -> Sums {
    [one[0] + other[0], one[1] + other[1], one[2] + other[2]]
}

impl Place {
    pub(crate) fn kpi(&self, name: &str) -> &Kpi {
        self.site.catalogue.find(name).unwrap()
    }

    fn by(&self, kpi: &Kpi, question: &Question, axis: &str) -> BTreeMap<String, Sums> {
        let slices = run::by(self.site.facts.db(), kpi, question, &Axis::parse(axis)).unwrap();
        let summed = slices.iter();
        summed
            .map(|(slice, figure)| (slice.clone(), sums(figure)))
            .collect()
    }

    /// A figure without any cube: the KPI's own rows, counted.
    fn counted(&self, kpi: &Kpi, question: &Question) -> Sums {
        let judged = match kpi.window {
            Some(_) => "coalesce(judged_at, 0) <= ?3",
            None => "?3 = ?3",
        };
        let stays = match kpi.left_out {
            Some(_) => "left_out = 0",
            None => "true",
        };
        self.rows(kpi, question, &format!("{judged} and {stays}"))
    }

    #[track_caller]
    fn every_row_is_counted_or_left_out(&self, kpi: &Kpi, question: &Question) {
        let slice = left_out::total(self.site.facts.db(), kpi, question).unwrap();
        let LeftOut {
            too_young,
            left_out,
        } = slice.left_out;
        let n = too_young.unwrap_or(0) + left_out.unwrap_or(0) + slice.figure.n.unsigned_abs();
        assert_eq!(
            n as f64,
            self.rows(kpi, question, "?3 = ?3")[0],
            "{}",
            kpi.name
        );
    }

    /// Sums over the rows of a KPI's SELECT that pass a condition.
    fn rows(&self, kpi: &Kpi, question: &Question, condition: &str) -> Sums {
        let channel = match &question.filters.channel {
            Some(channel) => format!("channel = '{channel}'"),
            None => "true".to_owned(),
        };
        let sql = format!(
            "select count(*), total(num), total(den) from ({}\n)
             where day between ?1 and ?2 and {condition} and {channel}",
            kpi.select
        );
        let (from, to) = (
            question.period.from.to_string(),
            question.period.to.to_string(),
        );
        let db = self.site.facts.db();
        db.query_row(&sql, (from, to, question.as_of), |row| {
            Ok([row.get::<_, i64>(0)? as f64, row.get(1)?, row.get(2)?])
        })
        .unwrap()
    }

    #[track_caller]
    fn slices_are_filters(&self, kpi: &Kpi, question: &Question) {
        for axis in ["channel", "lang", "application", "theme"] {
            for (slice, sums_of_slice) in self.by(kpi, question, axis) {
                let mut filtered = question.clone();
                let filters = &mut filtered.filters;
                let filter = match axis {
                    "channel" => &mut filters.channel,
                    "lang" => &mut filters.lang,
                    "application" => &mut filters.application,
                    _ => &mut filters.theme,
                };
                *filter = Some(slice.clone());
                let found = sums(&self.total(kpi, &filtered));
                assert_eq!(sums_of_slice, found, "{} of {axis} `{slice}`", kpi.name);
            }
        }
    }

    #[track_caller]
    fn buckets_are_days(&self, kpi: &Kpi, question: &Question) {
        let days = self.by(kpi, question, "day");
        for (axis, granularity) in [("week", Granularity::Week), ("month", Granularity::Month)] {
            let mut buckets: BTreeMap<String, Sums> = BTreeMap::new();
            for (day, sums) in &days {
                let bucket = granularity.bucket(day.parse().unwrap()).to_string();
                let before = buckets.entry(bucket).or_default();
                *before = add(*before, sums);
            }
            assert_eq!(
                self.by(kpi, question, axis),
                buckets,
                "{} by {axis}",
                kpi.name
            );
        }
    }
}
