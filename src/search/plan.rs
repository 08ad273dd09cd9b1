//! A query as typed to the words that are looked up, each with its weight.
//! Nothing in a query is syntax: quotes, signs and `AND` are what they are in
//! any text.

use std::io;

use super::shape::shape;
use super::shelf::Shelf;
use super::spelling::{completions, nearest, tolerance};
use super::weights::Weights;
use super::words::{Token, parts, tokens};

/// Words of a query beyond this many are left out: a bit each in a mask.
pub(super) const MOST_WORDS: usize = 64;

/// Bytes between two words that may be one: a space or a hyphen, of any kind.
const LONGEST_GAP: usize = 3;

/// Letters of each half of a word that may be two: a single one is in every word.
const SHORTEST_HALF: usize = 2;

/// Bytes of the longest word that may be two: each place where it may be cut costs as much
/// as the word is long.
const LONGEST_OF_TWO: usize = 64;

/// A word of the query.
#[derive(Debug)]
pub(super) struct Wanted {
    /// The keys that stand for it, each with how well it does (0 to 1). None
    /// when the index holds nothing like it.
    pub(super) keys: Vec<(String, f32)>,
    /// Looked up among the small words of phrases, and nowhere else.
    pub(super) is_small: bool,
    /// Whether a text that has it may be an answer for that alone.
    pub(super) counts: bool,
    pub(super) weight: f32,
    /// What finding it is worth; of an unknown word, as much as of the rarest.
    pub(super) mass: f32,
}

#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) words: Vec<Wanted>,
    /// The sum of the masses.
    pub(super) mass: f32,
    /// How the query looks, see [`shape`].
    pub(super) shape: Vec<u64>,
}

impl Plan {
    pub(super) fn new(shelf: &Shelf, query: &str, weights: &Weights) -> io::Result<Plan> {
        let tokens = distinct(joined(shelf, tokens(&shelf.analyzer, query))?);
        // A query of small words only ("où est-ce ?") asks for just those.
        let only_small = tokens.iter().all(|token| token.is_small);
        let mut plan = Plan::default();
        for token in &tokens {
            if token.is_small {
                plan.add_small(shelf, token, only_small, weights)?;
            } else {
                plan.add_content(shelf, token, ends_query(token, query), weights)?;
            }
        }
        plan.words.truncate(MOST_WORDS);
        plan.mass = plan.words.iter().map(|word| word.mass).sum();
        plan.shape = shape(&tokens);
        Ok(plan)
    }

    /// The share of what the query asks for that the index holds at all, by
    /// mass; 0 for a query that asks for nothing.
    pub(super) fn known_share(&self) -> f32 {
        let (mut known, mut asked) = (0.0, 0.0);
        for word in self.words.iter().filter(|word| word.counts) {
            asked += word.mass;
            known += if word.keys.is_empty() { 0.0 } else { word.mass };
        }
        if asked > 0.0 { known / asked } else { 0.0 }
    }

    fn add_small(
        &mut self,
        shelf: &Shelf,
        token: &Token,
        counts: bool,
        weights: &Weights,
    ) -> io::Result<()> {
        let frequency = shelf.small.frequency(&token.key)?;
        let keys = if frequency > 0 {
            vec![(token.key.clone(), 1.0)]
        } else {
            Vec::new()
        };
        let weight = if counts { 1.0 } else { weights.small };
        let mass = weight * shelf.rarity(frequency);
        self.words.push(Wanted {
            keys,
            is_small: true,
            counts,
            weight,
            mass,
        });
        Ok(())
    }

    fn add_content(
        &mut self,
        shelf: &Shelf,
        token: &Token,
        is_unfinished: bool,
        weights: &Weights,
    ) -> io::Result<()> {
        let parts = parts(&token.key);
        if parts.is_empty() || shelf.knows(&token.key)? {
            let keys = keys(shelf, token, is_unfinished, weights)?;
            if keys.is_empty()
                && let Some(halves) = split(shelf, token)?
            {
                return halves
                    .into_iter()
                    .try_for_each(|half| self.add(shelf, vec![(half, 1.0)]));
            }
            return self.add(shelf, keys);
        }
        for part in parts {
            let known = shelf.knows(part)?;
            self.add(
                shelf,
                if known {
                    vec![(part.to_owned(), 1.0)]
                } else {
                    Vec::new()
                },
            )?;
        }
        Ok(())
    }

    fn add(&mut self, shelf: &Shelf, keys: Vec<(String, f32)>) -> io::Result<()> {
        let mut mass: f32 = 0.0;
        for (key, likeness) in &keys {
            mass = mass.max(likeness * shelf.rarity(shelf.frequency(key)?));
        }
        if keys.is_empty() {
            mass = shelf.rarity(0);
        }
        self.words.push(Wanted {
            keys,
            is_small: false,
            counts: true,
            weight: 1.0,
            mass,
        });
        Ok(())
    }
}

/// The keys for a content word: itself; else the words it begins, if it is the
/// last and may not be finished; else those a typing error away.
fn keys(
    shelf: &Shelf,
    token: &Token,
    is_unfinished: bool,
    weights: &Weights,
) -> io::Result<Vec<(String, f32)>> {
    if shelf.knows(&token.key)? {
        return Ok(vec![(token.key.clone(), 1.0)]);
    }
    let dictionaries = [&shelf.phrase, &shelf.answer].map(|field| field.lists.terms());
    let start = token.folded.as_str();
    for terms in dictionaries
        .iter()
        .filter(|_| is_unfinished && start.chars().count() >= 3)
    {
        let begun = completions(terms, start)?;
        if !begun.is_empty() {
            return Ok(begun
                .into_iter()
                .map(|key| (key, weights.unfinished))
                .collect());
        }
    }
    for terms in dictionaries {
        let near = nearest(terms, &token.key, tolerance(&token.key))?;
        if !near.is_empty() {
            let likeness = |errors: u8| weights.typo.powi(i32::from(errors));
            return Ok(near
                .into_iter()
                .map(|(key, errors)| (key, likeness(errors)))
                .collect());
        }
    }
    Ok(Vec::new())
}

/// Takes two words for one (`wi fi`, `pare feu`) where the index knows that one, and not
/// both of the two.
fn joined(shelf: &Shelf, tokens: Vec<Token>) -> io::Result<Vec<Token>> {
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        if let Some(last) = kept.last()
            && let Some(one) = as_one(shelf, last, &token)?
        {
            kept.pop();
            kept.push(one);
        } else {
            kept.push(token);
        }
    }
    Ok(kept)
}

fn as_one(shelf: &Shelf, first: &Token, second: &Token) -> io::Result<Option<Token>> {
    let gap = second.start - (first.start + first.len);
    let are_apart = first.is_small || second.is_small || gap > LONGEST_GAP;
    if are_apart || shelf.knows(&first.key)? && shelf.knows(&second.key)? {
        return Ok(None);
    }
    let folded = format!("{}{}", first.folded, second.folded);
    let Some(one) = word(shelf, &folded) else {
        return Ok(None);
    };
    // A half that changes nothing is an ending: `14 eme`.
    let is_new = !one.is_small && one.key != first.key && one.key != second.key;
    let is_one = is_new && shelf.knows(&one.key)?;
    Ok(is_one.then(|| Token {
        start: first.start,
        len: first.len + gap + second.len,
        ..one
    }))
}

/// Takes one word for two (`parefeu`), if a phrase holds both of them.
fn split(shelf: &Shelf, token: &Token) -> io::Result<Option<[String; 2]>> {
    if token.folded.len() > LONGEST_OF_TWO {
        return Ok(None);
    }
    for (at, _) in token.folded.char_indices().skip(SHORTEST_HALF) {
        let (first, second) = token.folded.split_at(at);
        if second.chars().count() < SHORTEST_HALF {
            break;
        }
        let halves = [first, second].map(|half| word(shelf, half));
        if let [Some(first), Some(second)] = halves
            && shelf.phrase.has_both(&first.key, &second.key)?
        {
            return Ok(Some([first.key, second.key]));
        }
    }
    Ok(None)
}

/// A text that is one word, as the index counts it.
fn word(shelf: &Shelf, folded: &str) -> Option<Token> {
    let mut words = tokens(&shelf.analyzer, folded);
    (words.len() == 1).then(|| words.remove(0))
}

fn ends_query(token: &Token, query: &str) -> bool {
    token.start + token.len == query.len()
}

fn distinct(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens.into_iter().filter(|token| !token.key.is_empty()) {
        if kept.len() == MOST_WORDS {
            break;
        }
        if !kept
            .iter()
            .any(|seen| seen.key == token.key && seen.is_small == token.is_small)
        {
            kept.push(token);
        }
    }
    kept
}
