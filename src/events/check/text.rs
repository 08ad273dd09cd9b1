//! What every text of an event must be: short enough, without NUL, masked.

use std::borrow::Cow;

use crate::events::rejection::{Code, Rejection};
use crate::text::mask::mask;

/// Bytes of a name or a short text.
pub(super) const MAX_TEXT: usize = 4 << 10;

/// Bytes of what people write at length.
pub(super) const MAX_LONG_TEXT: usize = 64 << 10;

pub(super) fn masked(text: String) -> String {
    match mask(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(masked) => masked,
    }
}

pub(super) fn fits(text: &str, name: &str, most: usize) -> Result<(), Rejection> {
    if text.contains('\0') {
        let message = format!("`{name}` holds a NUL character");
        return Err(Rejection::new(Code::Nul, message));
    }
    if text.len() > most {
        let message = format!("`{name}` is longer than {} KiB", most >> 10);
        return Err(Rejection::new(Code::TooLong, message));
    }
    Ok(())
}
