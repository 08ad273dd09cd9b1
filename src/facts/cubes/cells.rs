//! The cells of a KPI on one day, or in one month, as bytes: one behind the other they
//! add up.

use std::collections::BTreeMap;

use super::Sums;
use crate::facts::bytes::{put, take};
use crate::period::Millis;

/// What the rows of a cell share beside their day: the number of their crossing of
/// dimensions, and when all of them can be judged (0: at once).
pub(super) type Place = (u32, Millis);

/// The cells of one day or month, in order.
pub(super) type Cells = BTreeMap<Place, Sums>;

/// Writes cells in order, but for those of nothing.
pub(super) fn written<'s>(cells: impl IntoIterator<Item = (Place, &'s Sums)>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for ((crossing, judged_by), sums) in cells {
        if !sums.is_nothing() {
            put(&mut bytes, i64::from(crossing));
            put(&mut bytes, judged_by);
            sums.put(&mut bytes);
        }
    }
    bytes
}

/// Goes over cells; bytes that end early give what they hold.
pub(super) fn read(bytes: &[u8]) -> impl Iterator<Item = (Place, Sums)> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let crossing = u32::try_from(take(&mut rest)?).ok()?;
        let judged_by = take(&mut rest)?;
        Some(((crossing, judged_by), Sums::take(&mut rest)?))
    })
}

/// Adds up what lies behind one another.
pub(super) fn summed(bytes: &[u8]) -> Cells {
    let mut cells = Cells::new();
    for (place, sums) in read(bytes) {
        cells.entry(place).or_default().add(&sums);
    }
    cells
}
