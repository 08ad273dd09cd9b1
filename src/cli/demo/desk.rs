//! The help desk that simulated visitors use: its results are those of the real search.
//!
//! The simulator makes up what a search shows, since it must not know the index. Here
//! searches are really made, and what visitors do with the results follows them.

use std::collections::VecDeque;

use serde_json::{Value, json};

use crate::search::Index;
use crate::text::language::Lang;

/// Results on a page.
const PAGE: usize = 5;

/// Searches whose results somebody may still click on.
const REMEMBERED: usize = 512;

#[derive(Default)]
pub(super) struct Desk {
    /// What searches have shown, by their query's id; the last ones.
    shown: VecDeque<(String, Vec<String>)>,
}

impl Desk {
    /// What really happens when a visitor does this; nothing where what they would have
    /// used is not shown.
    pub(super) fn serve(&mut self, line: &str, index: &Index) -> Option<Value> {
        let mut event: Value = serde_json::from_str(line).ok()?;
        match event["kind"].as_str()? {
            "search" if event["total"].is_u64() => self.search(&mut event, index)?,
            "impression" => self.look_at(&mut event)?,
            "click" | "view" | "vote" => self.choose(&mut event)?,
            _ => {}
        }
        Some(event)
    }

    fn search(&mut self, event: &mut Value, index: &Index) -> Option<()> {
        let lang = event["lang"].as_str().and_then(Lang::parse)?;
        let page = event["page"].as_u64().unwrap_or(1);
        let offset = usize::try_from(page - 1).ok()? * PAGE;
        let found = index.search(event["query"].as_str()?, lang, PAGE, offset);
        let found = found.ok()?;
        let ids: Vec<String> = found.hits.into_iter().map(|hit| hit.id).collect();
        event["results"] = json!(ids);
        event["total"] = json!(found.total);
        if page == 1 {
            self.shown.truncate(REMEMBERED - 1);
            let query_id = event["query_id"].as_str()?.to_owned();
            self.shown.push_front((query_id, ids));
        }
        Some(())
    }

    /// Sees what stands at the place.
    fn look_at(&self, event: &mut Value) -> Option<()> {
        let shown = self.shown_by(event)?;
        let place = usize::try_from(event["position"].as_u64()?).ok()?;
        event["article"] = json!(shown.get(place - 1)?);
        Some(())
    }

    /// Takes the article where it is shown, and else the first one.
    fn choose(&self, event: &mut Value) -> Option<()> {
        let Some(shown) = self.shown_by(event) else {
            return Some(());
        };
        let wanted = event["article"].as_str()?;
        let place = shown.iter().position(|id| id == wanted).unwrap_or(0);
        event["article"] = json!(shown.get(place)?);
        if event["kind"] == "click" {
            event["position"] = json!(place + 1);
        }
        Some(())
    }

    fn shown_by(&self, event: &Value) -> Option<&[String]> {
        let query_id = event["query_id"].as_str()?;
        let found = self.shown.iter().find(|(id, _)| id == query_id);
        found.map(|(_, shown)| shown.as_slice())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::cli::demo::fill::fill;
    use crate::demo::simulate::{Pace, Plan, Visitors};
    use crate::site::Data;

    fn results(event: &Value) -> Vec<&str> {
        let ids = event["results"].as_array().unwrap().iter();
        ids.map(|id| id.as_str().unwrap()).collect()
    }

    #[test]
    fn visitors_see_what_the_search_finds_and_act_on_what_they_see() {
        let folder = tempfile::tempdir().unwrap();
        let data = Data::open(folder.path()).unwrap();
        let mut site = data.site_or_new("demo").unwrap();
        let plan = Plan::default();
        fill(&mut site, String::new(), plan.first_day).unwrap();
        let index = site.index().unwrap();

        let mut desk = Desk::default();
        let pace = Pace {
            from: 0,
            per_second: 1,
        };
        let events = Visitors::new(&plan, pace).take(6_000);
        let events = events.filter_map(|event| desk.serve(&event.line, &index));
        let events: Vec<Value> = events.collect();
        let of = |kind: &'static str| events.iter().filter(move |event| event["kind"] == kind);
        for search in of("search").filter(|search| search["total"].is_u64()) {
            let lang = Lang::parse(search["lang"].as_str().unwrap()).unwrap();
            let page = search["page"].as_u64().unwrap_or(1) as usize;
            let query = search["query"].as_str().unwrap();
            let found = index.search(query, lang, PAGE, (page - 1) * PAGE).unwrap();
            let ids: Vec<&str> = found.hits.iter().map(|hit| hit.id.as_str()).collect();
            assert_eq!(results(search), ids);
            assert_eq!(search["total"], found.total);
        }
        let mut checked = 0;
        let choices = of("click").chain(of("impression"));
        for choice in choices.filter(|choice| choice["query_id"].is_string()) {
            let search = of("search").find(|search| search["query_id"] == choice["query_id"]);
            let place = choice["position"].as_u64().unwrap() as usize;
            assert_eq!(results(search.unwrap())[place - 1], choice["article"]);
            checked += 1;
        }
        assert!(checked > 500, "{checked}");
        assert!(of("message").count() > 100 && of("handoff").count() > 100);
    }
}
