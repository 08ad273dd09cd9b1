//! Faults that a test can ask for: steps at which the process dies, as a power cut
//! would have it, and commits that are not synced.
//!
//! `VIGIE_ABORT_AT=step` dies when the step is reached, `step:3` when it is
//! reached for the third time; `VIGIE_STEPS_TO=FILE` writes down every step on
//! the way. `VIGIE_SYNC_LESS=1` lets commits be acknowledged before they are on the
//! disk, so that a test of power cuts can show that it would see that. All of it works
//! in debug builds only: in a release nothing is left of this.

/// Every step, in about the order of a site's life. The test of durability walks
/// this list and fails if its scenario does not reach one of them.
pub const STEPS: &[&str] = &[
    "key.written",
    "key.renamed",
    "sqlite.begun",
    "sqlite.filled",
    "sqlite.closed",
    "sqlite.renamed",
    "settings.written",
    "settings.committed",
    "log.begun",
    "log.conflict",
    "log.added",
    "log.committed",
    "intake.committed",
    "faq.written",
    "faq.committed",
    "transcripts.kept",
    "transcripts.read",
    "transcripts.committed",
    "facts.removed_file",
    "facts.removed",
    "facts.stamped",
    "refresh.indexed",
    "refresh.cubes_filled",
    "answerable.written",
    "answerable.committed",
    "refresh.taken_away",
    "refresh.deleted",
    "refresh.written",
    "refresh.cubed",
    "refresh.committed",
    "rebuild.begun",
    "rebuild.dealt",
    "rebuild.filled",
    "rebuild.indexed",
    "rebuild.cubed",
    "rebuild.committed",
    "rebuild.built",
    "rebuild.old_closed",
    "rebuild.old_removed",
    "rebuild.renamed",
    "answerable.written",
    "answerable.committed",
    "index.begun",
    "index.built",
    "index.old_moved",
    "index.renamed",
    "index.synced",
    "index.old_removed",
];

/// Dies here if a test asked for it.
#[cfg(debug_assertions)]
pub fn reach(step: &'static str) {
    use std::sync::atomic::{AtomicU32, Ordering};
    static REACHED: AtomicU32 = AtomicU32::new(0);
    debug_assert!(
        STEPS.contains(&step),
        "`{step}` is not in the list of steps"
    );
    write_down(step);
    if let Some((wanted, times)) = abort_at()
        && wanted == step
        && REACHED.fetch_add(1, Ordering::SeqCst) + 1 == *times
    {
        std::process::abort();
    }
}

/// Does nothing: releases cannot be asked to die.
#[cfg(not(debug_assertions))]
#[inline(always)]
pub fn reach(_step: &'static str) {}

/// Whether a test asked for commits that a power cut takes back.
#[cfg(debug_assertions)]
pub fn syncs_less() -> bool {
    std::env::var_os("VIGIE_SYNC_LESS").is_some_and(|asked| asked == "1")
}

/// Never: a release cannot be asked to lose what it acknowledges.
#[cfg(not(debug_assertions))]
#[inline(always)]
pub fn syncs_less() -> bool {
    false
}

/// The step to die at, and at which of its times.
#[cfg(debug_assertions)]
fn abort_at() -> Option<&'static (String, u32)> {
    use std::sync::OnceLock;
    static WANTED: OnceLock<Option<(String, u32)>> = OnceLock::new();
    let wanted = WANTED.get_or_init(|| {
        let asked = std::env::var("VIGIE_ABORT_AT").ok()?;
        Some(match asked.split_once(':') {
            Some((step, times)) => (step.to_owned(), times.parse().unwrap_or(1)),
            None => (asked, 1),
        })
    });
    wanted.as_ref()
}

#[cfg(debug_assertions)]
fn write_down(step: &str) {
    use std::io::Write;
    let Some(path) = std::env::var_os("VIGIE_STEPS_TO") else {
        return;
    };
    let file = std::fs::File::options()
        .create(true)
        .append(true)
        .open(path);
    if let Ok(mut file) = file {
        // One write for a line: threads do not break each other's lines.
        let _ = file.write_all(format!("{step}\n").as_bytes());
    }
}
