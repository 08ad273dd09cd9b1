//! `vigie events`: what events may hold.

use clap::Subcommand;

use super::Global;
use super::output::{print, print_json};
use crate::reports::kinds::Kinds;
use crate::reports::language::of_terminal;
use crate::reports::terminal;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Every kind of event, its fields and their units
    Kinds,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        let Command::Kinds = self.command;
        let kinds = Kinds::told(of_terminal());
        match global.json {
            true => print_json(&kinds),
            false => print(&terminal::kinds(&kinds)),
        }
    }
}
