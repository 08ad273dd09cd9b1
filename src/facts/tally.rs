//! Counts under names, as bytes: one tally behind another is their sum.
//!
//! An entry is a name, its counts, and lists of other names with a count each.
//! Counts may be negative, so that a change is a tally too. A *settled* tally
//! has each name once, in order, and nothing that counts zero: equal sums are
//! then equal bytes.

use std::marker::PhantomData;

use super::bytes::{put, put_name, take, take_name};

/// What the entries of a tally hold.
pub(super) trait Shape {
    type Counts: AsRef<[i64]> + AsMut<[i64]> + Copy + Default;
    /// How many lists follow the counts.
    const LISTS: usize;
}

/// One name's entry, as it lies in the bytes.
pub(super) struct Entry<'b, S: Shape> {
    pub(super) name: &'b [u8],
    pub(super) counts: S::Counts,
    lists: &'b [u8],
    whole: &'b [u8],
}

/// Names with their counts.
pub(super) type List<'b> = Vec<(&'b [u8], i64)>;

/// A sum on its way: settled now and then, so that it stays small.
pub(super) struct Tally<S> {
    bytes: Vec<u8>,
    settled: usize,
    shape: PhantomData<S>,
}

impl<S> Default for Tally<S> {
    fn default() -> Tally<S> {
        Tally {
            bytes: Vec::new(),
            settled: 0,
            shape: PhantomData,
        }
    }
}

impl<S: Shape> Tally<S> {
    /// Below this many bytes settling is not worth its while; there are tens of thousands
    /// of slices, so it must not be many.
    const SMALL: usize = 512;

    /// Adds an entry; its lists, as many as the shape says, name nothing twice.
    pub(super) fn push(&mut self, name: &[u8], counts: &S::Counts, lists: &[List<'_>]) {
        put_entry(&mut self.bytes, name, counts.as_ref(), lists);
        self.settle_if_large();
    }

    /// Adds another tally, or takes it away (`sign` -1).
    pub(super) fn add(&mut self, other: &[u8], sign: i64) {
        if sign == 1 {
            self.bytes.extend_from_slice(other);
        } else {
            for entry in entries::<S>(other) {
                self.add_entry(&entry, sign);
            }
        }
        self.settle_if_large();
    }

    fn add_entry(&mut self, entry: &Entry<'_, S>, sign: i64) {
        let mut counts = entry.counts;
        for count in counts.as_mut() {
            *count = count.wrapping_mul(sign);
        }
        let mut lists = vec![List::new(); S::LISTS];
        entry.read_lists(&mut lists);
        for (_, count) in lists.iter_mut().flatten() {
            *count = count.wrapping_mul(sign);
        }
        put_entry(&mut self.bytes, entry.name, counts.as_ref(), &lists);
    }

    fn settle_if_large(&mut self) {
        if self.bytes.len() > 2 * self.settled.max(Self::SMALL) {
            self.bytes = settled::<S>(&self.bytes);
            self.bytes.shrink_to_fit();
            self.settled = self.bytes.len();
        }
    }

    /// The settled sum; empty if nothing is left.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        settled::<S>(&self.bytes)
    }
}

impl<'b, S: Shape> Entry<'b, S> {
    /// Adds the lists behind those given; bytes that end early give what they hold.
    pub(super) fn read_lists(&self, lists: &mut [List<'b>]) {
        let mut rest = self.lists;
        for list in lists {
            let length = take(&mut rest).unwrap_or(0);
            for _ in 0..length {
                let Some(pair) = take_name(&mut rest).zip(take(&mut rest)) else {
                    return;
                };
                list.push(pair);
            }
        }
    }

    /// Whether nothing was counted, as far as the counts say.
    pub(super) fn is_zero(counts: &S::Counts) -> bool {
        counts.as_ref().iter().all(|count| *count == 0)
    }
}

/// The entries of a tally, settled or not; bytes that end early give what they hold.
pub(super) fn entries<S: Shape>(bytes: &[u8]) -> impl Iterator<Item = Entry<'_, S>> {
    let mut rest = bytes;
    std::iter::from_fn(move || take_entry(&mut rest))
}

fn take_entry<'b, S: Shape>(rest: &mut &'b [u8]) -> Option<Entry<'b, S>> {
    let before = *rest;
    let mut inside = take_name(rest)?;
    let whole = &before[..before.len() - rest.len()];
    let name = take_name(&mut inside)?;
    let mut counts = S::Counts::default();
    for count in counts.as_mut() {
        *count = take(&mut inside)?;
    }
    Some(Entry {
        name,
        counts,
        lists: inside,
        whole,
    })
}

fn put_entry(bytes: &mut Vec<u8>, name: &[u8], counts: &[i64], lists: &[List<'_>]) {
    let mut entry = Vec::new();
    put_name(&mut entry, name);
    for count in counts {
        put(&mut entry, *count);
    }
    for list in lists {
        put(&mut entry, list.len() as i64);
        for (name, count) in list {
            put_name(&mut entry, name);
            put(&mut entry, *count);
        }
    }
    // With its length before it an entry can be passed over, or copied, unread.
    put_name(bytes, &entry);
}

/// The same sum with each name once, in order.
pub(super) fn settled<S: Shape>(bytes: &[u8]) -> Vec<u8> {
    let mut sorted: Vec<Entry<'_, S>> = entries(bytes).collect();
    // Stable, because that is fast where sorted tallies lie behind one another.
    sorted.sort_by_key(|entry| entry.name);
    let mut settled = Vec::with_capacity(bytes.len());
    let mut lists = vec![List::new(); S::LISTS];
    for same in sorted.chunk_by(|one, other| one.name == other.name) {
        match same {
            [entry] => settled.extend_from_slice(entry.whole),
            same => put_sum(&mut settled, same, &mut lists),
        }
    }
    settled
}

/// Writes the sum of entries of one name; `lists` only lends its room.
fn put_sum<'b, S: Shape>(bytes: &mut Vec<u8>, same: &[Entry<'b, S>], lists: &mut [List<'b>]) {
    let mut counts = S::Counts::default();
    lists.iter_mut().for_each(Vec::clear);
    for entry in same {
        for (sum, count) in counts.as_mut().iter_mut().zip(entry.counts.as_ref()) {
            *sum = sum.wrapping_add(*count);
        }
        entry.read_lists(lists);
    }
    lists.iter_mut().for_each(add_up);
    if !Entry::<S>::is_zero(&counts) || lists.iter().any(|list| !list.is_empty()) {
        put_entry(bytes, same[0].name, counts.as_ref(), lists);
    }
}

/// Makes one pair of those of the same name, and none where nothing is left.
fn add_up(list: &mut List<'_>) {
    list.sort_by_key(|(name, _)| *name);
    list.dedup_by(|next, first| {
        let is_same = next.0 == first.0;
        if is_same {
            first.1 = first.1.wrapping_add(next.1);
        }
        is_same
    });
    list.retain(|(_, count)| *count != 0);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use arbtest::arbitrary::{Result, Unstructured};

    #[derive(Debug)]
    struct Small;

    impl Shape for Small {
        type Counts = [i64; 2];
        const LISTS: usize = 2;
    }

    fn some(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
        let mut tally = Tally::<Small>::default();
        for _ in 0..u.int_in_range(0..=6)? {
            let name = *u.choose(&["a", "b", "été"])?;
            let list = vec![(*u.choose(&[&b"x"[..], b"y"])?, u.int_in_range(1..=70)?)];
            tally.push(
                name.as_bytes(),
                &[1, u.int_in_range(-1..=1)?],
                &[list, vec![]],
            );
        }
        Ok(tally.into_bytes())
    }

    fn sum(parts: &[(&[u8], i64)]) -> Vec<u8> {
        let mut tally = Tally::<Small>::default();
        for (part, sign) in parts {
            tally.add(part, *sign);
        }
        tally.into_bytes()
    }

    #[test]
    fn sums_do_not_depend_on_order_and_what_is_taken_away_leaves_nothing() {
        arbtest::arbtest(|u| {
            let (one, two, three) = (some(u)?, some(u)?, some(u)?);
            let all = sum(&[(&one, 1), (&two, 1), (&three, 1)]);
            assert_eq!(sum(&[(&three, 1), (&sum(&[(&two, 1), (&one, 1)]), 1)]), all);
            let rest = sum(&[(&all, 1), (&two, -1)]);
            assert_eq!(rest, sum(&[(&one, 1), (&three, 1)]));
            assert_eq!(sum(&[(&rest, 1), (&one, -1), (&three, -1)]), b"");
            Ok(())
        });
    }

    #[test]
    fn a_large_sum_is_settled_on_the_way() {
        let mut tally = Tally::<Small>::default();
        for _ in 0..10_000 {
            tally.push(b"a", &[1, 0], &[vec![(b"x", 1)], vec![]]);
            assert!(tally.bytes.len() <= 2 * Tally::<Small>::SMALL);
        }
        let bytes = tally.into_bytes();
        let [entry] = &entries::<Small>(&bytes).collect::<Vec<_>>()[..] else {
            panic!("one name, one entry");
        };
        assert_eq!((entry.name, entry.counts), (&b"a"[..], [10_000, 0]));
    }

    #[test]
    fn broken_bytes_do_no_harm() {
        arbtest::arbtest(|u| {
            let bytes: Vec<u8> = u.arbitrary()?;
            sum(&[(&bytes, 1), (&bytes, -1)]);
            Ok(())
        });
    }
}
