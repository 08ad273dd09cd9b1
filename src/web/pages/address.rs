//! What a page's address asks for; filters stay in it from page to page.

use form_urlencoded::Serializer;
use serde::Deserialize;

use super::super::error::Error;
use super::super::params::day;
use crate::gaps::handoffs::Before;
use crate::kpi::{Filters, Question};
use crate::period::{Period, now};
use crate::site::View;

/// Periods offered by their length, in days that hold data.
pub(super) const LENGTHS: [u32; 4] = [7, 30, 90, 365];

const LENGTH: u32 = 30;

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
    pub(super) cause: String,
    pub(super) question: String,
    pub(super) article: String,
    pub(super) expression: String,
    /// Of keywords: whose; of everybody where it is `all`.
    pub(super) speaker: String,
}

impl Address {
    /// The length of the period, if it is asked for by its length.
    pub(super) fn length(&self) -> Option<u32> {
        self.from
            .is_empty()
            .then(|| self.days.parse().unwrap_or(LENGTH).clamp(1, 3660))
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

    /// Which hand-offs are asked for.
    pub(super) fn before(&self) -> Before {
        Before {
            cause: given(&self.cause),
            question: given(&self.question),
            article: given(&self.article),
            reason: given(&self.reason),
        }
    }

    fn period(&self, view: &View<'_>) -> Result<Period, Error> {
        let from = day("from", given(&self.from).as_deref())?;
        let to = day("to", given(&self.to).as_deref())?;
        let length = self.length().unwrap_or(LENGTH);
        Ok(view.last_days(length, from, to)?)
    }

    /// The filters as they stand in an address, with more behind them.
    pub(super) fn query(&self, more: &[(&str, &str)]) -> String {
        let filters = [
            ("site", &self.site),
            ("days", &self.days),
            ("from", &self.from),
            ("to", &self.to),
            ("channel", &self.channel),
            ("lang", &self.lang),
            ("application", &self.application),
            ("theme", &self.theme),
        ];
        let mut query = Serializer::new(String::new());
        for (name, value) in filters {
            let is_replaced = more.iter().any(|(other, _)| *other == name);
            if !value.is_empty() && !is_replaced {
                query.append_pair(name, value);
            }
        }
        for (name, value) in more.iter().filter(|(_, value)| !value.is_empty()) {
            query.append_pair(name, value);
        }
        let query = query.finish();
        match query.is_empty() {
            true => query,
            false => format!("?{query}"),
        }
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
        assert_eq!(
            address.query(&[]),
            "?days=7&lang=fr&theme=R%26D+%C3%A9t%C3%A9"
        );
        assert_eq!(
            address.query(&[("lang", ""), ("theme", "x")]),
            "?days=7&theme=x"
        );
        assert_eq!(Address::default().query(&[]), "");
    }

    #[test]
    fn named_days_go_before_a_length() {
        assert_eq!(address("").length(), Some(30));
        assert_eq!(address("days=7").length(), Some(7));
        assert_eq!(address("days=many").length(), Some(30));
        assert_eq!(address("days=7&from=2026-03-01").length(), None);
    }
}
