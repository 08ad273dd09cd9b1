//! What lies beside a number without check digits, and may make it a part of a longer one.

use super::reading::{Before, Gap, Reading, group_before};

/// Whether what is before and after is not more of the same number.
pub(super) fn stands_alone(reading: &Reading, length: usize, before: &str) -> bool {
    let previous = group_before(before);
    match reading.widths(length).as_slice() {
        [_] => !is_in_reference(reading, length, before, previous),
        [2, 1, 2, 2, 2, 2] => is_alone_in_pairs(reading, length, before),
        pairs if pairs.iter().all(|width| *width == 2) => {
            is_alone_in_pairs(reading, length, before)
        }
        widths => {
            !goes_on_before(reading, widths, previous) && !goes_on_after(reading, widths, length)
        }
    }
}

/// The group before is as wide as the first two, and parted like them.
fn goes_on_before(reading: &Reading, widths: &[usize], previous: Option<Before>) -> bool {
    previous.is_some_and(|group| {
        let is_alike = group.is_digits && group.width == widths[0] && widths[0] == widths[1];
        is_alike && Some(group.gap) == reading.gap(widths[0])
    })
}

/// The group after is as wide as the last two, and parted like them.
fn goes_on_after(reading: &Reading, widths: &[usize], length: usize) -> bool {
    let last = widths[widths.len() - 1];
    let is_alike = reading.width_at(length) == last && widths[widths.len() - 2] == last;
    is_alike && reading.gap(length) == reading.gap(length - last)
}

/// `CMD-0123456789`, `2024/0123456789`, `#0123456789`: one piece of a longer name.
fn is_in_reference(
    reading: &Reading,
    length: usize,
    before: &str,
    previous: Option<Before>,
) -> bool {
    let is_tight = before.ends_with(|c: char| !c.is_whitespace());
    let named = previous.is_some_and(|group| match group.gap {
        Gap::Dash | Gap::Underscore => is_tight,
        Gap::Dot | Gap::Slash => is_tight && group.is_digits,
        Gap::Space | Gap::Bracket => false,
    });
    let goes_on = matches!(reading.gap(length), Some(Gap::Dash | Gap::Underscore))
        && reading.width_at(length) > 0
        && reading.width_at(length) != length;
    named || goes_on || before.ends_with('#')
}

/// Digits stand before that `00` would be in the middle of: a pair, or with more than spaces between.
pub(super) fn is_linked(before: &str) -> bool {
    group_before(before)
        .is_some_and(|group| group.is_digits && (group.gap != Gap::Space || group.width == 2))
}

/// Pairs on both sides, or two and more on one, make a longer number, unless they are phone numbers too.
fn is_alone_in_pairs(reading: &Reading, length: usize, before: &str) -> bool {
    let gap = reading.gaps(length).last().copied();
    let before = pairs_before(before, gap);
    let mut after = 0;
    while reading.width_at(length + 2 * after) == 2 && reading.gap(length + 2 * after) == gap {
        after += 1;
    }
    let is_rest = |at| reading.width_at(at) == 1 && reading.gap(at) == gap;
    if before == 1 && is_rest(length + 2 * after) {
        return false;
    }
    let next_is_phone =
        after >= 5 && reading.value(length) == b'0' && reading.value(length + 1) != b'0';
    before + after <= 1 || (before == 0 && next_is_phone)
}

/// How many pairs of digits stand before, up to 2, apart by `gap`.
fn pairs_before(text: &str, gap: Option<Gap>) -> usize {
    let is_pair = |group: &Before| group.is_digits && group.width == 2 && Some(group.gap) == gap;
    let Some(first) = group_before(text).filter(is_pair) else {
        return 0;
    };
    1 + usize::from(group_before(&text[..first.start]).is_some_and(|second| is_pair(&second)))
}

/// `12/05/2024 …`, `12 05 2024 …`: what looks like a beginning is a month.
pub(super) fn begins_in_date(reading: &Reading, before: &str) -> bool {
    let is_month = reading.width_at(0) == 2 && reading.value(0) <= b'1';
    let is_year = reading.width_at(2) == 4
        && matches!(
            [reading.value(2), reading.value(3)],
            [b'1', b'9'] | [b'2', b'0']
        );
    let gap = reading.gap(2);
    let follows_day = group_before(before).is_some_and(|day| {
        day.is_digits
            && day.width <= 2
            && (is_year || (day.gap == Gap::Slash && gap != Some(Gap::Slash)))
    });
    is_month && follows_day
}
