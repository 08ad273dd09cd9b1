//! How many files this process may have open: connections take theirs, and must leave some.

use std::fs;

/// Connections that leave a quarter of the files for data; nothing where no limit is known.
pub(super) fn for_connections() -> Option<usize> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    soft_limit(&limits).map(|files| files - files / 4)
}

/// Of the text that Linux gives: the soft limit, which is the one that counts.
fn soft_limit(limits: &str) -> Option<usize> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"));
    line?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_that_counts_is_the_soft_one() {
        let limits = "Limit                     Soft Limit           Hard Limit           Units     \n\
                      Max processes             95985                95985                processes \n\
                      Max open files            1024                 524288               files     \n";
        assert_eq!(soft_limit(limits), Some(1024));
        assert_eq!(
            soft_limit("Max open files  unlimited  unlimited  files"),
            None
        );
        assert_eq!(soft_limit(""), None);
    }
}
