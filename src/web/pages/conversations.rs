//! Conversations: what they say, and how customers feel.

use minijinja::{Value, context};

use super::Asking;
use super::card::{figure, in_lang};
use crate::chart::palette::{BAD, GOOD, NEUTRAL};
use crate::facts::read;
use crate::kpi::{Axis, run};
use crate::reports::report::Error;
use crate::transcripts::Speaker;

/// Lines of each list.
const LIMIT: usize = 40;

pub(super) fn show(asking: &Asking<'_>) -> Result<Value, Error> {
    let ui = asking.ui;
    let feelings = [
        (
            in_lang(ui, "positives", "positive"),
            "sentiment_positive",
            GOOD,
        ),
        (
            in_lang(ui, "neutres", "neutral"),
            "sentiment_neutral",
            NEUTRAL,
        ),
        (
            in_lang(ui, "négatives", "negative"),
            "sentiment_negative",
            BAD,
        ),
    ];
    let mut parts = Vec::new();
    for (label, name, colour) in feelings {
        parts.push((label, total(asking, name)?, colour));
    }
    let title = in_lang(
        ui,
        "Conversations par sentiment",
        "Conversations by sentiment",
    );
    let Question {
        period, filters, ..
    } = &asking.question;
    let said = read::said(asking.view.facts, *period, filters.given())?;
    let keywords = said.keywords(LIMIT);
    let most = keywords.iter().map(|word| word.count).max();
    let words = keywords.iter().map(|word| {
        let by = |speaker| word.by_speaker.get(&speaker).copied().unwrap_or(0);
        context! {
            word => word.keyword.as_str(),
            count => word.count,
            documents => word.documents,
            by => [by(Speaker::Customer), by(Speaker::Agent), by(Speaker::Bot), by(Speaker::Other)],
        }
    });
    Ok(context! {
        cards => [asking.card("conversations")?, asking.score("sentiment_mean")?],
        feelings => asking.parts(title, &parts),
        channels => by_channel(asking)?,
        most => most.unwrap_or(0),
        words => words.collect::<Vec<_>>(),
    })
}

fn total(asking: &Asking<'_>, name: &str) -> Result<u64, Error> {
    let Some(kpi) = asking.view.catalogue.find(name) else {
        return Ok(0);
    };
    let figure = run::total(asking.view.facts, kpi, &asking.question)?;
    Ok(figure.num as u64)
}

/// The mean of each channel, where there are several.
fn by_channel(asking: &Asking<'_>) -> Result<Vec<Value>, Error> {
    let Some(kpi) = asking.view.catalogue.find("sentiment_mean") else {
        return Ok(Vec::new());
    };
    let axis = Axis::Column("channel".to_owned());
    let slices = run::by(asking.view.facts, kpi, &asking.question, &axis)?;
    let lines = slices
        .iter()
        .map(|(channel, slice)| context! { channel, figure => figure(slice) });
    Ok(lines.collect())
}

use crate::kpi::Question;
