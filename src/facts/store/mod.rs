//! Writes facts to their tables, with what depends on the site's zone: days, hours,
//! weekdays.

use std::collections::BTreeSet;

use rusqlite::{Connection, Statement, ToSql, params_from_iter};
use rustc_hash::FxHashMap;

use super::rows::contact::Oddity;
use super::rows::{ClientFacts, Closing, Comment, Contact, Conversation, Dimensions};
use crate::events::Pseudonym;
use crate::period::{Calendar, Millis};

/// Writes rows of one connection, knowing the local day of each.
pub(crate) struct Writer<'db> {
    db: &'db Connection,
    calendar: Calendar,
    inserts: FxHashMap<&'static str, Statement<'db>>,
}

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

mod singles;

impl<'db> Writer<'db> {
    pub(crate) fn new(db: &'db Connection, calendar: Calendar) -> Writer<'db> {
        Writer {
            db,
            calendar,
            inserts: FxHashMap::default(),
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
                    row.customer,
                    row.contact_after,
                    row.returned_after,
                    row.reading.asked_again,
                    row.reading.dwell,
                    row.reading.words,
                    row.handoff_reason,
                    row.dialogue.with_bot,
                    row.dialogue.messages,
                    row.dialogue.answers,
                    row.dialogue.understood_answers,
                    row.dialogue.closing.map(Closing::as_str),
                    row.dialogue.fulfilled,
                    row.dialogue.ever_fulfilled,
                    listed(&row.dialogue.intents),
                    row.deflected,
                    row.human_before,
                ]
            )?;
        }
        for row in &facts.intents {
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
                    row.intent,
                    row.fulfilled,
                    row.system,
                    row.reasons.misunderstood,
                    row.reasons.negative,
                    row.reasons.handoff,
                ]
            )?;
        }
        for row in &facts.forms {
            insert!(
                self,
                "forms",
                [client, row.episode],
                row.at,
                [],
                &row.dimensions,
                [row.form, row.shown, row.submitted,]
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
                [row.cause, row.reason, row.question, row.form, row.article,]
            )?;
        }
        for row in &facts.conversations {
            self.conversation(row, Some(client))?;
        }
        for row in &facts.singles {
            self.single(client, row)?;
        }
        Ok(())
    }

    pub(crate) fn conversation(
        &mut self,
        row: &Conversation,
        client: Option<Pseudonym>,
    ) -> rusqlite::Result<()> {
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

    /// A comment of which the FAQ has not been asked yet.
    pub(crate) fn comment(&mut self, row: &Comment) -> rusqlite::Result<()> {
        let local = self.calendar.local(row.at);
        let unasked: Option<bool> = None;
        insert!(
            self,
            "comments",
            [row.id, row.client],
            row.at,
            [],
            &row.dimensions,
            [
                row.conversation,
                row.customer,
                local.hour(),
                local.weekday().to_monday_one_offset(),
                row.text,
                row.answered,
                row.response,
                row.sentiment,
                row.told.technical,
                row.told.suggestion,
                row.competitor,
                unasked,
                row.replied_before.then_some("reply_before_comment"),
            ]
        )
    }

    /// A contact, not yet linked to others of its customer.
    pub(crate) fn contact(&mut self, row: &Contact) -> rusqlite::Result<()> {
        let Contact {
            redirects,
            waited,
            handled,
            replies,
            settled,
            came_of,
            ..
        } = row;
        let unlinked: [Option<Millis>; 2] = [None; 2];
        insert!(
            self,
            "contacts",
            [row.contact],
            row.at,
            [],
            &row.dimensions,
            [
                redirects.offered,
                redirects.accepted,
                redirects.forced,
                row.customer,
                redirects.redirected_at,
                redirects.contact_after,
                row.reached,
                row.agent,
                row.team,
                row.reason,
                row.direction,
                row.complaint,
                waited.queued,
                waited.answered,
                waited.abandoned,
                waited.wait,
                handled.talk,
                handled.hold,
                handled.wrap_up,
                handled.duration,
                handled.ended_after,
                replies.first_response,
                replies.responses,
                replies.response_time,
                replies.timed,
                settled.resolved,
                settled.resolved_at,
                settled.reopened,
                settled.resolution,
                settled.resolution_business,
                unlinked[0],
                unlinked[1],
                came_of.sold,
                came_of.cross_sold,
                came_of.wanted_to_leave,
                came_of.kept,
                row.flag.map(Oddity::as_str),
            ]
        )
    }
}

/// Names with a comma around each, so that one is found by its commas.
fn listed(names: &BTreeSet<String>) -> Option<String> {
    let list = names
        .iter()
        .fold(String::new(), |list, name| list + "," + name);
    (!list.is_empty()).then(|| list + ",")
}
