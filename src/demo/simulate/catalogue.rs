//! What there is to ask: needs that a page answers and needs that none does.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::random::Random;
use super::rhythm::theme_weight;
use crate::demo::content::{self, Entry, Gap};

/// The needs visitors come with, by language.
#[derive(Clone, Debug)]
pub struct Catalogue {
    shelves: Vec<Shelf>,
    gaps: Vec<(String, String)>,
}

/// One language's needs.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    pub(super) lang: String,
    themes: Vec<Theme>,
    planted: Vec<Need>,
}

#[derive(Clone, Debug)]
struct Theme {
    name: String,
    needs: Vec<Need>,
}

/// Something people want to know, in their words.
#[derive(Clone, Debug)]
pub(super) struct Need {
    /// The page that answers it, or the planted need's name.
    pub(super) id: String,
    pub(super) theme: String,
    /// No two would be taken for one intent, see [`are_apart`].
    pub(super) wordings: Vec<String>,
    /// Its place among the planted needs; none when a page answers it.
    pub(super) planted: Option<usize>,
}

impl Catalogue {
    /// The bundled site.
    pub fn demo() -> Self {
        Catalogue::new(&content::entries(), &content::gaps())
    }

    /// Visitors ask for `entries` and find them, or for `gaps` and find nothing.
    ///
    /// # Panics
    /// When no entry has an alternate, or a language has gaps but no entry.
    pub fn new(entries: &[Entry], gaps: &[Gap]) -> Self {
        let mut catalogue = Catalogue {
            shelves: Vec::new(),
            gaps: Vec::new(),
        };
        entries.iter().for_each(|entry| catalogue.add(entry));
        gaps.iter().for_each(|gap| catalogue.plant(gap));
        assert!(!catalogue.shelves.is_empty(), "nothing to ask for");
        catalogue
    }

    fn add(&mut self, entry: &Entry) {
        let theme = entry.themes.first().map_or("", String::as_str);
        let wordings = apart(&entry.alternates);
        if wordings.is_empty() {
            return;
        }
        let need = Need {
            id: entry.id.clone(),
            theme: theme.to_owned(),
            wordings,
            planted: None,
        };
        self.shelf(&entry.lang).theme(theme).needs.push(need);
    }

    fn plant(&mut self, gap: &Gap) {
        let wordings = apart(&gap.wordings);
        if wordings.is_empty() {
            return;
        }
        let need = Need {
            id: gap.id.clone(),
            theme: gap.theme.clone(),
            wordings,
            planted: Some(self.gaps.len()),
        };
        let shelf = self.shelf(&gap.lang);
        assert!(
            !shelf.themes.is_empty(),
            "gaps but no entry in {}",
            gap.lang
        );
        shelf.planted.push(need);
        self.gaps.push((gap.id.clone(), gap.lang.clone()));
    }

    fn shelf(&mut self, lang: &str) -> &mut Shelf {
        let found = self.shelves.iter().position(|shelf| shelf.lang == lang);
        let index = found.unwrap_or(self.shelves.len());
        if found.is_none() {
            self.shelves.push(Shelf {
                lang: lang.to_owned(),
                themes: Vec::new(),
                planted: Vec::new(),
            });
        }
        &mut self.shelves[index]
    }

    /// The shelf of a person: four in five read the first language.
    pub(super) fn shelf_of(&self, tongue: usize) -> &Shelf {
        let others = self.shelves.len() - 1;
        if others > 0 && tongue % 5 == 4 {
            &self.shelves[1 + tongue / 5 % others]
        } else {
            &self.shelves[0]
        }
    }

    /// Name and language of each planted need.
    pub(super) fn gaps(&self) -> &[(String, String)] {
        &self.gaps
    }

    pub(super) fn wordings_of_gap(&self, gap: usize) -> &[String] {
        let mut planted = self.shelves.iter().flat_map(|shelf| &shelf.planted);
        planted
            .find(|need| need.planted == Some(gap))
            .map_or(&[], |need| &need.wordings)
    }
}

impl Shelf {
    fn theme(&mut self, name: &str) -> &mut Theme {
        let found = self.themes.iter().position(|theme| theme.name == name);
        let index = found.unwrap_or(self.themes.len());
        if found.is_none() {
            let name = name.to_owned();
            self.themes.push(Theme {
                name,
                needs: Vec::new(),
            });
        }
        &mut self.themes[index]
    }

    /// A need that a page answers; early entries of a theme are asked more.
    pub(super) fn answered(&self, random: &mut Random, day: u32, days: u32) -> &Need {
        let weights = self
            .themes
            .iter()
            .map(|theme| theme_weight(&theme.name, day, days));
        let theme = &self.themes[random.weighted(weights)];
        let ranks = (0..theme.needs.len() as u32).map(|rank| 1000 / (rank + 2));
        &theme.needs[random.weighted(ranks)]
    }

    /// A need that no page answers; early ones are asked more.
    pub(super) fn planted(&self, random: &mut Random) -> Option<&Need> {
        let ranks = (0..self.planted.len() as u32).map(|rank| 1000 / (rank + 3));
        self.planted.get(random.weighted(ranks))
    }

    /// Needs of one theme: what a search on any of them could show as well.
    pub(super) fn neighbours(&self, theme: &str) -> &[Need] {
        let found = self.themes.iter().find(|known| known.name == theme);
        &found.unwrap_or(&self.themes[0]).needs
    }
}

/// The wordings that are apart from all those before them.
fn apart(wordings: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for wording in wordings {
        if kept.iter().all(|other| are_apart(other, wording)) {
            kept.push(wording.clone());
        }
    }
    kept
}

/// Whether two queries are clearly two intents, with a margin on each side:
/// neither begins the other, and they differ in the number of words or in a
/// word that no slip of the fingers explains.
pub(super) fn are_apart(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    if one.starts_with(&other) || other.starts_with(&one) {
        return false;
    }
    let count = one.split_whitespace().count();
    let mut pairs = one.split_whitespace().zip(other.split_whitespace());
    count != other.split_whitespace().count()
        || pairs.any(|(a, b)| 2 * distance(a, b) > a.chars().count().max(b.chars().count()))
}

fn plain(text: &str) -> String {
    let letters = text.nfd().filter(|letter| !is_combining_mark(*letter));
    letters.flat_map(char::to_lowercase).collect()
}

/// Levenshtein's distance in letters.
pub(super) fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let change = corner + usize::from(a != *b);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, apart: bool) {
        assert_eq!(are_apart(one, other), apart);
        assert_eq!(are_apart(other, one), apart);
    }

    #[test]
    fn beginnings_and_slips_are_one_intent_and_other_words_two() {
        check("esim", "esim montre", false);
        check("changer mon rib", "chnager mon rib", false);
        check("téléphone perdu", "telephone perdu", false);
        check("code puk", "code pin", true);
        check("changer mon rib", "nouveau compte bancaire", true);
        check("ma facture", "facture", true);
    }

    #[test]
    fn the_demo_has_needs_in_both_languages_and_keeps_their_wordings_apart() {
        let catalogue = Catalogue::demo();
        assert_eq!(catalogue.shelves.len(), 2);
        for shelf in &catalogue.shelves {
            for need in shelf.themes.iter().flat_map(|theme| &theme.needs) {
                assert!(need.wordings.len() >= 2, "{}", need.id);
            }
            for need in &shelf.planted {
                assert!((4..=8).contains(&need.wordings.len()), "{}", need.id);
            }
        }
    }

    #[test]
    fn distances_are_levenshteins() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "été"), 3);
    }
}
