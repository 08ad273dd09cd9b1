//! A search as the person meant it, while it is being put together.

use super::super::moment::Moment;
use super::super::rows::{Intent, Reasons};
use super::client::Interner;
use super::course::Course;
use super::same_intent::same_intent;
use crate::period::{Millis, SECOND};

/// Between two queries of one intent, at most.
const TYPING: Millis = 30 * SECOND;

/// A query that stood this long had been read as it was.
const COMPLETE: Millis = 4 * SECOND;

/// An intent that further searches may change.
pub(super) struct Draft {
    pub(super) intent: Intent,
    folded: String,
    last_at: Millis,
    /// The intent begun before it in its episode.
    pub(super) follows: Option<usize>,
    /// Somebody did something with what was found: no query goes on from it.
    pub(super) ended: bool,
    pub(super) acted_on: bool,
    pub(super) viewed: bool,
}

impl Draft {
    /// Begins with a search, given with its query folded.
    pub(super) fn new(
        course: &Course,
        search: &Moment<'_>,
        folded: String,
        interner: &mut Interner,
    ) -> Draft {
        let mut draft = Draft {
            intent: Intent {
                id: search.id,
                episode: course.id,
                at: search.at,
                dimensions: course.dimensions_of(search, interner),
                query: String::new(),
                form: String::new(),
                total: None,
                has_results: None,
                clicked: false,
                reasons: Reasons::default(),
            },
            folded: String::new(),
            last_at: search.at,
            follows: course.latest_begun,
            ended: false,
            acted_on: false,
            viewed: false,
        };
        draft.take(search, folded);
        draft
    }

    pub(super) fn goes_on_in(&self, search: &Moment<'_>, folded: &str) -> bool {
        search.at - self.last_at <= TYPING && same_intent(&self.folded, folded)
    }

    /// A search whose `query_id` is known: the same one told twice, or gone on with.
    /// Told again without a word about results, or without a total on a further page,
    /// it leaves what was known.
    pub(super) fn merge(&mut self, search: &Moment<'_>, folded: String) {
        let (total, has_results) = (self.intent.total, self.intent.has_results);
        let same = folded == self.folded;
        self.take(search, folded);
        let agrees = self
            .intent
            .has_results
            .is_none_or(|now| has_results == Some(now));
        if same && agrees {
            self.intent.total = self.intent.total.or(total);
            self.intent.has_results = has_results;
        }
    }

    /// The last query and its total stand, also when that is unknown.
    pub(super) fn take(&mut self, search: &Moment<'_>, folded: String) {
        let (total, has_results) = results(search);
        self.intent.total = total;
        self.intent.has_results = has_results;
        self.intent.query.clear();
        self.intent.query.push_str(query(search).trim());
        self.folded = folded;
        self.last_at = search.at;
    }

    /// Whether a complete query was followed by one that does not fold with it.
    pub(super) fn is_reformulated_in(&self, later: &Draft) -> bool {
        let stood = later.intent.at - self.last_at;
        let folds = stood <= TYPING && same_intent(&self.folded, &later.folded);
        self.folded != later.folded && !folds && (self.acted_on || stood >= COMPLETE)
    }
}

pub(super) fn query<'m>(search: &'m Moment<'_>) -> &'m str {
    search.fields.query.as_deref().unwrap_or_default()
}

/// The total, and whether there was any result: a page of results says so too.
fn results(search: &Moment<'_>) -> (Option<i64>, Option<bool>) {
    let listed = search.fields.results.is_some_and(|results| results.0 > 0);
    let total = search.fields.total;
    let has_results = match total {
        Some(total) => Some(total > 0),
        None if listed => Some(true),
        None => None,
    };
    (total, has_results)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, facts_of};
    use crate::events::Kind::Search;

    /// The queries that stand, and which of them were reformulated.
    #[track_caller]
    fn check(searches: &[(i64, &str)], expected: &[(&str, bool)]) {
        let bodies: Vec<String> = searches
            .iter()
            .map(|(_, query)| format!("{{\"query\":\"{query}\"}}"))
            .collect();
        let events: Vec<_> = searches
            .iter()
            .zip(&bodies)
            .map(|((second, _), body)| at(*second, Search, body))
            .collect();
        let intents = facts_of(&events).intents;
        let seen: Vec<(&str, bool)> = intents
            .iter()
            .map(|intent| (intent.query.as_str(), intent.reasons.reformulated))
            .collect();
        assert_eq!(seen, expected);
    }

    #[test]
    fn typing_goes_on_for_thirty_seconds() {
        check(&[(0, "rib"), (30, "ribs")], &[("ribs", false)]);
        check(
            &[(0, "rib"), (31, "ribs")],
            &[("rib", true), ("ribs", false)],
        );
        check(&[(0, "r"), (30, "ri"), (60, "rib")], &[("rib", false)]);
    }

    #[test]
    fn a_query_that_stood_four_seconds_is_reformulated_by_another() {
        check(
            &[(0, "rib"), (4, "facture")],
            &[("rib", true), ("facture", false)],
        );
        check(
            &[(0, "rib"), (3, "facture")],
            &[("rib", false), ("facture", false)],
        );
        check(
            &[(0, "Rib"), (40, "rib")],
            &[("Rib", false), ("rib", false)],
        );
    }

    #[test]
    fn the_last_query_and_its_total_stand_also_when_it_is_unknown() {
        let intents = facts_of(&[
            at(0, Search, r#"{"query":"ri","results":["a"],"total":1}"#),
            at(1, Search, r#"{"query":"rib"}"#),
        ])
        .intents;
        assert_eq!(intents.len(), 1);
        assert_eq!((intents[0].total, intents[0].has_results), (None, None));
    }

    #[test]
    fn a_search_told_twice_keeps_what_was_known_of_it() {
        let first = at(
            0,
            Search,
            r#"{"query":"rib","query_id":"q","results":["a"],"total":7}"#,
        );
        let again = at(
            50,
            Search,
            r#"{"query":"rib","query_id":"q","results":["b"]}"#,
        );
        let other = at(50, Search, r#"{"query":"facture","query_id":"q"}"#);
        let total = |events: &[_]| {
            let intents = facts_of(events).intents;
            assert_eq!(intents.len(), 1);
            intents[0].total
        };
        assert_eq!(total(&[first, again]), Some(7));
        assert_eq!(total(&[first, other]), None);
    }
}
