//! What options are given, checked before anything is opened: a wrong one is
//! wrong usage, and says what there is.

use jiff::civil::Date;

use crate::text::language::Lang;
use crate::transcripts::Speaker;

pub(super) fn day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "give a day as 2026-03-31")
}

pub(super) fn lang(name: &str) -> Result<Lang, &'static str> {
    Lang::parse(name).ok_or("there are fr and en")
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
