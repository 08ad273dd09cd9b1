//! Whether a SELECT takes each row for itself.
//!
//! Sums follow by taking rows away and adding others, person by person, so a
//! KPI may count a fact, but not compare it with others: `group by`, `limit`,
//! a join. SQLite says which it is: its program for the SELECT (`explain`)
//! must be scans of tables of facts that give rows on the way, and nothing else.

use std::ops::Range;

use rusqlite::Connection;

/// Why the rows of a SELECT do not stand for themselves.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub(super) enum Breach {
    #[error("`{function}` computes over several rows")]
    Aggregates { function: String },
    #[error("it groups, sorts or merges rows (group by, order by, union without all)")]
    Sorts,
    #[error("it drops rows that equal others (distinct)")]
    Distinct,
    #[error("it looks at other rows (a join, a subquery)")]
    OtherRows,
    #[error("it stops after some rows (limit, offset)")]
    Limits,
    #[error("it gives a row that stands for no fact")]
    NoFact,
    #[error("`{function}` tells the time or chance, so that a row counts differently later")]
    Changes { function: String },
}

impl Breach {
    /// Words of SQL that do it, to find the line.
    pub(super) fn words(&self) -> Vec<&str> {
        match self {
            Breach::Aggregates { function } | Breach::Changes { function } => vec![function],
            Breach::Sorts => vec!["group", "order", "union", "intersect", "except"],
            Breach::Distinct => vec!["distinct"],
            Breach::OtherRows => vec!["join", "exists", "in", "select"],
            Breach::Limits => vec!["limit"],
            Breach::NoFact => vec!["union", "select"],
        }
    }
}

/// What makes SQLite show its program for the SELECT behind it.
pub(super) const EXPLAIN: &str = "explain ";

/// One step of SQLite's program: <https://sqlite.org/opcode.html>.
struct Step {
    opcode: String,
    cursor: i64,
    /// Where it jumps to, or its first argument.
    second: i64,
    detail: String,
}

/// What SQLite would do for a SELECT.
pub(super) struct Program {
    steps: Vec<Step>,
}

impl Program {
    /// The first reason why rows do not stand for themselves, if there is one.
    pub(super) fn breach(&self) -> Option<Breach> {
        let scans = self.scans();
        self.aggregates()
            .or_else(|| self.sorts().then_some(Breach::Sorts))
            .or_else(|| self.drops_equals().then_some(Breach::Distinct))
            .or_else(|| self.looks_elsewhere(&scans).then_some(Breach::OtherRows))
            .or_else(|| self.stops().then_some(Breach::Limits))
            .or_else(|| self.invents(&scans).then_some(Breach::NoFact))
            .or_else(|| self.changes())
    }

    /// Why a formula does not stand for itself: it asks a table, or says another thing the
    /// next time.
    pub(super) fn breach_of_formula(&self) -> Option<Breach> {
        let asks = self.holds(&["OpenRead", "VOpen", "OpenEphemeral"]);
        self.aggregates()
            .or_else(|| asks.then_some(Breach::OtherRows))
            .or_else(|| self.changes())
    }

    pub(super) fn of(db: &Connection, select: &str) -> rusqlite::Result<Program> {
        let mut statement = db.prepare(&format!("{EXPLAIN}{select}"))?;
        // Raw: a formula has parameters, which need no values to be explained.
        let steps = statement.raw_query().mapped(|row| {
            Ok(Step {
                opcode: row.get(1)?,
                cursor: row.get(2)?,
                second: row.get(3)?,
                detail: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
            })
        });
        let steps = steps.collect::<rusqlite::Result<_>>()?;
        Ok(Program { steps })
    }

    fn holds(&self, opcodes: &[&str]) -> bool {
        let mut steps = self.steps.iter();
        steps.any(|step| opcodes.contains(&step.opcode.as_str()))
    }

    /// The steps of an opcode, with their addresses.
    fn named(&self, opcode: &str) -> impl Iterator<Item = (usize, &Step)> {
        let steps = self.steps.iter().enumerate();
        steps.filter(move |(_, step)| step.opcode == opcode)
    }

    /// From where to where each table is scanned; a table that is read in another way
    /// has an empty scan.
    fn scans(&self) -> Vec<Range<usize>> {
        let of_cursor = |cursor: i64| {
            let of_it = move |(_, step): &(usize, &Step)| step.cursor == cursor;
            let begin = self.named("Rewind").find(of_it)?.0;
            let end = self.named("Next").filter(of_it).last()?.0;
            Some(begin..end)
        };
        self.named("OpenRead")
            .map(|(_, open)| of_cursor(open.cursor).unwrap_or_default())
            .collect()
    }

    fn aggregates(&self) -> Option<Breach> {
        let counts = self.named("Count").map(|_| "count");
        let steps = self.named("AggStep");
        let function = steps.map(|(_, step)| name_of(&step.detail)).chain(counts);
        let function = function.map(str::to_owned).next()?;
        Some(Breach::Aggregates { function })
    }

    fn sorts(&self) -> bool {
        self.holds(&["SorterOpen", "Sort"])
    }

    /// A table beside the facts that is not the constants of an `in (…)`, which are put
    /// there `Once`.
    fn drops_equals(&self) -> bool {
        let is_filled_once = |at: usize| at > 0 && self.steps[at - 1].opcode == "Once";
        self.named("OpenEphemeral")
            .any(|(at, _)| !is_filled_once(at))
    }

    /// Beside another, a scan that gives no rows is there for the sake of that one's.
    fn looks_elsewhere(&self, scans: &[Range<usize>]) -> bool {
        let gives = |scan: &Range<usize>| self.rows_given().any(|at| scan.contains(&at));
        let holds_another = |scan: &Range<usize>| {
            let mut others = scans.iter().filter(|other| *other != scan);
            others.any(|other| scan.contains(&other.start))
        };
        let is_alone = scans.len() == 1;
        let mut scans = scans.iter();
        !is_alone && scans.any(|scan| !gives(scan) || holds_another(scan))
    }

    /// Where a row is given: at the end, or to whoever reads a part of the SELECT that runs
    /// by turns with the rest, as the arms of a `union all` may do.
    fn rows_given(&self) -> impl Iterator<Item = usize> {
        let at_the_end = self.named("ResultRow").map(|(at, _)| at);
        at_the_end.chain(self.yielded())
    }

    fn yielded(&self) -> impl Iterator<Item = usize> {
        let within = |at: &usize| self.parts().any(|part| part.contains(at));
        self.named("Yield").map(|(at, _)| at).filter(within)
    }

    /// From where to where the parts go that run by turns with the rest.
    fn parts(&self) -> impl Iterator<Item = Range<usize>> {
        let begun = self.named("InitCoroutine");
        begun.filter_map(|(at, step)| Some(at + 1..usize::try_from(step.second).ok()?))
    }

    fn stops(&self) -> bool {
        self.holds(&["DecrJumpZero", "OffsetLimit", "IfPos", "IfNotZero"])
    }

    fn invents(&self, scans: &[Range<usize>]) -> bool {
        let is_of_fact = |at: &usize| scans.iter().any(|scan| scan.contains(at));
        let by_turns = self.parts().next().is_some();
        let end = self.named("ResultRow").map(|(at, _)| at);
        let invented = |at: usize| !is_of_fact(&at);
        self.yielded().any(invented) || (!by_turns && end.into_iter().any(invented))
    }

    /// A function without arguments can only tell the time or chance, and `'now'` is the
    /// time to those of date and time.
    fn changes(&self) -> Option<Breach> {
        let says_now = |step: &Step| step.detail.eq_ignore_ascii_case("now");
        let now = self.named("String8").any(|(_, step)| says_now(step));
        let mut functions = self.named("Function").map(|(_, step)| step);
        let changing = functions
            .find(|step| step.second == 0 || (now && OF_TIME.contains(&name_of(&step.detail))));
        changing.map(|step| Breach::Changes {
            function: name_of(&step.detail).to_owned(),
        })
    }
}

/// Functions to which `'now'` is a moment.
const OF_TIME: [&str; 7] = [
    "date",
    "time",
    "datetime",
    "julianday",
    "unixepoch",
    "strftime",
    "timediff",
];

/// `count` of `count(1)`.
fn name_of(detail: &str) -> &str {
    detail.split('(').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn of(select: &str) -> Option<Breach> {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(crate::facts::TABLES).unwrap();
        let select = format!("select * from ({select}\n)");
        Program::of(&db, &select).unwrap().breach()
    }

    #[test]
    fn what_takes_each_row_for_itself_is_let_through() {
        for select in [
            "select at, 1 from episodes",
            "select outcome in ('confirmed', 'negative', 'escalated') from episodes where engaged",
            "select strftime('%H', at / 1000, 'unixepoch') as hour from intents",
            "select query like '%rib%', coalesce(total, 0), 'now' || query from intents where total is not null",
            "with asked as (select at, query from intents) select * from asked",
            "select case when position > 3 then 'low' end from clicks where lang is 'fr' or channel = 'web'",
            "select at, query from intents union all select at, text from messages",
            "select at, null as query, 1 as den from votes union all select at, query, total from intents where total > 3",
            "select abs(random_id) from (select at as random_id from votes)",
            "select at from (select at, day from (select * from contacts where accepted) where day > '2026')",
        ] {
            assert_eq!(of(select), None, "{select}");
        }
    }

    #[test]
    fn what_looks_at_several_rows_is_found() {
        let aggregates = |name: &str| Breach::Aggregates {
            function: name.to_owned(),
        };
        for (select, breach) in [
            ("select count(*) from intents", aggregates("count")),
            (
                "select day, sum(total) from intents group by day",
                aggregates("sum"),
            ),
            ("select max(at) from intents", aggregates("max")),
            (
                "select at, row_number() over (order by at) from intents",
                aggregates("row_number"),
            ),
            (
                "select at, sum(total) over () from intents",
                aggregates("sum"),
            ),
            (
                "select (select count(*) from votes) from intents",
                aggregates("count"),
            ),
            ("select day from intents group by day", Breach::Sorts),
            (
                "select at from intents union select at from messages",
                Breach::Sorts,
            ),
            (
                "select at from intents except select at from messages",
                Breach::Sorts,
            ),
            (
                "select at from intents intersect select at from messages",
                Breach::Sorts,
            ),
            ("select at from intents order by at limit 5", Breach::Sorts),
            ("select distinct client, day from intents", Breach::Distinct),
            ("select distinct * from intents", Breach::Distinct),
            ("select at from intents limit 5", Breach::Limits),
            ("select at from intents limit 5 offset 2", Breach::Limits),
            ("select at from intents limit -1 offset 2", Breach::Limits),
            (
                "with few as (select at from intents limit 5) select * from few",
                Breach::Limits,
            ),
            (
                "select i.at from intents i join episodes e on e.id = i.episode",
                Breach::OtherRows,
            ),
            (
                "select i.at from intents i left join episodes e on e.id = i.episode",
                Breach::OtherRows,
            ),
            ("select i.at from intents i, episodes e", Breach::OtherRows),
            (
                "select at from intents where episode in (select id from episodes)",
                Breach::OtherRows,
            ),
            (
                "select at from intents where 'fr' in (select lang from episodes)",
                Breach::OtherRows,
            ),
            (
                "select at from intents where episode not in (select id from episodes)",
                Breach::OtherRows,
            ),
            (
                "select at from intents i where exists (select 1 from votes v where v.client = i.client)",
                Breach::OtherRows,
            ),
            (
                "select at from intents i where not exists (select 1 from votes v where v.client = i.client)",
                Breach::OtherRows,
            ),
            (
                "select at from intents where exists (select 1 from votes)",
                Breach::OtherRows,
            ),
            (
                "select at, (select lang from votes) from intents",
                Breach::OtherRows,
            ),
            (
                "select at from intents where at > (select at from intents where total = 0)",
                Breach::OtherRows,
            ),
            (
                "with two as (select at from intents) select one.at from two one, two other",
                Breach::OtherRows,
            ),
            ("select 1 as at", Breach::NoFact),
            ("select at from intents union all select 1", Breach::NoFact),
            (
                "select at, query from intents union all select 1, null",
                Breach::NoFact,
            ),
            ("values (1), (2)", Breach::NoFact),
        ] {
            assert_eq!(of(select), Some(breach), "{select}");
        }
    }

    #[test]
    fn what_tells_the_time_or_chance_is_found() {
        for (select, function) in [
            ("select at < unixepoch() * 1000 from intents", "unixepoch"),
            ("select day < date('now') from intents", "date"),
            ("select current_timestamp from intents", "current_timestamp"),
            ("select at from intents where random() > 0", "random"),
        ] {
            let function = function.to_owned();
            assert_eq!(of(select), Some(Breach::Changes { function }), "{select}");
        }
    }
}
