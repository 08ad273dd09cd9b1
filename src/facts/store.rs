//! Writes facts to their tables.

use rusqlite::{Connection, Row, Statement, ToSql, params_from_iter};
use rustc_hash::FxHashMap;

use super::asked::Asked;
use super::day_sums::{DaySums, Sum};
use super::rows::{ClientFacts, Contact, Conversation, Dimensions};
use super::said::Said;
use crate::events::Pseudonym;
use crate::period::{Calendar, Millis};

/// Writes rows of one connection, knowing the local day of each.
pub(crate) struct Writer<'db> {
    db: &'db Connection,
    calendar: Calendar,
    inserts: FxHashMap<&'static str, Statement<'db>>,
    said: DaySums<Said>,
    asked: DaySums<Asked>,
    /// How many questions are in `asked`.
    questions: usize,
}

/// Questions summed up in memory, about 100 MB; then the sums go to their table.
const MOST_QUESTIONS: usize = 1 << 18;

/// The columns that every fact shares, in the order of the tables.
macro_rules! insert {
    ($writer:ident, $table:literal, [$($before:expr),*], $at:expr, [$($between:expr),*], $dimensions:expr, [$($after:expr),* $(,)?]) => {{
        let day = $writer.calendar.day($at).to_owned();
        let Dimensions { channel, lang, application, theme } = $dimensions;
        let values: &[&dyn ToSql] = &[
            $(&$before,)* &$at, $(&$between,)* &day, channel, lang, application, theme, $(&$after,)*
        ];
        $writer.insert($table, values)
    }};
}

impl<'db> Writer<'db> {
    pub(crate) fn new(db: &'db Connection, calendar: Calendar) -> Writer<'db> {
        Writer {
            db,
            calendar,
            inserts: FxHashMap::default(),
            said: DaySums::default(),
            asked: DaySums::default(),
            questions: 0,
        }
    }

    fn insert(&mut self, table: &'static str, values: &[&dyn ToSql]) -> rusqlite::Result<()> {
        let statement = match self.inserts.get_mut(table) {
            Some(statement) => statement,
            None => {
                let places = vec!["?"; values.len()].join(", ");
                let sql = format!("insert into main.{table} values ({places})");
                self.inserts.entry(table).or_insert(self.db.prepare(&sql)?)
            }
        };
        statement.execute(params_from_iter(values))?;
        Ok(())
    }

    /// Takes the rows that are about to go out of the daily sums; the queries give day
    /// and language, and then what [`Said`] or [`Asked`] is made of.
    pub(crate) fn take_away(&mut self, said: &str, asked: &str) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare(said)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let less = &mut self.said.of(text(row, 0)?, text(row, 1)?).less;
            less.add_bytes(row.get_ref(2)?.as_blob()?);
        }
        let mut statement = self.db.prepare(asked)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut reasons = [false; 6];
            for (place, reason) in reasons.iter_mut().enumerate() {
                *reason = row.get(5 + place)?;
            }
            let less = &mut self.asked.of(text(row, 0)?, text(row, 1)?).less;
            less.ask(text(row, 2)?, text(row, 3)?, &row.get(4)?, reasons);
        }
        Ok(())
    }

    pub(crate) fn client(&mut self, facts: &ClientFacts) -> rusqlite::Result<()> {
        let client = facts.client;
        for row in &facts.episodes {
            insert!(
                self,
                "episodes",
                [row.id, client],
                row.at,
                [row.ended_at],
                &row.dimensions,
                [
                    row.engaged,
                    row.outcome.as_str(),
                    row.answered,
                    row.cause,
                    row.customer_known,
                    row.contact_after,
                ]
            )?;
        }
        for row in &facts.intents {
            self.ask(row.at, &row.dimensions, |asked| {
                asked.ask(&row.form, &row.query, &client, row.reasons.flags());
            })?;
            insert!(
                self,
                "intents",
                [row.id, client, row.episode],
                row.at,
                [],
                &row.dimensions,
                [
                    row.query,
                    row.form,
                    row.total,
                    row.has_results,
                    row.clicked,
                    row.reasons.no_result,
                    row.reasons.no_click,
                    row.reasons.reformulated,
                    row.reasons.negative,
                    row.reasons.handoff,
                ]
            )?;
        }
        for row in &facts.reformulations {
            insert!(
                self,
                "reformulations",
                [client, row.episode],
                row.at,
                [],
                &row.dimensions,
                [row.query, row.next_query,]
            )?;
        }
        for row in &facts.clicks {
            insert!(
                self,
                "clicks",
                [row.id, client],
                row.at,
                [],
                &row.dimensions,
                [row.article, row.position, row.query,]
            )?;
        }
        for row in &facts.votes {
            insert!(
                self,
                "votes",
                [row.id, client],
                row.at,
                [],
                &row.dimensions,
                [row.article, row.helpful,]
            )?;
        }
        for row in &facts.messages {
            self.ask(row.at, &row.dimensions, |asked| {
                asked.ask(&row.form, &row.text, &client, row.reasons.flags());
            })?;
            insert!(
                self,
                "messages",
                [row.id, client, row.episode],
                row.at,
                [],
                &row.dimensions,
                [
                    row.text,
                    row.form,
                    row.understood,
                    row.reasons.misunderstood,
                    row.reasons.negative,
                    row.reasons.handoff,
                ]
            )?;
        }
        for row in &facts.handoffs {
            insert!(
                self,
                "handoffs",
                [row.id, client, row.episode],
                row.at,
                [],
                &row.dimensions,
                [row.cause, row.reason, row.question, row.article,]
            )?;
        }
        for row in &facts.conversations {
            self.conversation(row, Some(client))?;
        }
        Ok(())
    }

    pub(crate) fn conversation(
        &mut self,
        row: &Conversation,
        client: Option<Pseudonym>,
    ) -> rusqlite::Result<()> {
        let lang = row.dimensions.lang.as_deref().unwrap_or_default();
        let day = self.calendar.day(row.at);
        self.said.of(day, lang).more.add(&row.said, 1);
        let source = row.source.as_str();
        insert!(
            self,
            "conversations",
            [source, row.id, client],
            row.at,
            [],
            &row.dimensions,
            [
                row.turns as i64,
                row.words,
                row.sentiment,
                row.said.to_bytes(),
            ]
        )
    }

    /// Adds a question to the daily sums.
    fn ask(
        &mut self,
        at: Millis,
        dimensions: &Dimensions,
        ask: impl FnOnce(&mut Asked),
    ) -> rusqlite::Result<()> {
        let day = self.calendar.day(at);
        let lang = dimensions.lang.as_deref().unwrap_or_default();
        ask(&mut self.asked.of(day, lang).more);
        self.questions += 1;
        if self.questions == MOST_QUESTIONS {
            self.questions = 0;
            std::mem::take(&mut self.asked).store(self.db)?;
        }
        Ok(())
    }

    /// Writes what was summed up on the way.
    pub(crate) fn finish(self) -> rusqlite::Result<()> {
        self.said.store(self.db)?;
        self.asked.store(self.db)
    }

    pub(crate) fn contact(&mut self, row: &Contact) -> rusqlite::Result<()> {
        insert!(
            self,
            "contacts",
            [row.contact],
            row.at,
            [],
            &row.dimensions,
            [
                row.offered,
                row.accepted,
                row.forced,
                row.customer_known,
                row.redirected_at,
                row.contact_after,
            ]
        )
    }
}

fn text<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<&'r str> {
    Ok(row.get_ref(column)?.as_str()?)
}
