//! One client's searches as intents.

use vigie::period::{Millis, SECOND};

use super::episode::Episode;
use super::event::{Event, What};
use super::words::{are_one_search, plain};

/// One search as the person meant it.
pub(super) struct Intent<'e> {
    /// The place of its episode among those of the client.
    episode: usize,
    searches: Vec<&'e Event>,
    ended: bool,
    pub(super) clicked: bool,
    /// Its own channel, else that of its episode.
    pub(super) channel: Option<&'e str>,
}

impl<'e> Intent<'e> {
    pub(super) fn starts(&self) -> Millis {
        self.searches[0].at
    }

    fn last(&self) -> (Millis, &'e str) {
        let (query, ..) = asked(self.searches[self.searches.len() - 1]);
        (self.searches[self.searches.len() - 1].at, query)
    }

    /// What the last query found. The same query told again under its id without a word
    /// about results leaves what was known, and a further page leaves the total.
    fn found(&self) -> (Option<u64>, Option<bool>) {
        let (mut before, mut total, mut any) = ("", None, None);
        for (n, search) in self.searches.iter().enumerate() {
            let (query, results, now) = asked(search);
            let listed = results.is_some_and(|results| results > 0).then_some(true);
            let any_now = now.map(|now| now > 0).or(listed);
            let again = self.is_told_again(n) && plain(query) == plain(before);
            if !again || (any_now.is_some() && any_now != any) {
                (total, any) = (now, any_now);
            } else {
                total = now.or(total);
            }
            before = query;
        }
        (total, any)
    }

    /// Whether a search has the query id of one before it.
    fn is_told_again(&self, n: usize) -> bool {
        let id = |n: usize| match &self.searches[n].what {
            What::Search { query_id, .. } => query_id.as_deref(),
            _ => None,
        };
        id(n).is_some() && (0..n).any(|before| id(before) == id(n))
    }

    pub(super) fn total(&self) -> Option<u64> {
        self.found().0
    }

    pub(super) fn has_results(&self) -> bool {
        self.found().1 == Some(true)
    }

    fn has_query_id(&self, wanted: &str) -> bool {
        self.searches.iter().any(|event| match &event.what {
            What::Search { query_id, .. } => query_id.as_deref() == Some(wanted),
            _ => false,
        })
    }
}

/// A search's query, articles on its page, and total.
fn asked(search: &Event) -> (&str, Option<usize>, Option<u64>) {
    match &search.what {
        What::Search {
            query,
            results,
            total,
            ..
        } => (query, *results, *total),
        _ => unreachable!("an intent is made of searches"),
    }
}

/// The intents of one client's events, which are in the order of time.
pub(super) fn of_client<'e>(events: &[&'e Event], episodes: &[Episode<'e>]) -> Vec<Intent<'e>> {
    let mut intents: Vec<Intent<'e>> = Vec::new();
    for event in events {
        let episode = episodes.iter().position(|episode| episode.holds(event));
        let episode = episode.expect("every selfcare event is in an episode");
        let latest = latest(&intents, &episodes[episode]);
        match &event.what {
            What::Search {
                query_id, query, ..
            } => {
                let known = query_id.as_deref();
                let known = known.and_then(|id| intents.iter().position(|i| i.has_query_id(id)));
                let typed_on = latest.filter(|n| {
                    let (at, before) = intents[*n].last();
                    intents[*n].episode == episode
                        && !intents[*n].ended
                        && event.at - at <= 30 * SECOND
                        && are_one_search(before, query)
                });
                match known.or(typed_on) {
                    Some(n) => intents[n].searches.push(event),
                    None => intents.push(Intent {
                        episode,
                        searches: vec![event],
                        ended: false,
                        clicked: false,
                        channel: event.channel.as_deref().or(episodes[episode].channel()),
                    }),
                }
            }
            What::Click { .. } | What::View { .. } | What::Vote { .. } | What::Handoff { .. } => {
                if let Some(n) = latest {
                    intents[n].ended |= intents[n].episode == episode;
                }
            }
            _ => {}
        }
    }
    clicks(events, episodes, &mut intents);
    intents
}

/// The intent of the latest search of an episode, so far.
fn latest(intents: &[Intent<'_>], episode: &Episode<'_>) -> Option<usize> {
    let searches = intents.iter().enumerate().flat_map(|(n, intent)| {
        let its = intent
            .searches
            .iter()
            .filter(|search| episode.holds(search));
        its.map(move |search| (search.moment(), n))
    });
    searches.max().map(|(_, n)| n)
}

/// Open in the definitions: a click may be told before its search, and one that
/// names a query nobody asked is like one that names none.
fn clicks(events: &[&Event], episodes: &[Episode<'_>], intents: &mut [Intent<'_>]) {
    for event in events {
        let What::Click { query_id, .. } = &event.what else {
            continue;
        };
        let named = query_id.as_deref();
        let named = named.and_then(|id| intents.iter().position(|i| i.has_query_id(id)));
        let its = episodes.iter().find(|episode| episode.holds(event));
        let before = its.and_then(|episode| {
            let before = episode.events.iter().copied();
            let before: Vec<&Event> = before.filter(|e| e.moment() < event.moment()).collect();
            latest(intents, &Episode { events: before })
        });
        if let Some(n) = named.or(before) {
            intents[n].clicked = true;
        }
    }
}
