//! Bytes of an export to text: UTF-8, UTF-16 with a mark, or Windows-1252.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text of `bytes`. A byte order mark decides; without one, what is not
/// UTF-8 is Windows-1252, in which every byte means something: this never
/// fails and never loses a letter of a French export.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let bytes = &bytes[mark..];
    if encoding != UTF_8 {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    UTF_8
        .decode_without_bom_handling_and_without_replacement(bytes)
        .unwrap_or_else(|| WINDOWS_1252.decode_without_bom_handling(bytes).0)
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
        check(b"", "");
    }

    #[test]
    fn what_is_not_utf8_is_windows_1252() {
        check("réclamé".as_bytes(), "réclamé");
        check(
            b"r\xe9clam\xe9 12 \x80 l\x92\x9cuvre",
            "réclamé 12 € l’œuvre",
        );
        check(b"\xef\xbb\xbf\xe9t\xe9", "été");
    }

    #[test]
    fn half_a_unit_is_no_panic() {
        check(b"\xff\xfe\xe9", "\u{fffd}");
        check(b"\xff\xfe\x00\xd8a\x00", "\u{fffd}a");
    }
}
