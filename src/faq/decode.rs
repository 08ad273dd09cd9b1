//! Bytes of a file to text. Spreadsheets still write Windows-1252, and other
//! tools put a byte order mark in front: neither is the reader's fault.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text of `bytes`: by its byte order mark if there is one (UTF-8,
/// UTF-16), else UTF-8, else Windows-1252, in which every byte is a character.
pub(super) fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return text.into_owned();
    }
    UTF_8
        .decode_without_bom_handling_and_without_replacement(bytes)
        .unwrap_or_else(|| WINDOWS_1252.decode_without_bom_handling(bytes).0)
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes), expected);
    }

    #[test]
    fn each_encoding_a_spreadsheet_writes_is_read() {
        check("été".as_bytes(), "été");
        check(b"\xEF\xBB\xBFid", "id");
        check(b"\xE9t\xE9 \x80 \x9Cn\x9C", "été € œnœ");
        check(b"\xFF\xFEi\0d\0", "id");
        check(b"", "");
    }
}
