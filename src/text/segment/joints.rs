//! Where a run of letters holds more than one word, or two runs hold one.

use super::Lang;

/// French words that lose their vowel before another; the apostrophe follows.
const ELIDED: &[&str] = &[
    "l", "d", "n", "s", "j", "m", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu",
];

/// Adverbs grown together: nobody means *abord* or *ailleurs* in them.
const GROWN_TOGETHER: &[(&str, &str)] = &[("d", "abord"), ("d", "ailleurs")];

/// English words whose `'s` is a verb, not a possessive.
const BEFORE_IS: &[&str] = &[
    "it", "he", "she", "that", "this", "there", "here", "what", "where", "who", "how", "when",
    "why", "let",
];

/// A cut within a run: the first word is `..head`, what follows is `tail..` (bytes).
pub(super) struct Joint {
    pub(super) head: usize,
    pub(super) tail: usize,
}

/// The first cut in `run`; `is_tail` when `run` is itself what a cut left over.
pub(super) fn first(run: &str, lang: Lang, is_tail: bool) -> Option<Joint> {
    let is_acronym = !is_tail && is_acronym(run);
    run.char_indices().find_map(|(at, c)| {
        let after = at + c.len_utf8();
        match c {
            '.' | ':' | '·' | '‧' if !is_acronym => at_stop(run, at, after),
            _ if is_apostrophe(c) && lang == Lang::Fr => at_elision(run, at, after),
            _ if is_apostrophe(c) => at_possessive(run, at, after),
            _ => None,
        }
    })
}

/// `S.A.V`: single letters only.
fn is_acronym(run: &str) -> bool {
    run.split('.').all(|part| part.chars().count() == 1)
}

fn at_stop(run: &str, at: usize, after: usize) -> Option<Joint> {
    let before = run[..at].chars().next_back()?;
    let next = run[after..].chars().next()?;
    (before.is_alphabetic() && next.is_alphabetic()).then_some(Joint {
        head: at,
        tail: after,
    })
}

fn at_elision(run: &str, at: usize, after: usize) -> Option<Joint> {
    let (head, tail) = (&run[..at], &run[after..]);
    let is_one = GROWN_TOGETHER.iter().any(|(first, second)| {
        head.eq_ignore_ascii_case(first) && tail.eq_ignore_ascii_case(second)
    });
    (is_elided(head) && !is_one).then_some(Joint {
        head: after,
        tail: after,
    })
}

fn at_possessive(run: &str, at: usize, after: usize) -> Option<Joint> {
    let (head, tail) = (&run[..at], &run[after..]);
    let is_verb = BEFORE_IS.iter().any(|word| head.eq_ignore_ascii_case(word));
    (tail.eq_ignore_ascii_case("s") && !head.is_empty() && !is_verb).then_some(Joint {
        head: at,
        tail: run.len(),
    })
}

/// The length of the apostrophe that `rest` begins with, when `word` is elided.
pub(super) fn apostrophe_of_elision(word: &str, rest: &str) -> Option<usize> {
    let next = rest.chars().next()?;
    let is_written = is_apostrophe(next) || matches!(next, '´' | '`' | '′');
    (is_written && is_elided(word)).then_some(next.len_utf8())
}

/// Words written with a hyphen, of which neither half is one.
const ONE_WORD: &[(&str, &str)] = &[
    ("rendez", "vous"),
    ("wi", "fi"),
    ("hi", "fi"),
    ("e", "mail"),
    ("e", "mails"),
];

/// How far `rest` belongs to `word`: `rendez` and `-vous` are one noun.
pub(super) fn second_half(word: &str, rest: &str) -> Option<usize> {
    let half = rest.strip_prefix(['-', '‐', '‑'])?;
    let end = half
        .find(|c: char| !c.is_ascii_alphabetic())
        .unwrap_or(half.len());
    let is_one = ONE_WORD.iter().any(|(first, second)| {
        word.eq_ignore_ascii_case(first) && half[..end].eq_ignore_ascii_case(second)
    });
    is_one.then_some(rest.len() - half.len() + end)
}

fn is_elided(word: &str) -> bool {
    ELIDED
        .iter()
        .any(|elided| word.eq_ignore_ascii_case(elided))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇')
}
