//! A folder of Markdown files, walked in the order of names so that every
//! machine reads it alike. Hidden files and links are passed over.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Format, ReadError, Reading, Records, malformed, markdown};
use crate::input::encoding::decode;

/// Reads every `.md` file under `root`; entries without an id are named by
/// their path from it.
pub fn read_folder(root: &Path) -> Result<Reading, ReadError> {
    let files = walk(root)?;
    if files.is_empty() {
        return Err(malformed("no .md file in this folder"));
    }
    let mut records = Records::new("");
    for path in &files {
        let bytes = fs::read(path).map_err(|source| io_error(path, source))?;
        let name = relative(root, path);
        records.begin(&name);
        markdown::read(&decode(&bytes), &name, &mut records);
    }
    Ok(records.finish())
}

fn walk(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let failed = |source| io_error(folder, source);
    let mut items: Vec<_> = fs::read_dir(folder)
        .and_then(Iterator::collect)
        .map_err(failed)?;
    items.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for item in items {
        let kind = item.file_type().map_err(failed)?;
        let name = item.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if kind.is_dir() {
            files.extend(walk(&item.path())?);
        } else if kind.is_file() && Format::of_name(&name) == Some(Format::Markdown) {
            files.push(item.path());
        }
    }
    Ok(files)
}

/// The path from the root, with `/` on every system.
fn relative(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn io_error(path: &Path, source: io::Error) -> ReadError {
    ReadError::InFolder {
        name: path.display().to_string(),
        source,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_folder_is_read_in_the_order_of_names_and_named_by_paths() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("b/c")).unwrap();
        fs::create_dir(root.path().join(".git")).unwrap();
        for (path, text) in [
            ("b/c/z.md", "# Q2"),
            ("a.md", "# Q1"),
            ("bad.md", "no question"),
            (".git/x.md", "# hidden"),
            ("note.txt", "# no"),
        ] {
            fs::write(root.path().join(path), text).unwrap();
        }
        let reading = read_folder(root.path()).unwrap();
        let ids: Vec<_> = reading
            .drafts
            .iter()
            .map(|draft| draft.id.as_deref().unwrap())
            .collect();
        assert_eq!(ids, ["a", "b/c/z"]);
        assert_eq!(reading.problems[0].file, "bad.md");
    }

    #[test]
    fn a_folder_without_markdown_says_so() {
        let root = tempfile::tempdir().unwrap();
        assert!(
            read_folder(root.path())
                .unwrap_err()
                .to_string()
                .contains("no .md file")
        );
    }
}
