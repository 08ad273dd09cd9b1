//! What options are given, checked before anything is opened: a wrong one is
//! wrong usage, and says what there is.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::events::Kind;
use crate::facts::rows::Source;
use crate::text::language::Lang;
use crate::transcripts::Speaker;

/// A moment, or a day, at whose end it is.
#[derive(Clone, Copy, Debug)]
pub(super) enum AsOf {
    Moment(Timestamp),
    Day(Date),
}

pub(super) fn as_of(text: &str) -> Result<AsOf, &'static str> {
    let moment = text.parse().map(AsOf::Moment);
    moment
        .or_else(|_| day(text).map(AsOf::Day))
        .map_err(|_| "give a day as 2026-03-31, or a moment in RFC 3339 as 2026-03-31T09:00:00Z")
}

pub(super) fn day(text: &str) -> Result<Date, &'static str> {
    // A time of day would be read past, so it is refused.
    Date::strptime("%Y-%m-%d", text).map_err(|_| "give a day as 2026-03-31")
}

pub(super) fn lang(name: &str) -> Result<Lang, &'static str> {
    Lang::parse(name).ok_or("there are fr and en")
}

pub(super) fn kind(name: &str) -> Result<Kind, String> {
    let there = Kind::ALL.map(Kind::as_str).join(", ");
    Kind::parse(name).ok_or_else(|| format!("there are {there}"))
}

pub(super) fn source(name: &str) -> Result<Source, String> {
    let there = Source::ALL.map(Source::as_str).join(", ");
    Source::parse(name).ok_or_else(|| format!("there are {there}"))
}

/// By its name or by any label that files give it: `agent`, `Conseillère`.
pub(super) fn speaker(name: &str) -> Result<Speaker, &'static str> {
    let named = Speaker::ALL
        .into_iter()
        .find(|speaker| name == speaker.as_str());
    named
        .or_else(|| Speaker::from_label(name))
        .ok_or("there are customer, agent, bot and other")
}
