//! One spelling for what a reader takes as the same word.
//!
//! Lower case, accents removed (compatibility decomposition, marks dropped),
//! ligatures opened, typographic apostrophes and hyphens made plain. Folding
//! twice changes nothing.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The folded form of `text`: `Œuvre d’Été` becomes `oeuvre d'ete`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut folded);
    }
    folded
}

fn fold_char(c: char, folded: &mut String) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
    } else if let Some(plain) = written_plainly(c) {
        folded.push_str(plain);
    } else {
        decompose(c, folded);
    }
}

/// Decomposes, then lowers; what lowering brought up (`ẞ` to `ß`) is folded again.
fn decompose(c: char, folded: &mut String) {
    for part in std::iter::once(c).nfkd().filter(|&part| !is_dropped(part)) {
        for lower in part.to_lowercase().filter(|&lower| !is_dropped(lower)) {
            if lower == c {
                folded.push(lower);
            } else {
                fold_char(lower, folded);
            }
        }
    }
}

/// Marks, and characters that are there but not seen (soft hyphen, zero width).
fn is_dropped(c: char) -> bool {
    is_combining_mark(c) || is_invisible(c)
}

/// Characters without a shape of their own, which copied text is full of.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// What has no decomposition in Unicode, or not the one a reader expects.
fn written_plainly(c: char) -> Option<&'static str> {
    Some(match c {
        'œ' | 'Œ' => "oe",
        'æ' | 'Æ' => "ae",
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' => "d",
        'ł' | 'Ł' => "l",
        'ı' => "i",
        'ς' => "σ",
        '’' | '‘' | '‛' | 'ʼ' | '′' | '´' => "'",
        '‐' | '‑' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text), expected);
    }

    #[test]
    fn case_accents_and_ligatures_are_folded() {
        check("ÉTÉ", "ete");
        check("Größe", "grosse");
        check("ﬁn", "fin");
        check("Œuvre", "oeuvre");
        check("CŒUR ÆQUO", "coeur aequo");
        check("ça", "ca");
        check("cafe\u{301}", "cafe");
        check("naïve", "naive");
        check("ＲＩＢ", "rib");
    }

    #[test]
    fn apostrophes_hyphens_and_spaces_become_plain() {
        check(
            "l’histoire l‘histoire l´histoire",
            "l'histoire l'histoire l'histoire",
        );
        check("rendez‑vous", "rendez-vous");
        check("1\u{202f}000\u{a0}€", "1 000 €");
    }

    #[test]
    fn what_cannot_be_seen_is_dropped() {
        check("rési\u{ad}lier\u{200b}\u{feff}", "resilier");
    }

    #[test]
    fn folding_twice_changes_nothing_for_any_letter() {
        let letters = ('\u{3100}'..=char::MAX).filter(|c| c.is_alphanumeric());
        for c in ('\0'..'\u{3100}').chain(letters) {
            let once = fold(c.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "U+{:04X}", c as u32);
            assert_eq!(once.to_lowercase(), once, "U+{:04X}", c as u32);
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
