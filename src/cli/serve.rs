//! `vigie serve`: the service.

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;

use anyhow::{Context, bail};
use tokio::signal::unix::{SignalKind, signal};

use super::Global;
use crate::service::Service;
use crate::web::{self, Access};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Where to listen; port 0 picks one that is free
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Ask for no key: for whoever sits at this machine, so a loopback address only
    #[arg(long)]
    open: bool,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        if self.open && !self.listen.ip().is_loopback() {
            bail!(
                "--open asks for no key, so it listens on a loopback address only, as 127.0.0.1:8080"
            );
        }
        tracing_subscriber::fmt()
            .with_ansi(std::io::stderr().is_terminal())
            .with_writer(std::io::stderr)
            .init();
        let service = Service::open(global.open_or_new()?, global.site())?;
        let access = match self.open {
            true => Access::Open {
                site: global.site().to_owned(),
            },
            false => Access::Keys,
        };
        let runtime = tokio::runtime::Runtime::new()?;
        runtime.block_on(async {
            let listener = web::listen(self.listen)
                .with_context(|| format!("could not listen on {}", self.listen))?;
            let mut stdout = std::io::stdout().lock();
            writeln!(stdout, "listening on http://{}", listener.local_addr()?)?;
            stdout.flush()?;
            drop(stdout);
            web::serve(service, listener, access, stopped()?).await?;
            Ok(())
        })
    }
}

/// Comes when somebody asks the process to end.
fn stopped() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
