//! Bytes of an export to text: UTF-8, UTF-16 with a mark, or Windows-1252.

use std::borrow::Cow;

/// The text of `bytes`. A byte order mark decides; without one, what is not
/// UTF-8 is Windows-1252, in which every byte means something: this never
/// fails and never loses a letter of a French export.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => one_byte_or_utf8(rest),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => one_byte_or_utf8(bytes),
    }
}

fn one_byte_or_utf8(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => bytes.iter().copied().map(windows_1252).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Cow<'static, str> {
    let units = bytes.as_chunks::<2>().0.iter().map(|&pair| unit(pair));
    char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Windows-1252 as WHATWG's Encoding Standard reads it: the five bytes without
/// a letter are control characters.
fn windows_1252(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => FROM_80[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes), expected);
    }

    #[test]
    fn marks_decide_and_are_dropped() {
        check(b"\xef\xbb\xbf\xc3\xa9t\xc3\xa9", "été");
        check(b"\xff\xfe\xe9\x00t\x00", "ét");
        check(b"\xfe\xff\x00\xe9\x00t", "ét");
    }

    #[test]
    fn what_is_not_utf8_is_windows_1252() {
        check("réclamé".as_bytes(), "réclamé");
        check(
            b"r\xe9clam\xe9 12 \x80 l\x92\x9cuvre",
            "réclamé 12 € l’œuvre",
        );
    }

    #[test]
    fn half_a_unit_is_no_panic() {
        check(b"\xff\xfe\xe9", "");
        check(b"\xff\xfe\x00\xd8a\x00", "\u{fffd}a");
    }
}
