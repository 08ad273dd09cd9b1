//! The command line: one file per command.

mod check;
mod deflection;
mod demo;
mod eval;
mod events;
mod export;
mod handoffs;
mod import;
mod key;
mod keywords;
mod kpi;
mod output;
mod progress;
mod report;
mod scope;
mod search;
mod sentiment;
mod serve;
mod serving;
mod site;
mod talks;
mod unanswered;
mod usage;
mod values;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::sqlite;

pub use usage::is_wrong_usage;

/// Vigie shows what customers ask and do not find.
///
/// It serves FAQ search, records what people do with it, measures when they
/// end up with a human, reads transcripts, and names what nobody answers.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub struct Arguments {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every command understands.
#[derive(Debug, clap::Args)]
pub struct Global {
    /// The folder of all data [default: $XDG_DATA_HOME/vigie, else ~/.local/share/vigie]
    #[arg(long, global = true, env = "VIGIE_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The site [default: default]
    #[arg(long = "site", global = true, value_name = "NAME")]
    pub named_site: Option<String>,
    /// Print one JSON document on standard output
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A working site on bundled, simulated data, in a temporary folder
    Demo(demo::Arguments),
    /// Take in FAQ entries, events, logs of other systems
    Import(import::Arguments),
    /// Search the FAQ as a visitor would
    Search(search::Arguments),
    /// KPIs, unanswered questions, keywords and sentiment of a period
    Report(report::Arguments),
    /// What people ask and do not find, ranked by people
    Unanswered(unanswered::Arguments),
    /// What stood before hand-offs to a human
    Handoffs(handoffs::Arguments),
    /// Say between which shares deflection lies, and what would narrow that
    Deflection(deflection::Arguments),
    /// Frequencies of words in conversations
    Keywords(keywords::Arguments),
    /// How customers feel in conversations
    Sentiment(sentiment::Arguments),
    /// The catalogue of KPIs: list, show, run, compare, check
    Kpi(kpi::Arguments),
    /// Measure on labelled files
    Eval(eval::Arguments),
    /// Verify every file, count and index, of all sites or of the one that --site names
    Check(check::Arguments),
    /// The kinds of events and their fields
    Events(events::Arguments),
    /// Write events out as NDJSON
    Export(export::Arguments),
    /// Sites and their settings
    Site(site::Arguments),
    /// The service: takes events, answers searches, shows the figures
    Serve(serve::Arguments),
    /// Keys for the service: who may send, read, change what
    Key(key::Arguments),
}

impl Arguments {
    /// Runs the command.
    pub fn run(self) -> anyhow::Result<()> {
        let Arguments { global, command } = self;
        command.run(&global).map_err(|error| {
            if sqlite::is_from_damage(error.as_ref()) {
                return error.context("a file is damaged; `vigie check` names it");
            }
            error
        })
    }
}

impl Command {
    fn run(self, global: &Global) -> anyhow::Result<()> {
        match self {
            Command::Demo(arguments) => arguments.run(global),
            Command::Keywords(arguments) => arguments.run(global),
            Command::Sentiment(arguments) => arguments.run(global),
            Command::Import(arguments) => arguments.run(global),
            Command::Search(arguments) => arguments.run(global),
            Command::Report(arguments) => arguments.run(global),
            Command::Unanswered(arguments) => arguments.run(global),
            Command::Handoffs(arguments) => arguments.run(global),
            Command::Deflection(arguments) => arguments.run(global),
            Command::Kpi(arguments) => arguments.run(global),
            Command::Eval(arguments) => arguments.run(global),
            Command::Check(arguments) => arguments.run(global),
            Command::Events(arguments) => arguments.run(global),
            Command::Export(arguments) => arguments.run(global),
            Command::Site(arguments) => arguments.run(global),
            Command::Serve(arguments) => arguments.run(global),
            Command::Key(arguments) => arguments.run(global),
        }
    }
}
