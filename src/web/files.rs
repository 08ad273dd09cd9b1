//! How many files this process may have open: connections take theirs, and must leave some.

/// Enough for all connections, and for the data of many sites.
const WANTED: u64 = 8192;

/// Connections that leave a quarter of the files for data; nothing where no limit is known.
/// The limit that most systems give at first is low, and a process may raise it.
pub(super) fn for_connections() -> Option<usize> {
    let files = rlimit::increase_nofile_limit(WANTED).ok()?;
    usize::try_from(files - files / 4).ok()
}
