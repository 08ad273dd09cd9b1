//! Writes to standard output, in one place, so that a closed pipe is no panic.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use anyhow::Context;
use serde::Serialize;

use super::Global;
use super::progress::{rebuild, refresh};
use crate::kpi::Rows;
use crate::reports::terminal::{self, Place};
use crate::site::{self, Data, Site};
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

    /// The options that name the same place again, as they were given.
    pub(super) fn place(&self) -> String {
        let is_usual =
            |data: &&PathBuf| std::env::var_os("VIGIE_DATA").is_some_and(|it| it == **data);
        let data = self.data.as_ref().filter(|data| !is_usual(data));
        let data = data.map(|data| data.display().to_string());
        let options = [("--data", data), ("--site", self.named_site.clone())];
        let given = options
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        given
            .map(|(name, value)| format!(" {name} {}", quoted(&value)))
            .collect()
    }

    /// Where the data lies, or would.
    pub(super) fn folder(&self) -> anyhow::Result<PathBuf> {
        match &self.data {
            Some(folder) => Ok(folder.clone()),
            None => default_folder(),
        }
    }

    /// Takes the data folder, making it if need be.
    pub(super) fn open_or_new(&self) -> anyhow::Result<Data> {
        Ok(Data::open(&self.folder()?)?)
    }

    /// Takes the data folder if there is one.
    pub(super) fn find(&self) -> anyhow::Result<Option<Data>> {
        Ok(Data::find(&self.folder()?)?)
    }

    /// Takes the data folder, which must be there.
    pub(super) fn open(&self) -> anyhow::Result<Data> {
        let folder = self.folder()?;
        Ok(Data::find(&folder)?.ok_or(site::Error::NoData { folder })?)
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

fn default_folder() -> anyhow::Result<PathBuf> {
    let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if let Some(folder) = from("XDG_DATA_HOME") {
        return Ok(PathBuf::from(folder).join("vigie"));
    }
    let home = from("HOME").context("HOME is not set; name the data folder with --data")?;
    Ok(PathBuf::from(home).join(".local/share/vigie"))
}

/// A value as a shell reads it back.
pub(super) fn quoted(value: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.:/".contains(c);
    match value.chars().all(is_plain) && !value.is_empty() {
        true => value.to_owned(),
        false => format!("'{}'", value.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_command_can_be_given_to_a_shell_as_it_is_printed() {
        assert_eq!(
            quoted("2025-03-31T18:00:00.000Z"),
            "2025-03-31T18:00:00.000Z"
        );
        assert_eq!(quoted("l'offre; rm"), r"'l'\''offre; rm'");
        assert_eq!(quoted(""), "''");
    }
}
