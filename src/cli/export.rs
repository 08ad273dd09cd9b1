//! `vigie export`: events as NDJSON, as `vigie import events` reads them.

use std::io::{BufWriter, Write};

use anyhow::bail;
use clap::Subcommand;

use super::Global;
use crate::events::export;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write all events to standard output, one JSON object a line, in order of arrival;
    /// people stay keyed hashes
    Events,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        let Command::Events = self.command;
        let data = global.open()?;
        let site = data.site(global.site())?;
        let mut out = BufWriter::new(std::io::stdout().lock());
        let mut damaged = 0;
        export::events(site.events.db(), &mut out, &mut |row| {
            damaged += 1;
            eprintln!("row {row} of `events` is not as it was written, and is left out");
        })?;
        out.flush()?;
        if damaged > 0 {
            bail!(
                "{damaged} damaged events were left out; importing the file they came from mends them"
            );
        }
        Ok(())
    }
}
