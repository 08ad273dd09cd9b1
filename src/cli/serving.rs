//! What every command that serves has in common: where it listens, what it says, how it ends.

use std::io::{IsTerminal, Write};
use std::net::SocketAddr;

use anyhow::{Context, bail};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing::Level;

use crate::web;

/// Where to listen, unless told otherwise.
pub(super) const DEFAULT: &str = "127.0.0.1:8080";

/// Whoever asks for no key is for this machine only.
pub(super) fn check_loopback(address: SocketAddr) -> anyhow::Result<()> {
    if !address.ip().is_loopback() {
        bail!("without keys it listens on a loopback address only, as {DEFAULT}");
    }
    Ok(())
}

pub(super) fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let bound = web::listen(address);
    bound.with_context(|| format!("could not listen on {address}"))
}

/// Says what happens, from this level on, on standard error.
pub(super) fn log(from: Level) {
    tracing_subscriber::fmt()
        .with_max_level(from)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
}

/// Says that requests are answered, and where: programs wait for this line.
pub(super) fn announce(listener: &TcpListener) -> anyhow::Result<()> {
    let mut stdout = std::io::stdout().lock();
    writeln!(stdout, "listening on http://{}", listener.local_addr()?)?;
    stdout.flush()?;
    Ok(())
}

/// Comes when somebody asks the process to end, from the moment of this call on.
pub(super) fn stopped() -> anyhow::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
