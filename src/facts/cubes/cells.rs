//! The cells of a KPI on one day, or in one month, as bytes: one behind the other they
//! add up.

use std::collections::BTreeMap;

use super::Sums;
use super::sums::{NAMED, SAME};
use crate::facts::bytes::{put, take};
use crate::period::Millis;

/// What the rows of a cell share beside their day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// The number of their crossing of dimensions.
    pub(super) crossing: u32,
    /// When all of them can be judged; 0: at once.
    pub(super) judged_by: Millis,
    /// Whose they are, or which value they give, where the KPI tells these apart; else 0.
    pub(super) name: u64,
}

/// The cells of one day or month, in order.
pub(super) type Cells = BTreeMap<Place, Sums>;

/// Writes cells in order, but for those of nothing. One begins with what is other than in
/// the one before.
pub(super) fn written<'s>(cells: impl IntoIterator<Item = (Place, &'s Sums)>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut before: Option<Place> = None;
    for (place, sums) in cells {
        if sums.is_nothing() {
            continue;
        }
        let same = before.filter(|before| {
            (before.crossing, before.judged_by) == (place.crossing, place.judged_by)
        });
        let named = if place.name == 0 { 0 } else { NAMED };
        bytes.push(sums.form() | named | same.map_or(0, |_| SAME));
        if same.is_none() {
            put(&mut bytes, i64::from(place.crossing));
            put(&mut bytes, place.judged_by);
        }
        if named > 0 {
            let last = same.map_or(0, |before| before.name);
            put(&mut bytes, place.name.wrapping_sub(last) as i64);
        }
        sums.put(&mut bytes);
        before = Some(place);
    }
    bytes
}

/// Goes over cells; bytes that end early give what they hold.
pub(super) fn read(bytes: &[u8]) -> impl Iterator<Item = (Place, Sums)> {
    let mut rest = bytes;
    let mut place = Place::default();
    std::iter::from_fn(move || {
        let (form, behind) = rest.split_first()?;
        rest = behind;
        if form & SAME == 0 {
            place = Place {
                crossing: u32::try_from(take(&mut rest)?).ok()?,
                judged_by: take(&mut rest)?,
                name: 0,
            };
        }
        if form & NAMED != 0 {
            place.name = place.name.wrapping_add(take(&mut rest)? as u64);
        }
        Some((place, Sums::take(*form, &mut rest)?))
    })
}

/// Whether cells tell names apart.
pub(super) fn are_named(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|form| form & NAMED != 0)
}

/// Adds up what lies behind one another.
pub(super) fn summed(bytes: &[u8]) -> Cells {
    let mut cells = Cells::new();
    for (place, sums) in read(bytes) {
        cells.entry(place).or_default().add(&sums);
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::cubes::sums::Number;
    use arbtest::arbitrary::{Result, Unstructured};

    fn cells(u: &mut Unstructured<'_>) -> Result<Cells> {
        let mut cells = Cells::new();
        for _ in 0..u.int_in_range(0..=6)? {
            let place = Place {
                crossing: u.int_in_range(0..=2)?,
                judged_by: u.int_in_range(0..=1)?,
                name: *u.choose(&[0, 1, 300, u64::MAX])?,
            };
            let (num, den) = (u.int_in_range(-1..=2)?, u.int_in_range(0..=1)?);
            let sums = cells.entry(place).or_default();
            sums.add_row(Number::Whole(num), Number::Whole(den));
        }
        Ok(cells)
    }

    fn bytes(cells: &Cells) -> Vec<u8> {
        written(cells.iter().map(|(place, sums)| (*place, sums)))
    }

    #[test]
    fn cells_behind_one_another_add_up_and_are_read_as_they_were_written() {
        arbtest::arbtest(|u| {
            let (one, other) = (cells(u)?, cells(u)?);
            let mut expected = one.clone();
            for (place, sums) in &other {
                expected.entry(*place).or_default().add(sums);
            }
            let both = [bytes(&one), bytes(&other)].concat();
            assert_eq!(summed(&both), expected);
            assert_eq!(summed(&bytes(&expected)), expected);
            Ok(())
        });
    }

    #[test]
    fn broken_bytes_do_no_harm() {
        arbtest::arbtest(|u| {
            let bytes: Vec<u8> = u.arbitrary()?;
            read(&bytes).for_each(drop);
            Ok(())
        });
    }
}
