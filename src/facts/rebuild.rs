//! Computes all facts anew, beside the old ones, and then takes their place.
//!
//! Tables are filled without indexes; the indexes and cubes come last. A kill on
//! the way leaves the old facts, or none, and the next refresh starts again.

use std::path::Path;

use super::cubes::{self, Source};
use super::fill::fill;
use super::{Error, Facts, Progress, open_file, remove, set_meta, set_watermark};
use crate::failpoint::reach;

/// The name of facts that are being made.
pub(super) const FILE: &str = "facts-new.db";

pub(super) fn run(
    facts: &mut Facts,
    sources: &[Source],
    progress: Progress<'_>,
) -> Result<(), Error> {
    let unfinished = facts.folder.join(FILE);
    remove(&unfinished)?;
    reach("rebuild.begun");
    build(&unfinished, facts, sources, progress)?;
    reach("rebuild.built");
    let path = facts.folder.join(super::FILE);
    facts.close()?;
    reach("rebuild.old_closed");
    remove(&path)?;
    reach("rebuild.old_removed");
    std::fs::rename(&unfinished, &path).map_err(|source| Error::Replace {
        path: path.clone(),
        source,
    })?;
    reach("rebuild.renamed");
    facts.db = open_file(&path)?;
    Ok(())
}

pub(super) fn build(
    path: &Path,
    facts: &Facts,
    sources: &[Source],
    progress: Progress<'_>,
) -> Result<(), Error> {
    let db = open_file(path)?;
    // Nothing is lost with a half-made file, so it is written without a log.
    db.execute_batch(
        "pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -65536; begin",
    )?;
    set_meta(&db, "stamp", &facts.settings.stamp())?;
    let watermark = fill(&db, &facts.folder, &facts.settings, progress)?;
    db.execute_batch("commit")?;
    reach("rebuild.filled");
    db.execute_batch("begin")?;
    cubes::fill_all(&db, path, sources)?;
    db.execute_batch(include_str!("indexes.sql"))?;
    reach("rebuild.indexed");
    set_watermark(&db, watermark)?;
    reach("rebuild.cubed");
    db.execute_batch("commit; pragma synchronous = full; pragma journal_mode = wal")?;
    reach("rebuild.committed");
    db.close().map_err(|(_, error)| error)?;
    Ok(())
}
