//! `vigie export`: events as NDJSON, as `vigie import events` reads them.

use std::io::{BufWriter, Write};

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
        export::events(site.events.db(), &mut out)?;
        out.flush()?;
        Ok(())
    }
}
