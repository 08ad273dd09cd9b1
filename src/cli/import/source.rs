//! What an import was given, opened before anything is made for it.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::super::progress::Bar;
use super::{form, looks};
use crate::input::open::{self, open};

/// A file, or a folder of FAQ entries, about to be read.
pub(super) struct Source {
    pub(super) path: PathBuf,
    /// What messages call it.
    pub(super) name: String,
    pub(super) reader: Box<dyn BufRead + Send>,
    pub(super) bar: Bar,
    /// What it looks like, if that is nothing that the command reads.
    pub(super) like: Option<&'static str>,
}

impl Source {
    /// Opens what the command of this name is to read, unless it is for another one.
    pub(super) fn open(path: &Path, command: &str) -> anyhow::Result<Source> {
        if command == "faq" && path.is_dir() {
            return Ok(Source::folder(path));
        }
        let mut input = open(path)?;
        let head = input.reader.fill_buf()?;
        if let Some(what) = looks::no_text(head) {
            bail!("it is {what}");
        }
        if let Some(why) = form::mistaken(command, head) {
            bail!(why);
        }
        Ok(Source {
            path: path.to_owned(),
            like: looks::like(command, head),
            bar: Bar::over_bytes(&input.name, input.progress),
            name: input.name,
            reader: input.reader,
        })
    }

    /// Its files are opened one after the other, by who walks it.
    fn folder(path: &Path) -> Source {
        let name = path.display().to_string();
        Source {
            path: path.to_owned(),
            bar: Bar::over_bytes(&name, open::Progress::default()),
            name,
            reader: Box::new(io::empty()),
            like: None,
        }
    }
}
