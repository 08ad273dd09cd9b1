//! A record of `ubi_queries`: what was asked, and what the engine returned.

use serde_json::Value;

use super::super::Fault;
use super::super::fields::{Object, integer, put, scalar, text};
use super::{attributes, other, start};

/// The ids of the results: UBI now, its plugin until 2.18, its documentation.
const HITS: [&str; 3] = [
    "query_response_hit_ids",
    "query_response_object_ids",
    "query_response_objects_ids",
];

/// A `search`, unless nobody typed anything (recommendations, an empty box).
pub(super) fn native(body: &Object) -> Result<Object, Fault> {
    let asked = attributes(body, "query_attributes");
    let Some(query) = text(body, "user_query") else {
        return other("query", body, asked, None);
    };
    let mut event = start("search", body, asked)?;
    event.insert("query".to_owned(), query.into());
    let page = Page::of(body, asked);
    let results = results(body).filter(|_| !page.is_empty());
    put(
        &mut event,
        "total",
        results.as_ref().and_then(|ids| page.total(ids.len())),
    );
    put(&mut event, "results", results);
    put(
        &mut event,
        "page",
        page.number().filter(|&number| number > 1),
    );
    Ok(event)
}

/// The ids in order. `null` is "not recorded", as when the field is absent; a
/// lone string is a list of one, as OpenSearch allows.
fn results(body: &Object) -> Option<Vec<String>> {
    HITS.iter().find_map(|key| match body.get(*key)? {
        Value::Array(ids) => Some(ids.iter().filter_map(scalar).collect()),
        Value::String(id) if !id.is_empty() => Some(vec![id.clone()]),
        _ => None,
    })
}

/// Which part of the results was asked for.
struct Page {
    number: Option<u64>,
    size: Option<u64>,
    /// Results before the first of this page.
    from: Option<u64>,
}

impl Page {
    /// From the query's attributes, else from the engine's query (a string of
    /// JSON in OpenSearch's query language).
    fn of(body: &Object, asked: Option<&Object>) -> Page {
        let engine = body.get("query").and_then(engine_query);
        let whole = |object: Option<&Object>, key| u64::try_from(integer(object?, key)?).ok();
        let either = |key| whole(asked, key).or_else(|| whole(engine.as_ref(), key));
        Page {
            number: whole(asked, "page"),
            size: either("size"),
            from: either("from"),
        }
    }

    /// The page, from 1; `None` when nothing tells.
    fn number(&self) -> Option<u64> {
        let counted = || Some(self.from? / self.size.filter(|&size| size > 0)? + 1);
        self.number.or_else(counted)
    }

    /// `size: 0` asks for facets or counts only. Its empty list says nothing
    /// of what was found.
    fn is_empty(&self) -> bool {
        self.size == Some(0)
    }

    /// At least this many results exist. An empty first page is zero results;
    /// an empty later one is only the end of the list.
    fn total(&self, on_page: usize) -> Option<u64> {
        let pages = self.number().unwrap_or(1).saturating_sub(1);
        let before = self
            .from
            .unwrap_or(pages.saturating_mul(self.size.unwrap_or(0)));
        let first = pages == 0 && before == 0;
        (on_page > 0 || first).then_some(before.saturating_add(on_page as u64))
    }
}

fn engine_query(query: &Value) -> Option<Object> {
    match query {
        Value::Object(query) => Some(query.clone()),
        Value::String(query) => serde_json::from_str(query).ok(),
        _ => None,
    }
}
