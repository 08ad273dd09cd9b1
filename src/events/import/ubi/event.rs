//! A record of `ubi_events`: what a person did.

use super::super::Fault;
use super::super::fields::{Object, integer, object, put, text};
use super::{FirstPosition, attributes, other, start};

/// Counts of results that collectors put beside a search.
const COUNTS: [&str; 4] = [
    "result_count",
    "results_count",
    "results_num",
    "num_results",
];

pub(super) fn native(body: &Object, first: FirstPosition) -> Result<Object, Fault> {
    let action = text(body, "action_name").ok_or(Fault::MissingField("action_name"))?;
    let about = attributes(body, "event_attributes");
    match action.as_str() {
        "search" | "on_search" => search(&action, body, about),
        "click" | "item_click" => on_article("click", body, about, first),
        "impression" => on_article("impression", body, about, first),
        // Also sent for whole pages, which are no articles.
        "view" if article(about).is_some() => on_article("view", body, about, first),
        _ => other(&action, body, about, article(about)),
    }
}

/// The query's text may be in either of two places. Without text it is no
/// question: typing was cleared, or filters were changed.
fn search(action: &str, body: &Object, about: Option<&Object>) -> Result<Object, Fault> {
    let typed = text(body, "message_type")
        .is_some_and(|kind| kind.eq_ignore_ascii_case("query"))
        .then(|| text(body, "message"))
        .flatten();
    let Some(query) = text(body, "user_query").or(typed) else {
        return other(action, body, about, None);
    };
    let mut event = start("search", body, about)?;
    event.insert("query".to_owned(), query.into());
    put(&mut event, "total", about.and_then(total));
    Ok(event)
}

/// Only read on a search: elsewhere (`view_search_results`) the count is of
/// another list.
fn total(about: &Object) -> Option<u64> {
    let counted = |from: &Object| COUNTS.iter().find_map(|key| integer(from, key));
    let count = counted(about).or_else(|| counted(object(about, "object")?));
    u64::try_from(count?).ok()
}

fn on_article(
    kind: &str,
    body: &Object,
    about: Option<&Object>,
    first: FirstPosition,
) -> Result<Object, Fault> {
    let article = article(about).ok_or(Fault::MissingField("event_attributes.object.object_id"))?;
    let mut event = start(kind, body, about)?;
    event.insert("article".to_owned(), article.into());
    put(
        &mut event,
        "position",
        about.and_then(|about| position(about, first)),
    );
    Ok(event)
}

fn article(about: Option<&Object>) -> Option<String> {
    let object = object(about?, "object")?;
    text(object, "object_id").or_else(|| text(object, "internal_id"))
}

/// The place in the list, from 1. UBI 1.0 had it as `ordinal.index`.
fn position(about: &Object, first: FirstPosition) -> Option<i64> {
    let position = object(about, "position")?;
    let nested = || integer(object(position, "ordinal")?, "index");
    let ordinal = integer(position, "ordinal").or_else(nested)?;
    let place = match first {
        FirstPosition::Zero => ordinal.checked_add(1)?,
        FirstPosition::One => ordinal,
    };
    (place >= 1).then_some(place)
}
