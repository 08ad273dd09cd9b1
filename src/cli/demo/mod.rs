//! `vigie demo`: a working site on bundled, simulated data, in a temporary folder.
//!
//! It is served, with visitors who keep coming, until it is stopped; with `--once`
//! its report is printed instead.

mod desk;
mod fill;
mod once;
mod served;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use super::Global;
use super::serving::check_loopback;
use super::usage::Usage;

/// The site's name.
const SITE: &str = "demo";

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Run the whole job once on four weeks that never change, print the report and stop
    #[arg(long, conflicts_with = "listen")]
    once: bool,
    /// Keep the data in this new folder, to look at it with the other commands
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
    /// With --once: at most so many lines of each list
    #[arg(long, default_value_t = 12, requires = "once")]
    limit: usize,
    /// Where to listen, on a loopback address [default: 127.0.0.1:8080, or where that is
    /// taken a port that is free]
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<SocketAddr>,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        if global.json && !self.once {
            let text = "what is served is no JSON document; `vigie demo --once --json` prints one";
            return Err(Usage(text.to_owned()).into());
        }
        self.listen.map_or(Ok(()), check_loopback)?;
        let temporary = tempfile::tempdir().context("could not make a temporary folder")?;
        let folder = self.folder(temporary.path())?;
        match self.once {
            true => once::run(global, folder, self.limit, self.keep.as_deref()),
            false => served::run(folder, self.listen, self.keep.as_deref()),
        }
    }

    fn folder<'f>(&'f self, temporary: &'f Path) -> anyhow::Result<&'f Path> {
        match &self.keep {
            Some(folder) if folder.exists() => {
                bail!("`{}` exists already; name a new folder", folder.display())
            }
            Some(folder) => Ok(folder),
            None => Ok(temporary),
        }
    }
}
