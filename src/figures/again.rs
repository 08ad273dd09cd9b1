//! Computes a kept figure again: from the events up to its watermark, under the definition
//! and the settings of then.

use std::path::Path;

use rusqlite::Connection;

use super::kept::{Content, Kept};
use super::store::edition;
use crate::facts::{self, Progress, past};
use crate::kpi::edition::EditionError;
use crate::kpi::{Figure, Kpi, run};

/// What became of a figure that was computed again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Again {
    /// It is the same, bit for bit.
    Same,
    /// It is another one; this should not be.
    Other(Figure),
    /// Events or transcripts up to its watermark, or the FAQ that it asks, were erased,
    /// replaced, or have expired: only what was kept can be shown.
    Gone,
    /// This program makes facts of events otherwise than that of then.
    OtherFacts,
}

impl Again {
    /// The word for it in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Again::Same => "same",
            Again::Other(_) => "other",
            Again::Gone => "gone",
            Again::OtherFacts => "other_facts",
        }
    }
}

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error(transparent)]
    Facts(#[from] facts::Error),
    #[error(transparent)]
    Edition(#[from] EditionError),
    #[error(transparent)]
    Run(#[from] run::Error),
    #[error("could not read the definitions of KPIs")]
    Content(#[from] rusqlite::Error),
}

/// The KPI of a figure, as it was defined then.
pub fn definition(content: &Connection, kept: &Kept) -> Result<Kpi, Error> {
    let identity = &kept.identity;
    let name = (identity.kpi.clone(), identity.version.clone());
    let unknown = || EditionError::Unknown {
        kpi: name.0.clone(),
        version: name.1.clone(),
    };
    let definition = edition(content, &name)?.ok_or_else(unknown)?;
    Ok(definition.kpi(&|name| edition(content, name).ok().flatten())?)
}

/// Computes a figure of a site's folder again. It reads all events up to its watermark, which takes time.
pub fn again(
    content: &Connection,
    folder: &Path,
    settings: &facts::Settings,
    kept: &Kept,
    progress: Progress<'_>,
) -> Result<Again, Error> {
    let identity = &kept.identity;
    let readable = identity.settings(&settings.faq).zip(identity.question());
    let now = Content::of(content, identity.watermark(), settings)?;
    let Some((settings, question)) = readable.filter(|_| identity.facts == facts::DEFINITIONS)
    else {
        return Ok(Again::OtherFacts);
    };
    let kpi = definition(content, kept)?;
    // Whether the FAQ answers a comment is asked of the FAQ of now, and of no other.
    let other_faq = now.faq != identity.faq && kpi.asks_the_faq();
    if now.conversations != identity.conversations || other_faq {
        return Ok(Again::Gone);
    }
    let Some(past) = past::at(folder, identity.watermark(), &settings, progress)? else {
        return Ok(Again::Gone);
    };
    let figure = run::total(past.db(), &kpi, &question)?;
    Ok(
        match Kept::new(identity.clone(), figure).digest == kept.digest {
            true => Again::Same,
            false => Again::Other(figure),
        },
    )
}
