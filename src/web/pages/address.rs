//! What a page's address asks for; filters stay in it from page to page.

use std::borrow::Cow;

use form_urlencoded::Serializer;
use serde::Deserialize;

use super::super::error::Error;
use super::super::params::day;
use crate::facts::asked::REASONS;
use crate::gaps::handoffs::Before;
use crate::kpi::{Filters, Question};
use crate::period::{Period, now};
use crate::site::View;

/// Periods offered by their length, in days that hold data.
pub(super) const LENGTHS: [u32; 4] = [7, 30, 90, 365];

const LENGTH: u32 = 30;

/// The longest period, in days: ten years.
const LONGEST: i32 = 3660;

/// The words of the address are those of `GET /api/report`; an empty one asks for nothing,
/// since forms send empty fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in super::super) struct Address {
    /// Only without keys, where there can be several; read at the door.
    #[serde(skip)]
    pub(super) site: String,
    /// The last so many days that hold data, up to `to` if it is named; not together with `from`.
    pub(super) days: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) channel: String,
    pub(super) lang: String,
    pub(super) application: String,
    pub(super) theme: String,
    /// Of unanswered questions: only those with this reason, or saying the same as these words.
    /// Of hand-offs: only those with this reason, cause, last question or last article.
    pub(super) reason: String,
    pub(super) expression: String,
    pub(super) cause: String,
    pub(super) question: String,
    pub(super) article: String,
    /// Of keywords: whose; of everybody where it is `all`.
    pub(super) speaker: String,
    /// Of KPIs: only those whose texts hold these words.
    pub(super) q: String,
    /// Of a KPI: sliced by this axis, these rows behind it, and whether why it moved.
    pub(super) by: String,
    pub(super) rows: String,
    pub(super) explain: String,
}

impl Address {
    /// The length of the period, if it is asked for by its length.
    pub(super) fn length(&self) -> Result<Option<u32>, Error> {
        if !self.from.is_empty() {
            return Ok(None);
        }
        let length = match self.days.as_str() {
            "" => Some(LENGTH),
            days => days.parse().ok(),
        };
        match length.filter(|length| (1..=LONGEST.unsigned_abs()).contains(length)) {
            Some(length) => Ok(Some(length)),
            None => Err(bad("`days` must be a number from 1 to 3660")),
        }
    }

    pub(super) fn asked(&self, view: &View<'_>) -> Result<Question, Error> {
        Ok(Question {
            period: self.period(view)?,
            filters: Filters {
                channel: given(&self.channel),
                lang: given(&self.lang),
                application: given(&self.application),
                theme: given(&self.theme),
            },
            as_of: now(),
        })
    }

    fn period(&self, view: &View<'_>) -> Result<Period, Error> {
        let from = day("from", given(&self.from).as_deref())?;
        let to = day("to", given(&self.to).as_deref())?;
        let length = self.length()?.unwrap_or(LENGTH);
        let period = view.last_days(length, from, to)?;
        match period.days() > LONGEST && from.is_some() {
            true => Err(bad("a period has at most 3660 days")),
            false => Ok(period),
        }
    }

    /// Which hand-offs are asked for.
    pub(super) fn before(&self) -> Before {
        Before {
            cause: given(&self.cause),
            question: given(&self.question),
            article: given(&self.article),
            reason: given(&self.reason),
        }
    }

    /// The reason for which questions are asked for.
    pub(super) fn known_reason(&self) -> Result<Option<&'static str>, Error> {
        let known = REASONS.into_iter().find(|known| *known == self.reason);
        match known {
            None if !self.reason.is_empty() => Err(bad("no question has this `reason`")),
            known => Ok(known),
        }
    }

    /// The filters as they stand in an address: those that hold on every page.
    pub(super) fn query(&self) -> String {
        written(self.filters().into_iter())
    }

    /// All that this page asks, but for what is given anew.
    pub(super) fn here(&self, anew: &[(&'static str, &str)]) -> String {
        let all = self.filters().into_iter().chain(self.own());
        let kept = all.filter(|(name, _)| anew.iter().all(|(other, _)| other != name));
        written(kept.chain(anew.iter().copied()))
    }

    pub(super) fn filters(&self) -> [(&'static str, &str); 8] {
        [
            ("site", &self.site),
            ("days", &self.days),
            ("from", &self.from),
            ("to", &self.to),
            ("channel", &self.channel),
            ("lang", &self.lang),
            ("application", &self.application),
            ("theme", &self.theme),
        ]
    }

    /// What only some pages ask.
    pub(super) fn own(&self) -> [(&'static str, &str); 10] {
        [
            ("reason", &self.reason),
            ("expression", &self.expression),
            ("cause", &self.cause),
            ("question", &self.question),
            ("article", &self.article),
            ("speaker", &self.speaker),
            ("q", &self.q),
            ("by", &self.by),
            ("rows", &self.rows),
            ("explain", &self.explain),
        ]
    }
}

/// A text as one step of an address's path.
pub(super) fn step(text: &str) -> String {
    let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    encoded.replace('+', "%20")
}

pub(super) fn bad(message: impl Into<Cow<'static, str>>) -> Error {
    Error::bad_request("bad_value", message)
}

fn written<'v>(params: impl Iterator<Item = (&'static str, &'v str)>) -> String {
    let mut query = Serializer::new(String::new());
    query.extend_pairs(params.filter(|(_, value)| !value.is_empty()));
    let query = query.finish();
    match query.is_empty() {
        true => query,
        false => format!("?{query}"),
    }
}

fn given(text: &str) -> Option<String> {
    Some(text.trim())
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn address(query: &str) -> Address {
        let uri = format!("/fr?{query}").parse().unwrap();
        axum::extract::Query::try_from_uri(&uri).unwrap().0
    }

    #[test]
    fn filters_stay_in_the_address_and_empty_ones_leave_it() {
        let address = address("channel=&lang=fr&theme=R%26D+%C3%A9t%C3%A9&days=7&reason=no_result");
        assert_eq!(address.query(), "?days=7&lang=fr&theme=R%26D+%C3%A9t%C3%A9");
        let here = address.here(&[("lang", ""), ("expression", "x")]);
        assert_eq!(
            here,
            "?days=7&theme=R%26D+%C3%A9t%C3%A9&reason=no_result&expression=x"
        );
        assert_eq!(Address::default().query(), "");
    }

    #[test]
    fn named_days_go_before_a_length() {
        assert_eq!(address("").length().unwrap(), Some(30));
        assert_eq!(address("days=7").length().unwrap(), Some(7));
        assert_eq!(address("days=7&to=2026-03-01").length().unwrap(), Some(7));
        assert_eq!(address("days=7&from=2026-03-01").length().unwrap(), None);
    }

    #[test]
    fn what_nobody_can_mean_is_refused() {
        for days in ["days=9O", "days=0", "days=-1", "days=100000"] {
            assert!(address(days).length().is_err(), "{days}");
        }
        assert!(address("reason=why").known_reason().is_err());
    }
}
