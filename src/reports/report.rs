//! The report of a period: KPIs, gaps, keywords, sentiment. Its JSON is the contract's.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::events::fields::HANDOFF_CAUSES;
use crate::events::log::{self, Excluded};
use crate::facts::read;
use crate::gaps::rare::Reader;
use crate::gaps::unanswered::{Request, Unanswered, unanswered};
use crate::kpi::header::Text;
use crate::kpi::{Figure, Kpi, LeftOut, Question, left_out, run};
use crate::period::{Millis, Zone, rfc3339};
use crate::site::{self, View};
use crate::transcripts::frequency::Keyword;

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error(transparent)]
    Kpi(#[from] run::Error),
    #[error(transparent)]
    Site(#[from] site::Error),
    #[error(transparent)]
    Facts(#[from] crate::facts::Error),
    #[error("could not read the site's data")]
    Sqlite(#[from] rusqlite::Error),
    #[error("the catalogue has no usable KPI `{name}`; `vigie kpi check` says why")]
    NoKpi { name: String },
}

#[derive(Debug, Serialize)]
pub struct Report {
    pub site: String,
    pub period: Days,
    #[serde(serialize_with = "as_rfc3339")]
    pub as_of: Millis,
    /// In which moments are shown to people; the JSON has UTC.
    #[serde(skip)]
    pub zone: Zone,
    /// The last event that figures stand on, in order of arrival.
    pub watermark: i64,
    pub searches: Searches,
    pub episodes: Episodes,
    pub transfer_from_selfcare: FromSelfcare,
    pub transfer_to_selfcare: ToSelfcare,
    pub deflection: Bounds,
    pub durable_resolution: Windows,
    pub unanswered: Unanswered,
    pub keywords: Vec<Keyword>,
    /// Keywords of too few conversations to be shown to this reader; none where all are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rare_keywords: Option<u64>,
    pub sentiment: Sentiment,
    pub excluded: Excluded,
}

#[derive(Debug, Serialize)]
pub struct Days {
    pub from: String,
    pub to: String,
}

fn as_rfc3339<S: Serializer>(at: &Millis, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&rfc3339(*at))
}

/// A share with its interval; null where nothing was counted.
#[derive(Clone, Debug, Serialize)]
pub struct Rate {
    pub num: u64,
    pub den: u64,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// What is in neither `num` nor `den`, for people; the JSON has the contract's keys.
    #[serde(skip)]
    pub left_out: LeftOut,
    /// Of what the rows are that are left out for good.
    #[serde(skip)]
    pub left_out_of: Option<Text>,
}

#[derive(Clone, Copy, Debug, Serialize)]
pub struct Mean {
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub n: i64,
}

#[derive(Debug, Serialize)]
pub struct Searches {
    pub intents: u64,
    pub zero_result: Rate,
    pub no_click: Rate,
    pub mean_click_position: Mean,
}

#[derive(Debug, Serialize)]
pub struct Episodes {
    pub total: u64,
    pub engaged: u64,
    pub with_customer: u64,
    pub outcomes: Outcomes,
}

/// Exclusive and exhaustive: they sum to the episodes.
#[derive(Debug, Serialize)]
pub struct Outcomes {
    pub escalated: u64,
    pub confirmed: u64,
    pub negative: u64,
    pub silent_with_answer: u64,
    pub silent_without_answer: u64,
    pub unengaged: u64,
}

#[derive(Debug, Serialize)]
pub struct FromSelfcare {
    #[serde(flatten)]
    pub rate: Rate,
    pub by_cause: BTreeMap<&'static str, u64>,
}

#[derive(Debug, Serialize)]
pub struct ToSelfcare {
    pub contacts: u64,
    pub offered: Rate,
    pub accepted: Rate,
    pub durably_accepted_24h: Rate,
    pub durably_accepted_7d: Rate,
    pub forced: Rate,
}

#[derive(Debug, Serialize)]
pub struct Bounds {
    pub low: Rate,
    pub high: Rate,
}

#[derive(Debug, Serialize)]
pub struct Windows {
    #[serde(rename = "24h")]
    pub day: Rate,
    #[serde(rename = "7d")]
    pub week: Rate,
}

#[derive(Debug, Serialize)]
pub struct Sentiment {
    pub conversations: u64,
    /// From -1 to 1; null without conversations.
    pub mean: Option<f64>,
    pub positive: u64,
    pub neutral: u64,
    pub negative: u64,
}

impl Report {
    /// The report of a site whose facts are up to date, with the words that this reader
    /// may see; lists of at most `limit` lines.
    pub fn of(
        view: View<'_>,
        question: &Question,
        reader: Reader,
        limit: usize,
    ) -> Result<Report, Error> {
        let ask = Parts { view, question };
        let request = Request {
            period: question.period,
            filters: &question.filters,
            reason: None,
            expression: None,
            limit,
            lang: view.settings.lang,
            reader,
        };
        let said = read::said(view.facts, question.period, question.filters.given())?;
        let (keywords, rare_keywords) = said.keywords(limit, reader.least());
        Ok(Report {
            site: view.name.to_owned(),
            period: Days {
                from: question.period.from.to_string(),
                to: question.period.to.to_string(),
            },
            as_of: question.as_of,
            zone: view.settings.zone()?,
            watermark: read::watermark(view.facts)?.events,
            searches: ask.searches()?,
            episodes: ask.episodes()?,
            transfer_from_selfcare: ask.transfers_from()?,
            transfer_to_selfcare: ask.transfers_to()?,
            deflection: Bounds {
                low: ask.rate("deflection_low")?,
                high: ask.rate("deflection_high")?,
            },
            durable_resolution: Windows {
                day: ask.rate("durable_resolution_24h")?,
                week: ask.rate("durable_resolution_7d")?,
            },
            unanswered: unanswered(view.facts, &request)?,
            keywords,
            rare_keywords: reader.rare(rare_keywords),
            sentiment: ask.sentiment()?,
            excluded: ask.excluded()?,
        })
    }
}

/// The parts of the report, for whoever needs only some: one question, asked of many KPIs.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    pub view: View<'a>,
    pub question: &'a Question,
}

impl Parts<'_> {
    fn kpi(&self, name: &str) -> Result<&Kpi, Error> {
        let kpi = self.view.catalogue.find(name);
        kpi.ok_or_else(|| Error::NoKpi {
            name: name.to_owned(),
        })
    }

    fn figure(&self, name: &str) -> Result<Figure, Error> {
        let kpi = self.kpi(name)?;
        Ok(run::total(self.view.facts, kpi, self.question)?)
    }

    fn rate(&self, name: &str) -> Result<Rate, Error> {
        let kpi = self.kpi(name)?;
        let slice = left_out::total(self.view.facts, kpi, self.question)?;
        let figure = slice.figure;
        Ok(Rate {
            left_out: slice.left_out,
            left_out_of: kpi.left_out.clone(),
            num: figure.num as u64,
            den: figure.den as u64,
            value: figure.value,
            low: figure.low,
            high: figure.high,
        })
    }

    fn count(&self, name: &str) -> Result<u64, Error> {
        Ok(self.figure(name)?.num as u64)
    }

    fn searches(&self) -> Result<Searches, Error> {
        let position = self.figure("mean_click_position")?;
        Ok(Searches {
            intents: self.count("searches")?,
            zero_result: self.rate("zero_result_rate")?,
            no_click: self.rate("no_click_rate")?,
            mean_click_position: Mean {
                value: position.value,
                low: position.low,
                high: position.high,
                n: position.n,
            },
        })
    }

    pub fn episodes(&self) -> Result<Episodes, Error> {
        Ok(Episodes {
            total: self.count("episodes")?,
            engaged: self.count("engaged_episodes")?,
            with_customer: self.count("episodes_with_customer")?,
            outcomes: Outcomes {
                escalated: self.count("outcome_escalated")?,
                confirmed: self.count("outcome_confirmed")?,
                negative: self.count("outcome_negative")?,
                silent_with_answer: self.count("outcome_silent_with_answer")?,
                silent_without_answer: self.count("outcome_silent_without_answer")?,
                unengaged: self.count("outcome_unengaged")?,
            },
        })
    }

    pub fn transfers_from(&self) -> Result<FromSelfcare, Error> {
        let mut by_cause = BTreeMap::new();
        for cause in HANDOFF_CAUSES {
            by_cause.insert(
                cause,
                self.count(&format!("transfer_from_selfcare_{cause}"))?,
            );
        }
        Ok(FromSelfcare {
            rate: self.rate("transfer_from_selfcare")?,
            by_cause,
        })
    }

    pub fn transfers_to(&self) -> Result<ToSelfcare, Error> {
        let rate = |name: &str| self.rate(&format!("transfer_to_selfcare_{name}"));
        Ok(ToSelfcare {
            contacts: self.count("contacts")?,
            offered: rate("offered")?,
            accepted: rate("accepted")?,
            durably_accepted_24h: rate("durably_accepted_24h")?,
            durably_accepted_7d: rate("durably_accepted_7d")?,
            forced: rate("forced")?,
        })
    }

    fn sentiment(&self) -> Result<Sentiment, Error> {
        Ok(Sentiment {
            conversations: self.count("conversations")?,
            mean: self.figure("sentiment_mean")?.value,
            positive: self.count("sentiment_positive")?,
            neutral: self.count("sentiment_neutral")?,
            negative: self.count("sentiment_negative")?,
        })
    }

    pub fn excluded(&self) -> Result<Excluded, Error> {
        let zone = self.view.settings.zone()?;
        let period = self.question.period;
        let until = period.to.tomorrow().unwrap_or(period.to);
        let db = self.view.events;
        Ok(log::excluded(
            db,
            zone.start_of(period.from),
            zone.start_of(until),
        )?)
    }
}
