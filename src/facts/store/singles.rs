//! Writes facts that one event gives by itself.

use rusqlite::ToSql;

use super::super::rows::Dimensions;
use super::super::singles::{Audit, Life, Purchase, Review, Single, Survey, What, Work};
use super::Writer;
use crate::events::Pseudonym;
use crate::period::Millis;

/// A row under its client, and behind the dimensions what is its own.
macro_rules! single {
    ($writer:ident, $table:literal, $client:expr, $row:expr, $($own:expr),* $(,)?) => {
        insert!($writer, $table, [$row.id, $client], $row.at, [], &$row.dimensions, [$($own),*])
    };
}

impl Writer<'_> {
    pub(super) fn single(&mut self, client: Pseudonym, row: &Single) -> rusqlite::Result<()> {
        match &row.what {
            What::Survey(survey) => self.survey(client, row, survey),
            What::Review(review) => self.review(client, row, review),
            What::Audit(audit) => self.audit(client, row, audit),
            What::Work(work) => self.work(client, row, work),
            What::Life(life) => self.life(client, row, life),
            What::Purchase(purchase) => self.purchase(client, row, purchase),
            What::Spend(it) => single!(self, "spends", client, row, it.campaign, it.amount),
            What::Referral(it) => {
                single!(self, "referrals", client, row, it.customer, it.campaign)
            }
        }
    }

    fn survey(&mut self, client: Pseudonym, row: &Single, it: &Survey) -> rusqlite::Result<()> {
        let (scale, by) = (it.scale, &it.handling);
        single!(
            self,
            "surveys",
            client,
            row,
            it.survey,
            it.score,
            scale.min,
            scale.max,
            scale.better,
            by.contact,
            by.agent,
            by.team,
            it.customer,
            it.flag,
        )
    }

    fn review(&mut self, client: Pseudonym, row: &Single, it: &Review) -> rusqlite::Result<()> {
        let by = &it.handling;
        single!(
            self, "reviews", client, row, by.contact, by.agent, by.team, it.grid, it.points,
            it.weight, it.flag,
        )
    }

    fn audit(&mut self, client: Pseudonym, row: &Single, it: &Audit) -> rusqlite::Result<()> {
        let by = &it.handling;
        single!(
            self,
            "audits",
            client,
            row,
            by.contact,
            by.agent,
            by.team,
            it.promoted,
            it.target,
        )
    }

    fn work(&mut self, client: Pseudonym, row: &Single, it: &Work) -> rusqlite::Result<()> {
        single!(
            self, "work", client, row, it.agent, it.team, it.worked, it.idle
        )
    }

    fn life(&mut self, client: Pseudonym, row: &Single, it: &Life) -> rusqlite::Result<()> {
        let since = it.since.map(|since| self.calendar.since(since, row.at));
        let lifetime: Option<Millis> = since.filter(|lifetime| *lifetime >= 0);
        let flag = (since.is_some() && lifetime.is_none()).then_some("left_before_since");
        let by = &it.handling;
        single!(
            self,
            "life",
            client,
            row,
            it.customer,
            it.state,
            it.referred,
            by.contact,
            by.agent,
            by.team,
            lifetime,
            flag,
        )
    }

    fn purchase(&mut self, client: Pseudonym, row: &Single, it: &Purchase) -> rusqlite::Result<()> {
        let by = &it.handling;
        single!(
            self,
            "purchases",
            client,
            row,
            it.customer,
            by.contact,
            by.agent,
            by.team,
            it.amount,
            it.margin,
            it.offer,
        )
    }
}
