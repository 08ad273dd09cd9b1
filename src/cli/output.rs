//! Writes to standard output, in one place, so that a closed pipe is no panic.

use std::io::{IsTerminal, Write};

use anyhow::Context;
use serde::Serialize;

use super::Global;
use super::progress::{rebuild, refresh};
use crate::kpi::Rows;
use crate::reports::terminal::{self, Place};
use crate::site::{Data, Site};
use crate::sqlite;

/// Prints a text and ends its line.
pub(super) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}")?;
    Ok(())
}

/// Prints one JSON document.
pub(super) fn print_json(document: &impl Serialize) -> anyhow::Result<()> {
    print(&serde_json::to_string_pretty(document)?)
}

/// Prints rows; how many there are beyond those goes to standard error.
pub(super) fn print_rows(
    global: &Global,
    rows: &Rows,
    text: impl Fn(&Rows, Place) -> String,
) -> anyhow::Result<()> {
    if let Some(remark) = terminal::more_rows(rows) {
        eprintln!("{remark}");
    }
    if global.json {
        return print_json(rows);
    }
    let place = match std::io::stdout().is_terminal() {
        true => Place::Terminal,
        false => Place::File,
    };
    print(&text(rows, place))
}

impl Global {
    /// The site that the command is about.
    pub(super) fn site(&self) -> &str {
        self.named_site.as_deref().unwrap_or("default")
    }

    /// Takes the data folder.
    pub(super) fn open(&self) -> anyhow::Result<Data> {
        let folder = match &self.data {
            Some(folder) => folder.clone(),
            None => default_folder()?,
        };
        Ok(Data::open(&folder)?)
    }

    /// Opens the site, folds to the last event, and reads. Facts that turn out to be
    /// damaged on the way are made anew, and read again.
    pub(super) fn read(&self, read: impl Fn(&Site) -> anyhow::Result<()>) -> anyhow::Result<()> {
        let data = self.open()?;
        let mut site = data.site(self.site())?;
        refresh(&mut site)?;
        match read(&site) {
            Err(error) if sqlite::is_from_damage(error.as_ref()) => {
                rebuild(&mut site)?;
                read(&site)
            }
            done => done,
        }
    }
}

fn default_folder() -> anyhow::Result<std::path::PathBuf> {
    let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(folder) = from("XDG_DATA_HOME") {
        return Ok(std::path::PathBuf::from(folder).join("vigie"));
    }
    let home = from("HOME").context("HOME is not set; name the data folder with --data")?;
    Ok(std::path::PathBuf::from(home).join(".local/share/vigie"))
}
