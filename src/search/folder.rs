//! The index on disk: a folder that can be deleted at any time.
//!
//! A generation lies in a folder named for its schema and content version. It
//! is written under another name, synced, and renamed when it is whole, so a
//! folder with the right name is never a half index; what a kill leaves
//! behind is removed by the next start. An index that fails its checks is
//! moved away before the new one takes its name.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::Path;

use tantivy::Directory;
use tantivy::directory::{MmapDirectory, RamDirectory};

use super::build::build;
use super::index::{Error, Index};
use super::schema::{Layout, VERSION};
use crate::failpoint::reach;
use crate::faq::Entry;

/// Folders that are being written or thrown away begin with this.
const TEMPORARY: &str = "tmp-";

/// How an index came to be open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// It was there, whole and of this content.
    Found,
    /// It was not there for this content.
    Built,
    /// It was there and failed its checks, for the reason given.
    Repaired(String),
}

impl Index {
    /// Opens the index in `folder` for this content, and builds it from
    /// `entries` first where it is absent, damaged, or of another schema or
    /// content. One process at a time may call it for a folder.
    pub fn open_or_rebuild<E>(
        folder: &Path,
        content_version: i64,
        entries: impl FnOnce() -> Result<Vec<Entry>, E>,
    ) -> Result<(Index, Opened), Error>
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        if folder.is_file() {
            fs::remove_file(folder)?;
        }
        fs::create_dir_all(folder)?;
        let name = format!("schema-{VERSION}-content-{content_version}");
        let place = folder.join(&name);
        let opened = if place.exists() {
            match open(&place, content_version) {
                Ok(index) => {
                    remove_others(folder, &name);
                    return Ok((index, Opened::Found));
                }
                Err(error) => Opened::Repaired(reason(&error)),
            }
        } else {
            Opened::Built
        };
        let entries = entries().map_err(|error| Error::Entries(error.into()))?;
        rebuild(folder, &name, &entries, content_version)?;
        remove_others(folder, &name);
        Ok((open(&place, content_version)?, opened))
    }
}

fn open(place: &Path, content_version: i64) -> Result<Index, Error> {
    let index = tantivy::Index::open(load(place)?)?;
    let broken = index.validate_checksum()?;
    if let Some(file) = broken.iter().next() {
        return Err(Error::Damaged(format!("{} has changed", file.display())));
    }
    let index = Index::over(&index, Layout::new())?;
    if index.content_version() != content_version {
        return Err(Error::Damaged("of another content".to_owned()));
    }
    Ok(index)
}

/// Reads all files into memory: they are small, and a file that somebody cuts short
/// while it is mapped would end the process.
fn load(place: &Path) -> io::Result<RamDirectory> {
    let directory = RamDirectory::create();
    for item in fs::read_dir(place)? {
        let item = item?;
        if item.path().extension().is_some_and(|end| end == "lock") {
            continue;
        }
        directory.atomic_write(Path::new(&item.file_name()), &fs::read(item.path())?)?;
    }
    Ok(directory)
}

fn rebuild(
    folder: &Path,
    name: &str,
    entries: &[Entry],
    content_version: i64,
) -> Result<(), Error> {
    let fresh = folder.join(format!("{TEMPORARY}new"));
    let broken = folder.join(format!("{TEMPORARY}old"));
    for leftover in [&fresh, &broken] {
        remove(leftover)?;
    }
    fs::create_dir(&fresh)?;
    reach("index.begun");
    let directory = MmapDirectory::open(&fresh).map_err(tantivy::TantivyError::from)?;
    build(directory, &Layout::new(), entries, content_version)?;
    reach("index.built");
    let place = folder.join(name);
    if place.exists() {
        fs::rename(&place, &broken)?;
        reach("index.old_moved");
    }
    fs::rename(&fresh, &place)?;
    reach("index.renamed");
    sync(folder)?;
    reach("index.synced");
    Ok(())
}

/// Makes renames last. Folders cannot be opened as files everywhere.
fn sync(folder: &Path) -> Result<(), Error> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => fs::remove_file(path),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes other generations and leftovers. What cannot be removed now, say
/// because another process reads it, is tried again by the next start.
fn remove_others(folder: &Path, keep: &str) {
    for item in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = item.file_name();
        if name != OsStr::new(keep) && is_ours(&name) {
            let _ = remove(&item.path());
            reach("index.old_removed");
        }
    }
}

fn is_ours(name: &OsStr) -> bool {
    name.to_str()
        .is_some_and(|name| name.starts_with(TEMPORARY) || name.starts_with("schema-"))
}

fn reason(error: &Error) -> String {
    match error {
        Error::Damaged(reason) => reason.clone(),
        Error::Index(source) => source.to_string(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::convert::Infallible;
    use std::path::PathBuf;

    use super::*;
    use crate::faq;
    use crate::text::Lang;

    fn entries() -> Result<Vec<Entry>, Infallible> {
        let csv = "id,question,answer\na,Changer mon RIB,Ici.\nb,Trouver ma facture,Là.\n";
        let drafts = faq::read("f.csv", csv.as_bytes()).unwrap().drafts;
        Ok(drafts
            .into_iter()
            .map(|draft| draft.into_entry(Some(Lang::Fr)))
            .collect())
    }

    fn unasked() -> Result<Vec<Entry>, Infallible> {
        panic!("entries are not needed")
    }

    #[track_caller]
    fn check(folder: &Path, version: i64) -> Opened {
        let (index, opened) = Index::open_or_rebuild(folder, version, entries).unwrap();
        assert_eq!(index.content_version(), version);
        assert_eq!(
            index.search("facture", Lang::Fr, 10, 0).unwrap().hits[0].id,
            "b"
        );
        assert_eq!(
            names(folder),
            [format!("schema-{VERSION}-content-{version}")]
        );
        opened
    }

    fn names(folder: &Path) -> Vec<String> {
        let items = fs::read_dir(folder).unwrap();
        items
            .map(|item| item.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let generation = folder.join(&names(folder)[0]);
        let items = fs::read_dir(generation).unwrap();
        items
            .map(|item| item.unwrap().path())
            .filter(|path| is_read(path))
            .collect()
    }

    /// Lock files and the list of managed files play no part in reading.
    fn is_read(path: &Path) -> bool {
        !path.file_name().unwrap().to_str().unwrap().starts_with('.')
    }

    #[test]
    fn an_index_is_built_once_and_then_found() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(check(folder.path(), 3), Opened::Built);
        let (_, opened) = Index::open_or_rebuild(folder.path(), 3, unasked).unwrap();
        assert_eq!(opened, Opened::Found);
        assert_eq!(check(folder.path(), 4), Opened::Built);
    }

    #[test]
    fn whichever_file_is_lost_cut_or_changed_the_index_comes_back_whole() {
        let folder = tempfile::tempdir().unwrap();
        check(folder.path(), 3);
        for at in 0..files(folder.path()).len() {
            for damage in [lose, cut, change] {
                damage(&files(folder.path())[at]);
                let opened = check(folder.path(), 3);
                assert!(matches!(opened, Opened::Repaired(_)), "{opened:?}");
            }
        }
    }

    fn lose(file: &Path) {
        fs::remove_file(file).unwrap();
    }

    fn cut(file: &Path) {
        let bytes = fs::read(file).unwrap();
        fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
    }

    fn change(file: &Path) {
        let mut bytes = fs::read(file).unwrap();
        bytes[0] ^= 0x55;
        fs::write(file, bytes).unwrap();
    }

    #[test]
    fn what_a_kill_leaves_behind_is_repaired_and_removed() {
        let folder = tempfile::tempdir().unwrap();
        // Killed while the first index was written.
        fs::create_dir(folder.path().join("tmp-new")).unwrap();
        fs::write(folder.path().join("tmp-new/half"), b"x").unwrap();
        assert_eq!(check(folder.path(), 3), Opened::Built);
        // Killed after the damaged one was moved away.
        let generation = folder.path().join(&names(folder.path())[0]);
        fs::rename(&generation, folder.path().join("tmp-old")).unwrap();
        assert_eq!(check(folder.path(), 3), Opened::Built);
        // Killed before an older generation was removed.
        fs::create_dir(folder.path().join("schema-0-content-2")).unwrap();
        assert_eq!(check(folder.path(), 3), Opened::Found);
    }

    #[test]
    fn an_index_of_another_content_is_not_taken_for_this_one() {
        let folder = tempfile::tempdir().unwrap();
        check(folder.path(), 3);
        let [three, four] =
            [3, 4].map(|v| folder.path().join(format!("schema-{VERSION}-content-{v}")));
        fs::rename(three, four).unwrap();
        assert!(matches!(check(folder.path(), 4), Opened::Repaired(_)));
    }

    #[test]
    fn entries_that_cannot_be_read_leave_the_old_index_in_place() {
        let folder = tempfile::tempdir().unwrap();
        check(folder.path(), 3);
        let failed = Index::open_or_rebuild(folder.path(), 4, || Err("content.db is gone"));
        assert!(matches!(failed, Err(Error::Entries(_))));
        let (_, opened) = Index::open_or_rebuild(folder.path(), 3, unasked).unwrap();
        assert_eq!(opened, Opened::Found);
    }
}
