//! Bytes as text, two digits each: how ids, pseudonyms and digests are shown.

use std::fmt::Write;

/// Writes each byte as two lower-case digits.
///
/// ```
/// assert_eq!(vigie::hex::hex(&[0, 10, 255]), "000aff");
/// ```
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
