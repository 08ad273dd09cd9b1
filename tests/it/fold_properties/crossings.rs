//! Whatever is asked, sums say what the facts themselves do: any crossing of
//! filters, over days and whole months, as of any moment, however the facts came.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use rusqlite::params_from_iter;
use vigie::facts::asked::REASONS;
use vigie::gaps::rare::Reader;
use vigie::gaps::unanswered::{Request, unanswered};
use vigie::kpi::{Filters, Kpi, Question};
use vigie::period::{DAY, Millis, Period, Zone};
use vigie::text::Lang;

use super::logs::{BASE, after, drafts, log};
use super::place::Place;
use super::{Sums, add, cases, is_made_of_parts, sums, told};
use crate::fold_oracle::Event;

/// A period that may hold whole months, a crossing of filters, and a moment.
#[derive(Clone, Debug)]
struct Crossing {
    from: i64,
    days: i64,
    filters: [Option<&'static str>; 4],
    as_of: (Index, Millis),
}

fn crossing() -> impl Strategy<Value = Crossing> {
    let filter = |names: [&'static str; 3]| {
        let names = select(names.to_vec());
        proptest::option::weighted(0.3, names)
    };
    let filters = [
        filter(["", "web", "app"]),
        filter(["", "fr", "en"]),
        filter(["", "help", "bot"]),
        filter(["", "rib", "x"]),
    ];
    let as_of = (any::<Index>(), prop_oneof![after(), 0..40 * DAY]);
    (-5..30_i64, 0..130_i64, filters, as_of).prop_map(|(from, days, filters, as_of)| Crossing {
        from,
        days,
        filters,
        as_of,
    })
}

impl Crossing {
    fn question(&self, log: &[Event]) -> Question {
        let day = |days: i64| Zone::utc().day(BASE + days * DAY);
        let [channel, lang, application, theme] =
            self.filters.map(|filter| filter.map(str::to_owned));
        let (place, after) = &self.as_of;
        Question {
            period: Period {
                from: day(self.from),
                to: day(self.from + self.days),
            },
            filters: Filters {
                channel,
                lang,
                application,
                theme,
            },
            as_of: log[place.index(log.len())].at + after,
        }
    }
}

/// A condition on a table of facts, or on a KPI's rows, with its values.
fn condition(question: &Question) -> (String, Vec<String>) {
    let Period { from, to } = question.period;
    let mut sql = String::from("day between ? and ?");
    let mut values = vec![from.to_string(), to.to_string()];
    for (dimension, value) in question.filters.given() {
        sql.push_str(&format!(" and coalesce({dimension}, '') = ?"));
        values.push(value.to_owned());
    }
    (sql, values)
}

/// A figure without any sum: the KPI's own rows, counted.
fn counted(place: &Place, kpi: &Kpi, question: &Question) -> Sums {
    let (condition, values) = condition(question);
    let judged = match kpi.window {
        Some(_) => format!("coalesce(judged_at, 0) <= {}", question.as_of),
        None => "true".to_owned(),
    };
    let sql = format!(
        "select count(*), total(num), total(den) from ({}\n) where {condition} and {judged}",
        kpi.counted()
    );
    let counted = place
        .site
        .facts
        .db()
        .query_row(&sql, params_from_iter(values), |row| {
            Ok([row.get::<_, i64>(0)? as f64, row.get(1)?, row.get(2)?])
        });
    counted.unwrap()
}

/// What is said of an expression: questions, people, reasons.
type Told = (u64, u64, BTreeMap<&'static str, u64>);

/// Unanswered questions, counted one by one in the tables of facts.
fn asked(place: &Place, question: &Question) -> Vec<Told> {
    let (condition, values) = condition(question);
    let sums = REASONS.map(|reason| format!("sum({reason})")).join(", ");
    let sql = format!(
        "select count(*), count(distinct client), {sums} from (
           select day, channel, lang, application, theme, form, client, no_result, no_click,
             reformulated, negative, handoff, 0 as misunderstood from intents
           union all
           select day, channel, lang, application, theme, form, client, 0, 0,
             0, negative, handoff, misunderstood from messages)
         where {condition}
           and (no_result or no_click or reformulated or negative or handoff or misunderstood)
         group by form"
    );
    let mut statement = place.site.facts.db().prepare(&sql).unwrap();
    let rows = statement.query_map(params_from_iter(values), |row| {
        let mut reasons = BTreeMap::new();
        for (column, reason) in (2..).zip(REASONS) {
            reasons.insert(reason, row.get(column)?);
        }
        reasons.retain(|_, count| *count > 0);
        Ok((row.get(0)?, row.get(1)?, reasons))
    });
    let mut told: Vec<Told> = rows.unwrap().map(Result::unwrap).collect();
    told.sort();
    told
}

fn listed(place: &Place, question: &Question) -> Vec<Told> {
    let request = Request {
        expression: None,
        period: question.period,
        filters: &question.filters,
        reason: None,
        limit: usize::MAX,
        lang: Lang::Fr,
        reader: Reader::Insider,
    };
    let found = unanswered(place.site.facts.db(), &request).unwrap();
    let lines = found.expressions.into_iter();
    let mut told: Vec<Told> = lines
        .map(|line| (line.intents, line.visitors, line.reasons))
        .collect();
    told.sort();
    told
}

/// How often each stem is said, and in how many conversations.
fn said(place: &Place, period: Period, filters: &Filters) -> BTreeMap<String, [u64; 2]> {
    let words = vigie::facts::read::said(place.site.facts.db(), period, filters.given()).unwrap();
    let (keywords, _) = words.keywords(usize::MAX, 1);
    keywords
        .into_iter()
        .map(|keyword| (keyword.stem, [keyword.count, keyword.documents]))
        .collect()
}

/// The same, of every single day and theme added up.
fn said_in_pieces(place: &Place, question: &Question) -> BTreeMap<String, [u64; 2]> {
    let mut sum: BTreeMap<String, [u64; 2]> = BTreeMap::new();
    let Period { from, to } = question.period;
    let themes = ["", "rib"].map(|theme| Some(theme.to_owned()));
    for day in from
        .series(jiff::Span::new().days(1))
        .take_while(|day| *day <= to)
    {
        for theme in themes.clone() {
            if question.filters.theme.is_some() && question.filters.theme != theme {
                continue;
            }
            let filters = Filters {
                theme,
                ..question.filters.clone()
            };
            let day = Period { from: day, to: day };
            for (stem, [count, documents]) in said(place, day, &filters) {
                let sum = sum.entry(stem).or_default();
                *sum = [sum[0] + count, sum[1] + documents];
            }
        }
    }
    sum
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn any_crossing_as_of_any_moment_is_what_the_facts_say(
        drafts in drafts(40),
        reads in proptest::collection::vec(proptest::bool::weighted(0.2), 200),
        crossings in proptest::collection::vec(crossing(), 6),
    ) {
        let log = log(&drafts);
        let mut place = Place::new();
        for (event, read) in log.iter().zip(reads.iter().cycle()) {
            place.send(std::iter::once(event));
            if *read {
                place.refresh();
            }
        }
        place.refresh();
        for crossing in crossings {
            let question = crossing.question(&log);
            for kpi in place.site.catalogue.iter().filter(|kpi| is_made_of_parts(kpi)) {
                let expected = counted(&place, kpi, &question);
                let total = sums(&place.total(kpi, &question));
                prop_assert_eq!(total, expected, "{} {:?}\n{}", kpi.name, question, told(&log));
                for axis in ["channel", "theme", "week", "month"] {
                    let sum = place.by(kpi, &question, axis).values().fold([0.0; 3], add);
                    prop_assert_eq!(sum, expected, "{} by {}", kpi.name, axis);
                }
            }
            let (listed, expected) = (listed(&place, &question), asked(&place, &question));
            prop_assert_eq!(listed, expected, "{:?}\n{}", question, told(&log));
            let whole = said(&place, question.period, &question.filters);
            prop_assert_eq!(whole, said_in_pieces(&place, &question), "{}", told(&log));
        }
    }
}
