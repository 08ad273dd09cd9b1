//! Personal data out of a text before anything is kept.
//!
//! E-mail addresses, phone numbers, IBANs, payment cards and French social
//! security numbers (NIR) give way to placeholders. Where a number has check
//! digits they decide: an order number of sixteen digits stays. A number is
//! masked whole or not at all. One pass, linear in the length of the text.

mod calling_codes;
mod card;
mod email;
mod iban;
mod neighbours;
mod nir;
mod numbers;
mod phone;
mod reading;

use std::borrow::Cow;
use std::ops::Range;

use numbers::Numbers;

/// What stands for masked data; none of them is a word.
pub const PLACEHOLDERS: [&str; 5] = ["[email]", "[phone]", "[iban]", "[card]", "[nir]"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Email,
    Phone,
    Iban,
    Card,
    Nir,
}

/// Personal data of one kind, where it lies in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Finding {
    kind: Kind,
    span: Range<usize>,
}

impl Kind {
    fn placeholder(self) -> &'static str {
        PLACEHOLDERS[self as usize]
    }
}

/// `text` with personal data replaced by [`PLACEHOLDERS`]; borrowed when there is none.
pub fn mask(text: &str) -> Cow<'_, str> {
    let mut masked = String::new();
    let mut done = 0;
    for finding in findings(text) {
        masked.push_str(&text[done..finding.span.start]);
        masked.push_str(finding.kind.placeholder());
        done = finding.span.end;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    masked.push_str(&text[done..]);
    Cow::Owned(masked)
}

/// Whether [`mask`] would replace anything in `text`.
pub fn has_personal_data(text: &str) -> bool {
    !findings(text).is_empty()
}

/// Everything personal in `text`, in order, apart.
fn findings(text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    if !may_hold_any(text) {
        return found;
    }
    let mut from = 0;
    for span in email::all(text) {
        found.extend(Numbers::new(text, from..span.start));
        from = span.end;
        found.push(Finding {
            kind: Kind::Email,
            span,
        });
    }
    found.extend(Numbers::new(text, from..text.len()));
    found
}

/// Whether a digit or an at sign is there, also a full-width one; most texts have neither.
fn may_hold_any(text: &str) -> bool {
    /// `EF` begins every full-width form in UTF-8.
    const FULL_WIDTH: u8 = 0xef;
    text.as_bytes().chunks(64).any(|chunk| {
        let hit = |byte: &u8| byte.is_ascii_digit() || *byte == b'@' || *byte == FULL_WIDTH;
        chunk.iter().fold(false, |any, byte| any | hit(byte))
    })
}

#[cfg(test)]
mod tests;
