//! A number as it is written: its characters, and how they are grouped.

use crate::text::fold::is_invisible;

/// No number that is looked for has more characters, its neighbours included.
const ROOM: usize = 64;

/// How far apart two groups of a number may be, in characters.
const WIDEST_GAP: usize = 4;

/// What stands between two groups of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    Space,
    Dot,
    Dash,
    Slash,
    Underscore,
    /// A bracket, with whatever is around it: `(0)`, `) `.
    Bracket,
}

/// A letter or digit of the number.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// `0`-`9` or `A`-`Z`.
    value: u8,
    /// Where the character ends in the text, in bytes.
    end: usize,
    /// What stands before it, when it begins a group.
    gap: Option<Gap>,
}

/// Letters and digits from a place in a text on, over gaps of one kind or another.
pub(super) struct Reading {
    places: Vec<Place>,
    /// Where the number of digits at its beginning ends.
    digits: usize,
}

/// A group of digits before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Before {
    pub(super) gap: Gap,
    pub(super) width: usize,
    pub(super) is_digits: bool,
    /// Where the group begins, in bytes.
    pub(super) start: usize,
}

impl Reading {
    /// Reads from `start`, which is the beginning of a group.
    pub(super) fn new(text: &str, start: usize) -> Reading {
        let mut places = Vec::with_capacity(ROOM);
        let mut between = Between::default();
        for (at, c) in text[start..].char_indices() {
            if let Some(value) = value(c) {
                let gap = between.take();
                places.push(Place {
                    value,
                    end: start + at + c.len_utf8(),
                    gap,
                });
            } else if !is_invisible(c) && !between.takes(c) {
                break;
            }
            if places.len() == ROOM {
                break;
            }
        }
        let digits = places
            .iter()
            .take_while(|place| place.value.is_ascii_digit())
            .count();
        Reading { places, digits }
    }

    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// How many digits it begins with.
    pub(super) fn digits(&self) -> usize {
        self.digits
    }

    pub(super) fn value(&self, at: usize) -> u8 {
        self.places.get(at).map_or(0, |place| place.value)
    }

    pub(super) fn values(&self, from: usize, to: usize) -> Vec<u8> {
        self.places[from..to]
            .iter()
            .map(|place| place.value)
            .collect()
    }

    /// Where the first `n` characters end in the text, in bytes.
    pub(super) fn end(&self, n: usize) -> usize {
        self.places[n - 1].end
    }

    /// Whether a group ends after `n` characters.
    pub(super) fn is_cut(&self, n: usize) -> bool {
        n > 0 && n <= self.len() && self.gap(n).is_some() || n == self.len()
    }

    /// The gap before character `at`, when it begins a group.
    pub(super) fn gap(&self, at: usize) -> Option<Gap> {
        self.places.get(at).and_then(|place| place.gap)
    }

    /// The widths of the groups that the first `n` characters are in.
    pub(super) fn widths(&self, n: usize) -> Vec<usize> {
        let mut widths = vec![0];
        for place in 0..n {
            if place > 0 && self.gap(place).is_some() {
                widths.push(0);
            }
            if let Some(last) = widths.last_mut() {
                *last += 1;
            }
        }
        widths
    }

    /// Whether the first `n` characters are in groups of one width, the last perhaps shorter.
    pub(super) fn is_in_equal_groups(&self, n: usize) -> bool {
        let widths = self.widths(n);
        let (first, last) = (widths[0], widths[widths.len() - 1]);
        widths[..widths.len() - 1]
            .iter()
            .all(|width| *width == first)
            && last <= first
    }

    /// The gaps between the first `n` characters.
    pub(super) fn gaps(&self, n: usize) -> Vec<Gap> {
        (1..n).filter_map(|at| self.gap(at)).collect()
    }

    /// How many digits the group has that begins at `at`; 0 when there is none.
    pub(super) fn width_at(&self, at: usize) -> usize {
        let group = (at..self.digits).take_while(|&place| place == at || self.gap(place).is_none());
        group.count()
    }
}

/// The group that `before` ends with, if it and what follows may be one number.
pub(super) fn group_before(before: &str) -> Option<Before> {
    let mut between = Between::default();
    let mut group = None;
    for (at, c) in before.char_indices().rev() {
        if is_invisible(c) {
            continue;
        }
        if c.is_alphanumeric() {
            let is_digit = value(c).is_some_and(|value| value.is_ascii_digit());
            let gap = match &group {
                None => between.take()?,
                Some(Before { gap, .. }) => *gap,
            };
            let known = group.unwrap_or(Before {
                gap,
                width: 0,
                is_digits: true,
                start: at,
            });
            group = Some(Before {
                width: known.width + 1,
                is_digits: known.is_digits && is_digit,
                start: at,
                ..known
            });
        } else if group.is_some() || !between.takes(c) {
            break;
        }
    }
    group
}

/// The characters between two groups, as far as they are read.
#[derive(Default)]
struct Between {
    length: usize,
    gap: Option<Gap>,
}

impl Between {
    /// Whether `c` may stand in a gap after what is there.
    fn takes(&mut self, c: char) -> bool {
        let Some(gap) = gap(c) else { return false };
        self.length += 1;
        let joined = match (self.gap, gap) {
            (None, gap) | (Some(Gap::Space), gap) => gap,
            (Some(_), Gap::Bracket) | (Some(Gap::Bracket), _) => Gap::Bracket,
            (Some(mark), Gap::Space) => mark,
            (Some(_), _) => return false,
        };
        self.gap = Some(joined);
        self.length <= WIDEST_GAP
    }

    /// What a character that begins a group finds before it; the next gap begins anew.
    fn take(&mut self) -> Option<Gap> {
        std::mem::take(self).gap
    }
}

fn gap(c: char) -> Option<Gap> {
    Some(match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => return None,
        '.' | '·' | '•' | '．' => Gap::Dot,
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '−' | '－' => Gap::Dash,
        '/' | '／' => Gap::Slash,
        '_' => Gap::Underscore,
        '(' | ')' | '[' | ']' | '（' | '）' => Gap::Bracket,
        space if space.is_whitespace() => Gap::Space,
        _ => return None,
    })
}

/// A Latin letter or a digit, plain or full-width, as `A`-`Z` or `0`-`9`.
pub(super) fn value(c: char) -> Option<u8> {
    let plain = match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0)?,
        _ => c,
    };
    let byte = u8::try_from(plain).ok()?;
    byte.is_ascii_alphanumeric()
        .then(|| byte.to_ascii_uppercase())
}
