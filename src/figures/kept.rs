//! A figure as it is kept, and the link that it is found by.

use std::sync::Arc;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::facts::answerable::Faq;
use crate::facts::{self, Watermark};
use crate::hex::hex;
use crate::kpi::{Figure, Filters, Kpi, Question};
use crate::period::hours::{self, Hours};
use crate::period::{Millis, Period, Zone};
use crate::text::language::Lang;
use crate::transcripts::store::count_up_to;

/// All that a figure is computed from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    pub kpi: String,
    pub version: String,
    /// The first and the last day, as 2026-03-31.
    pub from: String,
    pub to: String,
    pub channel: Option<String>,
    pub lang: Option<String>,
    pub application: Option<String>,
    pub theme: Option<String>,
    pub as_of: Millis,
    /// The last event that was counted.
    pub watermark: i64,
    pub transcripts: i64,
    /// How many transcripts there were.
    pub conversations: i64,
    /// How events become facts: another program may do it otherwise.
    pub facts: String,
    pub zone: String,
    pub site_lang: String,
    pub hours: String,
    pub closed: String,
    pub competitors: Vec<String>,
    /// The FAQ that comments were answered by.
    pub faq: i64,
}

/// What of a site's content figures depend on besides the transcripts themselves.
#[derive(Clone, Copy, Debug)]
pub struct Content {
    /// How many transcripts there are up to the watermark.
    pub conversations: i64,
    /// The version of the FAQ.
    pub faq: i64,
}

impl Content {
    pub fn of(
        content: &Connection,
        watermark: Watermark,
        settings: &facts::Settings,
    ) -> Result<Content, facts::Error> {
        let faq = settings.faq.version(content).map_err(facts::Error::Faq)?;
        Ok(Content {
            conversations: count_up_to(content, watermark.transcripts)?,
            faq,
        })
    }
}

/// A figure with its identity, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    #[serde(flatten)]
    pub identity: Identity,
    #[serde(flatten)]
    pub figure: Figure,
    /// SHA-256 of all of the above: of the very bits of every number.
    pub digest: String,
}

impl Identity {
    pub fn new(
        kpi: &Kpi,
        question: &Question,
        watermark: Watermark,
        content: Content,
        settings: &facts::Settings,
    ) -> Identity {
        let Filters {
            channel,
            lang,
            application,
            theme,
        } = question.filters.clone();
        Identity {
            kpi: kpi.name.clone(),
            version: kpi.digest(),
            from: question.period.from.to_string(),
            to: question.period.to.to_string(),
            channel,
            lang,
            application,
            theme,
            as_of: question.as_of,
            watermark: watermark.events,
            transcripts: watermark.transcripts,
            conversations: content.conversations,
            facts: facts::DEFINITIONS.to_owned(),
            zone: settings.zone_name.clone(),
            site_lang: settings.lang.as_str().to_owned(),
            hours: settings.hours.to_string(),
            closed: settings.hours.closed_days(),
            competitors: settings.competitors.clone(),
            faq: content.faq,
        }
    }

    /// What the figure is found by: 16 hexadecimal digits.
    pub fn link(&self) -> String {
        hex(&Sha256::digest(written(self))[..8])
    }

    /// What was asked; none where this program cannot read it.
    pub fn question(&self) -> Option<Question> {
        Some(Question {
            period: Period {
                from: self.from.parse().ok()?,
                to: self.to.parse().ok()?,
            },
            filters: Filters {
                channel: self.channel.clone(),
                lang: self.lang.clone(),
                application: self.application.clone(),
                theme: self.theme.clone(),
            },
            as_of: self.as_of,
        })
    }

    pub fn watermark(&self) -> Watermark {
        Watermark {
            events: self.watermark,
            transcripts: self.transcripts,
        }
    }

    /// The settings of then, of which all but those that follow from events are kept; none
    /// where this program cannot read them.
    pub fn settings(&self, faq: &Arc<dyn Faq>) -> Option<facts::Settings> {
        let hours: Hours = self.hours.parse().ok()?;
        Some(facts::Settings {
            zone: Zone::named(&self.zone)?,
            zone_name: self.zone.clone(),
            lang: Lang::parse(&self.site_lang)?,
            hours: hours.closed_on(hours::days(&self.closed).ok()?),
            competitors: self.competitors.clone(),
            faq: Arc::clone(faq),
        })
    }
}

impl Kept {
    pub fn new(identity: Identity, figure: Figure) -> Kept {
        let digest = digest(&identity, &figure);
        Kept {
            identity,
            figure,
            digest,
        }
    }
}

fn digest(identity: &Identity, figure: &Figure) -> String {
    let both = [written(identity), written(figure)].concat();
    hex(&Sha256::digest(both))
}

/// As JSON, in which a number is written so that it is read as the same bits.
fn written(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
