//! Computes all facts anew, beside the old ones, and then takes their place.
//!
//! Tables are filled without indexes; the indexes and cubes come last. A kill on
//! the way leaves the old facts, or none, and the next refresh starts again.

use std::path::Path;

use rusqlite::Connection;

use super::among::Among;
use super::answerable::{self, Published};
use super::asked::Asked;
use super::cubes::{self, Source};
use super::fill::fill;
use super::reader::Reader;
use super::said::Said;
use super::tallies::Tallies;
use super::{Error, Facts, Progress, Settings, links, open_file, remove, set_meta, set_watermark};
use crate::failpoint::reach;
use crate::sqlite;

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
    let built = Reader::open(&facts.folder).and_then(|reader| {
        let origin = (&*facts.folder, &facts.settings);
        build(&unfinished, origin, reader, sources, progress)
    });
    if let Err(error) = built {
        // Of a full disk, it would take the room that events need.
        let _ = remove(&unfinished);
        return Err(error);
    }
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
    facts.filling = None;
    Ok(())
}

/// Makes a file with the facts of what a reader sees.
pub(super) fn build(
    path: &Path,
    (folder, settings): (&Path, &Settings),
    reader: Reader,
    sources: &[Source],
    progress: Progress<'_>,
) -> Result<(), Error> {
    let db = open_file(path)?;
    // Nothing is lost with a half-made file, so it is written without a log.
    db.execute_batch(
        "pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -65536; begin",
    )?;
    set_meta(&db, "stamp", &settings.stamp())?;
    let published = Published::open(folder, settings)?;
    let watermark = fill(&db, folder, reader, settings, progress)?;
    db.execute_batch(links::INDEX)?;
    links::all(&db)?;
    answerable::all(&db, &published)?;
    db.execute_batch("commit")?;
    reach("rebuild.filled");
    db.execute_batch("begin")?;
    sum_up(&db, path, sources)?;
    db.execute_batch(include_str!("indexes.sql"))?;
    reach("rebuild.indexed");
    set_watermark(&db, watermark)?;
    reach("rebuild.cubed");
    db.execute_batch("commit; pragma synchronous = full; pragma journal_mode = wal")?;
    reach("rebuild.committed");
    db.close().map_err(|(_, error)| error)?;
    Ok(())
}

/// Makes all sums over the facts, which are committed, on as many connections as there
/// are cores.
fn sum_up(db: &Connection, path: &Path, sources: &[Source]) -> Result<(), Error> {
    let (tallied, cubes) = rayon::join(
        || {
            let db = sqlite::open_read_only(path)?;
            let (mut said, mut asked) = (Tallies::<Said>::new(), Tallies::<Asked>::new());
            said.add(&db, Among::All, 1)?;
            asked.add(&db, Among::All, 1)?;
            Ok::<_, Error>((said, asked))
        },
        || cubes::all(path, sources),
    );
    let (said, asked) = tallied?;
    said.store(db)?;
    asked.store(db)?;
    Ok(cubes?.store(db)?)
}
