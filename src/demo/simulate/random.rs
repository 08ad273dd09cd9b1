//! A small generator of repeatable chance.
//!
//! SplitMix64 after Steele, Lea and Flood (2014), "Fast Splittable Pseudorandom
//! Number Generators", OOPSLA; constants of Vigna's public domain `splitmix64.c`.
//! Whole numbers only, so that every machine makes the same events.

pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Random(seed)
    }

    /// A generator for one thing among many, whatever came before it.
    pub(super) fn of(seed: u64, thing: u64) -> Self {
        Random(Random(seed ^ thing.wrapping_mul(0xD6E8_FEB8_6659_FD93)).next())
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `end - 1`; 0 when `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        // Multiply and shift: for counts far below 2^32 the bias is far below
        // anything a count of events could show.
        (((self.next() >> 32) * end as u64) >> 32) as usize
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as usize) as i64
    }

    /// True `per_mille` times in a thousand.
    pub(super) fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille as usize
    }

    pub(super) fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len())]
    }

    /// An index, each as likely as its weight; 0 when all weights are 0.
    pub(super) fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let sum: u32 = weights.clone().sum();
        let mut left = self.below(sum as usize) as u32;
        for (index, weight) in weights.enumerate() {
            if left < weight {
                return index;
            }
            left -= weight;
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_sequence_comes_out() {
        let mut random = Random::new(1234567);
        let expected = [
            6457827717110365317,
            3203168211198807973,
            9817491932198370423,
            4593380528125082431,
            16408922859458223821,
        ];
        assert_eq!(expected.map(|_| random.next()), expected);
    }

    #[test]
    fn weights_are_kept() {
        let mut random = Random::new(7);
        let mut seen = [0; 3];
        for _ in 0..10_000 {
            seen[random.weighted([1, 0, 3].into_iter())] += 1;
        }
        assert_eq!(seen[1], 0);
        assert!((2300..2700).contains(&seen[0]), "{seen:?}");
    }

    #[test]
    fn bounds_are_included_and_never_passed() {
        let mut random = Random::new(1);
        let drawn: Vec<i64> = (0..1000).map(|_| random.between(-2, 2)).collect();
        assert_eq!(drawn.iter().min(), Some(&-2));
        assert_eq!(drawn.iter().max(), Some(&2));
    }
}
