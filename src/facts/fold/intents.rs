//! The intents of one client: which searches are one, and what followed what.

use rustc_hash::FxHashMap;

use super::super::moment::Moment;
use super::super::rows::{Intent, Reasons, Reformulation};
use super::client::Interner;
use super::course::{Course, Question};
use super::draft::{Draft, query};
use super::forms::Forms;
use crate::text::fold::fold;

/// All intents so far; an intent is known by its place among them.
#[derive(Default)]
pub(super) struct Intents<'m> {
    drafts: Vec<Draft>,
    by_query_id: FxHashMap<&'m str, usize>,
}

impl<'m> Intents<'m> {
    /// Takes a search: it goes on from an intent, or begins one.
    pub(super) fn search(
        &mut self,
        course: &mut Course,
        search: &'m Moment<'_>,
        interner: &mut Interner,
    ) {
        let folded = fold(query(search).trim());
        let typed_on = course
            .typing
            .filter(|typing| self.drafts[*typing].goes_on_in(search, &folded));
        let place = match (self.named(search), typed_on) {
            (Some(known), _) => {
                self.drafts[known].merge(search, folded);
                known
            }
            (None, Some(typed_on)) => {
                self.drafts[typed_on].take(search, folded);
                typed_on
            }
            (None, None) => self.begin(course, Draft::new(course, search, folded, interner)),
        };
        if let Some(id) = search.fields.query_id.as_deref() {
            self.by_query_id.insert(id, place);
        }
        let draft = &self.drafts[place];
        let goes_on = draft.intent.episode == course.id && !draft.ended;
        course.typing = goes_on.then_some(place);
        course.latest_intent = Some(place);
        course.question = Some(Question::Intent(place));
    }

    fn begin(&mut self, course: &mut Course, draft: Draft) -> usize {
        let place = self.drafts.len();
        self.drafts.push(draft);
        course.latest_begun = Some(place);
        place
    }

    /// Ends the intent being typed, if there is one.
    pub(super) fn end(&mut self, course: &mut Course) {
        if let Some(place) = course.typing.take() {
            self.drafts[place].ended = true;
        }
    }

    /// The intent whose `query_id` an event names, if it is known.
    pub(super) fn named(&self, moment: &Moment<'_>) -> Option<usize> {
        let id = moment.fields.query_id.as_deref()?;
        self.by_query_id.get(id).copied()
    }

    /// The query as it stands, and its form.
    pub(super) fn wording(&self, place: usize, forms: &mut Forms) -> (&str, String) {
        let intent = &self.drafts[place].intent;
        let form = forms.form(&intent.query, intent.dimensions.lang.as_deref());
        (&intent.query, form)
    }

    pub(super) fn reasons(&mut self, place: usize) -> &mut Reasons {
        &mut self.drafts[place].intent.reasons
    }

    /// Somebody did something with what was found: clicked, viewed, voted.
    pub(super) fn act_on(&mut self, place: usize) -> &mut Draft {
        let draft = &mut self.drafts[place];
        draft.acted_on = true;
        draft
    }

    /// The intents, each with why it is unanswered, and the edges between them.
    pub(super) fn finish(mut self, forms: &mut Forms) -> (Vec<Intent>, Vec<Reformulation>) {
        let reformulations = self.reformulations();
        let finished = self.drafts.into_iter().map(|draft| {
            let mut intent = draft.intent;
            intent.form = forms.form(&intent.query, intent.dimensions.lang.as_deref());
            intent.reasons.no_result = intent.total == Some(0);
            intent.reasons.no_click =
                intent.has_results == Some(true) && !intent.clicked && !draft.viewed;
            intent
        });
        (finished.collect(), reformulations)
    }

    /// The edge from each complete query to the different one behind it.
    fn reformulations(&mut self) -> Vec<Reformulation> {
        let mut edges = Vec::new();
        for place in 0..self.drafts.len() {
            let (before, behind) = self.drafts.split_at_mut(place);
            let Some((later, earlier)) = behind
                .first()
                .and_then(|later| Some((later, &mut before[later.follows?])))
            else {
                continue;
            };
            if earlier.is_reformulated_in(later) {
                earlier.intent.reasons.reformulated = true;
                edges.push(edge(&earlier.intent, &later.intent));
            }
        }
        edges
    }
}

fn edge(earlier: &Intent, later: &Intent) -> Reformulation {
    Reformulation {
        episode: later.episode,
        at: later.at,
        dimensions: later.dimensions.clone(),
        query: earlier.query.clone(),
        next_query: later.query.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, facts_of};
    use crate::events::Kind::{Click, Search, View};

    #[test]
    fn a_click_ends_an_intent_and_a_longer_query_begins_another() {
        let rib = at(0, Search, r#"{"query":"rib"}"#);
        let ribs = at(3, Search, r#"{"query":"ribs"}"#);
        let click = at(1, Click, r#"{"article":"a"}"#);
        assert_eq!(facts_of(&[rib, ribs]).intents.len(), 1);
        assert_eq!(facts_of(&[rib, click, ribs]).intents.len(), 2);
    }

    #[test]
    fn an_ended_intent_told_again_stays_ended() {
        let rib = |second| at(second, Search, r#"{"query":"rib","query_id":"q"}"#);
        let click = at(1, Click, r#"{"article":"a"}"#);
        let ribs = at(3, Search, r#"{"query":"ribs"}"#);
        assert_eq!(facts_of(&[rib(0), rib(2), ribs]).intents.len(), 1);
        assert_eq!(facts_of(&[rib(0), click, rib(2), ribs]).intents.len(), 2);
    }

    #[test]
    fn a_query_once_acted_on_is_reformulated_however_short_it_stood() {
        let edges = facts_of(&[
            at(0, Search, r#"{"query":"rib"}"#),
            at(1, View, r#"{"article":"a"}"#),
            at(2, Search, r#"{"query":"facture"}"#),
        ])
        .reformulations;
        assert_eq!(edges.len(), 1);
        assert_eq!(
            (&*edges[0].query, &*edges[0].next_query),
            ("rib", "facture")
        );
    }

    #[test]
    fn no_result_and_no_click_are_told_apart() {
        let check = |events: &[_], no_result, no_click| {
            let reasons = facts_of(events).intents[0].reasons;
            assert_eq!((reasons.no_result, reasons.no_click), (no_result, no_click));
        };
        let found = at(0, Search, r#"{"query":"rib","total":2}"#);
        check(
            &[at(0, Search, r#"{"query":"rib","total":0}"#)],
            true,
            false,
        );
        check(&[at(0, Search, r#"{"query":"rib"}"#)], false, false);
        check(&[found], false, true);
        check(&[found, at(5, View, r#"{"article":"a"}"#)], false, false);
    }
}
