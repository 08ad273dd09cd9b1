//! Conversations: what they say, and how customers feel.

use std::cmp::Reverse;

use minijinja::{Value, context};

use super::super::error::Error;
use super::Asking;
use super::address::bad;
use super::card::figure;
use crate::chart::palette::{BAD, GOOD, NEUTRAL};
use crate::facts::read;
use crate::gaps::rare::Reader;
use crate::kpi::{Axis, Kpi, run};
use crate::reports::language::pick;
use crate::reports::report;
use crate::reports::wording;
use crate::transcripts::Speaker;
use crate::transcripts::frequency::Keyword;

/// Lines of each list.
const LIMIT: usize = 40;

const SPEAKERS: [Speaker; 4] = [
    Speaker::Customer,
    Speaker::Agent,
    Speaker::Bot,
    Speaker::Other,
];

pub(super) fn show(asking: &Asking<'_>) -> Result<Value, Error> {
    let ui = asking.ui;
    let feelings = [
        (
            pick(ui, "positives", "positive"),
            "sentiment_positive",
            GOOD,
        ),
        (pick(ui, "neutres", "neutral"), "sentiment_neutral", NEUTRAL),
        (pick(ui, "négatives", "negative"), "sentiment_negative", BAD),
    ];
    let mut parts = Vec::new();
    for (label, name, colour) in feelings {
        parts.push((label, total(asking, name)?, colour));
    }
    let title = pick(
        ui,
        "Conversations par sentiment",
        "Conversations by sentiment",
    );
    let speaker = speaker(&asking.address.speaker)?;
    let ranked = keywords(asking, speaker)?;
    let most = ranked.iter().map(|(n, _)| *n).max();
    let words = ranked.iter().map(|(n, word)| {
        let by = SPEAKERS.map(|speaker| word.by_speaker.get(&speaker).copied().unwrap_or(0));
        context! { word => word.keyword.as_str(), n => *n, documents => word.documents, by }
    });
    Ok(context! {
        cards => [asking.card("conversations")?, asking.card("sentiment_mean")?],
        feelings => asking.parts(title, &parts),
        channels => by_channel(asking)?,
        speakers => speakers(asking, speaker),
        of_all => speaker.is_none(),
        most => most.unwrap_or(0),
        words => words.collect::<Vec<_>>(),
    })
}

/// The speaker whose words are asked for: customers at first, `all` for everybody.
fn speaker(asked: &str) -> Result<Option<Speaker>, Error> {
    let known = SPEAKERS
        .into_iter()
        .find(|speaker| speaker.as_str() == asked);
    match (asked, known) {
        ("", _) => Ok(Some(Speaker::Customer)),
        ("all", _) => Ok(None),
        (_, Some(speaker)) => Ok(Some(speaker)),
        (_, None) => Err(bad("`speaker` is customer, agent, bot, other or all")),
    }
}

/// What a speaker says most, and how often.
fn keywords(asking: &Asking<'_>, speaker: Option<Speaker>) -> Result<Vec<(u64, Keyword)>, Error> {
    let question = &asking.question;
    let said = read::said(asking.view.facts, question.period, question.filters.given())
        .map_err(report::Error::from)?;
    let said_by = |word: &Keyword| match speaker {
        Some(speaker) => word.by_speaker.get(&speaker).copied().unwrap_or(0),
        None => word.count,
    };
    let (words, _) = said.keywords(usize::MAX, Reader::Insider.least());
    let mut ranked: Vec<(u64, Keyword)> = words
        .into_iter()
        .map(|word| (said_by(&word), word))
        .filter(|(n, _)| *n > 0)
        .collect();
    // They come in their order among all: of as many it stays.
    ranked.sort_by_key(|(n, _)| Reverse(*n));
    ranked.truncate(LIMIT);
    Ok(ranked)
}

/// Whose words one can ask for.
fn speakers(asking: &Asking<'_>, asked: Option<Speaker>) -> Vec<Value> {
    let everybody = pick(asking.ui, "tous", "everybody");
    let line = |speaker: Option<Speaker>| {
        let label = speaker.map(|speaker| wording::speaker(asking.ui, speaker.as_str()));
        let name = speaker.map_or("all", Speaker::as_str);
        context! {
            label => label.unwrap_or(everybody),
            href => asking.address.here(&[("speaker", name)]),
            is_asked => speaker == asked,
        }
    };
    let each = SPEAKERS.into_iter().map(Some);
    each.chain([None]).map(line).collect()
}

fn total(asking: &Asking<'_>, name: &str) -> Result<u64, report::Error> {
    let figure = run::total(asking.view.facts, kpi(asking, name)?, &asking.question)?;
    Ok(figure.num as u64)
}

/// The mean of each channel.
fn by_channel(asking: &Asking<'_>) -> Result<Vec<Value>, report::Error> {
    let axis = Axis::Column("channel".to_owned());
    let kpi = kpi(asking, "sentiment_mean")?;
    let slices = run::by(asking.view.facts, kpi, &asking.question, &axis)?;
    let lines = slices
        .iter()
        .map(|(channel, slice)| context! { channel, figure => figure(slice) });
    Ok(lines.collect())
}

fn kpi<'k>(asking: &Asking<'k>, name: &str) -> Result<&'k Kpi, report::Error> {
    let kpi = asking.view.catalogue.find(name);
    kpi.ok_or_else(|| report::Error::NoKpi {
        name: name.to_owned(),
    })
}
