//! How a query reaches the search field: at once, letter by letter, or with a
//! slip that is corrected. All of it is one intent, with the last total.

use super::catalogue::Need;
use super::random::Random;
use super::rhythm::SECOND;
use super::visit::Visit;

/// Results on a page.
const PAGE: usize = 5;

/// What came before: how soon the next query may begin without being taken
/// for the same intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    First,
    /// A click ended the intent.
    AfterClick,
    /// Only the words, or more than 30 seconds, tell the two apart.
    AfterNothing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    AtOnce,
    Letters,
    Slip,
}

/// A finished search.
pub(super) struct Asked<'p> {
    pub(super) query_id: String,
    /// Ids on the first page.
    pub(super) shown: Vec<&'p str>,
    /// None when the device does not say.
    pub(super) total: Option<u64>,
}

/// Types `wording` and gets an answer; `found` means that the need's page is in it.
pub(super) fn ask<'p>(
    visit: &mut Visit<'_, 'p>,
    need: &'p Need,
    wording: &str,
    pace: Pace,
    found: bool,
) -> Asked<'p> {
    let style = style(visit, wording);
    approach(visit, pace, style);
    match style {
        Style::Letters => letters(visit, need, wording),
        Style::Slip => slip(visit, wording),
        Style::AtOnce => {}
    }
    let asked = answer(visit, need, found);
    search_event(visit, wording, &asked, 1);
    if !found && asked.total > Some(PAGE as u64) && visit.chance(120) {
        second_page(visit, need, wording, &asked);
    }
    asked
}

/// The same query id again: it merges into the search.
fn second_page(visit: &mut Visit<'_, '_>, need: &Need, wording: &str, first: &Asked<'_>) {
    let neighbours = visit.shelf.neighbours(&need.theme).iter();
    let ids = neighbours.map(|near| near.id.as_str());
    let further = Asked {
        query_id: first.query_id.clone(),
        shown: ids
            .filter(|id| !first.shown.contains(id))
            .take(PAGE)
            .collect(),
        total: first.total,
    };
    visit.wait(6 * SECOND, 30 * SECOND);
    search_event(visit, wording, &further, 2);
}

fn style(visit: &mut Visit<'_, '_>, wording: &str) -> Style {
    match visit.world.random.weighted([470, 420, 110].into_iter()) {
        1 if wording.chars().count() >= 8 => Style::Letters,
        2 if slipped(&mut Random::new(0), wording).is_some() => Style::Slip,
        _ => Style::AtOnce,
    }
}

/// The wordings of an episode are apart when whole; their beginnings and
/// slips need not be, so those keep clear of the 30 seconds of an intent.
fn approach(visit: &mut Visit<'_, '_>, pace: Pace, style: Style) {
    match (pace, style) {
        (Pace::First, _) => {}
        (Pace::AfterClick, _) => visit.wait(12 * SECOND, 110 * SECOND),
        (Pace::AfterNothing, Style::AtOnce) => visit.wait(6 * SECOND, 60 * SECOND),
        (Pace::AfterNothing, _) => visit.wait(34 * SECOND, 80 * SECOND),
    }
}

/// Searches on the way to the whole wording, from the third letter on.
fn letters(visit: &mut Visit<'_, '_>, need: &Need, wording: &str) {
    let ends: Vec<usize> = wording.char_indices().map(|(at, _)| at).collect();
    let mut typed = 2 + visit.world.random.below(2) + 1;
    while typed < ends.len() {
        let start = wording[..ends[typed]].trim_end();
        let asked = partial(visit, need);
        search_event(visit, start, &asked, 1);
        visit.wait(280, 1_600);
        typed += 2 + visit.world.random.below(5);
    }
}

fn slip(visit: &mut Visit<'_, '_>, wording: &str) {
    let Some(wrong) = slipped(&mut visit.world.random, wording) else {
        return;
    };
    let asked = Asked {
        query_id: visit.world.query_id(),
        shown: Vec::new(),
        total: Some(0),
    };
    search_event(visit, &wrong, &asked, 1);
    visit.wait(2 * SECOND, 9 * SECOND);
}

fn partial<'p>(visit: &mut Visit<'_, 'p>, need: &Need) -> Asked<'p> {
    let neighbours = visit.shelf.neighbours(&need.theme);
    let shown: Vec<&str> = neighbours
        .iter()
        .take(PAGE)
        .map(|near| near.id.as_str())
        .collect();
    let more = visit.world.random.below(30);
    Asked {
        query_id: visit.world.query_id(),
        total: Some((shown.len() + more) as u64),
        shown,
    }
}

fn answer<'p>(visit: &mut Visit<'_, 'p>, need: &'p Need, found: bool) -> Asked<'p> {
    let query_id = visit.world.query_id();
    let (shown, total) = if need.planted.is_some() {
        (Vec::new(), Some(0))
    } else if !found && visit.chance(25) {
        (Vec::new(), None)
    } else {
        let shown = page(visit, need, found);
        let more = if shown.len() == PAGE {
            visit.world.random.below(12)
        } else {
            0
        };
        let total = (shown.len() + more) as u64;
        (shown, Some(total))
    };
    Asked {
        query_id,
        shown,
        total,
    }
}

/// Neighbours of the theme with the need's page among them, mostly first.
/// A search that found nothing of use shows it rarely.
fn page<'p>(visit: &mut Visit<'_, 'p>, need: &'p Need, found: bool) -> Vec<&'p str> {
    let random = &mut visit.world.random;
    let neighbours = visit.shelf.neighbours(&need.theme);
    let count = 1 + random.below(PAGE + 3);
    let first = random.below(neighbours.len());
    let turned = neighbours.iter().cycle().skip(first).take(neighbours.len());
    let others = turned.filter(|near| near.id != need.id);
    let mut shown: Vec<&str> = others
        .take(count.min(PAGE))
        .map(|near| near.id.as_str())
        .collect();
    if found || shown.is_empty() || random.chance(300) {
        let place = random.weighted([620, 200, 100, 50, 30].into_iter());
        shown.insert(place.min(shown.len()), &need.id);
    }
    shown.truncate(PAGE);
    shown
}

fn search_event(visit: &mut Visit<'_, '_>, query: &str, asked: &Asked<'_>, page: u64) {
    visit.world.tally.truth.searches.events += 1;
    let mut line = visit.event("search").text("query_id", &asked.query_id);
    line = line.text("query", query);
    if let Some(total) = asked.total {
        let results = asked.shown.iter().copied();
        line = line.list("results", results).number("total", total);
    }
    if page > 1 {
        line = line.number("page", page);
    }
    line.end();
}

/// The wording with one slip in a word of seven letters or more, so that it
/// stays within the typing error of an intent (2 of 7 letters at most).
fn slipped(random: &mut Random, wording: &str) -> Option<String> {
    let word = wording
        .split_whitespace()
        .find(|word| word.len() >= 7 && word.bytes().all(|letter| letter.is_ascii_lowercase()))?;
    let at = 1 + random.below(word.len() - 2);
    let mut letters = word.as_bytes().to_vec();
    match random.below(3) {
        0 if letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        1 => letters.insert(at, letters[at]),
        _ => drop(letters.remove(at)),
    }
    let wrong = String::from_utf8(letters).ok()?;
    Some(wording.replacen(word, &wrong, 1))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::demo::content;
    use crate::demo::simulate::catalogue::distance;

    #[test]
    fn a_slip_stays_a_typing_error_of_the_contract() {
        let mut random = Random::new(11);
        let entries = content::entries();
        let wordings = entries.iter().flat_map(|entry| &entry.alternates);
        let mut slips = 0;
        for wording in wordings.cycle().take(5_000) {
            let Some(wrong) = slipped(&mut random, wording) else {
                continue;
            };
            slips += 1;
            let mut pairs = wording.split(' ').zip(wrong.split(' '));
            let (right, wrong) = pairs.find(|(a, b)| a != b).unwrap_or(("", ""));
            let longer = right.len().max(wrong.len());
            assert!(
                100 * distance(right, wrong) <= 34 * longer,
                "{right} {wrong}"
            );
        }
        assert!(slips > 2_000, "{slips}");
    }
}
