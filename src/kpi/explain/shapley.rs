//! What several causes have done together, dealt out to each.

/// The part of each of `n` players in what all do together, of what any set of them does.
///
/// Shapley (1953), "A value for n-person games": what a player adds, on average over all
/// orders in which they may come. The parts sum to what all do; those of players that
/// never add anything are 0.
pub(super) fn shapley(n: usize, worth: impl Fn(&[usize]) -> f64) -> Vec<f64> {
    let worths: Vec<f64> = (0..1_usize << n)
        .map(|set| worth(&members(n, set)))
        .collect();
    let part = |player: usize| {
        let without = (0..1_usize << n).filter(|set| set & (1 << player) == 0);
        let added = without.map(|set| {
            let gain = worths[set | 1 << player] - worths[set];
            gain * weight(n, set.count_ones() as usize)
        });
        added.sum()
    };
    (0..n).map(part).collect()
}

fn members(n: usize, set: usize) -> Vec<usize> {
    (0..n).filter(|player| set & (1 << player) != 0).collect()
}

/// The share of orders in which exactly these come before a player: k! (n − 1 − k)! ÷ n!.
fn weight(n: usize, before: usize) -> f64 {
    let ways = |k: usize| (1..=k).map(|factor| factor as f64).product::<f64>();
    ways(before) * ways(n - 1 - before) / ways(n)
}
