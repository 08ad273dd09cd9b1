//! HTTP: the API and the pages. Only this knows axum.

mod api;
mod auth;
mod body;
mod client;
mod cors;
mod error;
mod files;
mod layers;
mod local;
mod pages;
mod params;
mod patience;
mod router;
pub mod server;
mod session;
mod state;

use std::io;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::service::Service;
pub use auth::Door;
pub use router::{PAGES, ROUTES, Route};
pub use server::{Limits, listen};
pub use state::Access;

/// Serves until `stop` comes, then answers what is in flight.
pub async fn serve(
    service: Service,
    listener: TcpListener,
    access: Access,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let app = state::App::new(service, access);
    let keeping_up = tokio::spawn(keep_up(app.clone()));
    let mut limits = Limits::default();
    if let Some(room) = files::for_connections() {
        limits.connections = limits.connections.min(room);
    }
    let served = server::serve(listener, router::router(app), limits, stop).await;
    keeping_up.abort();
    served
}

/// A key that is revoked is refused within a second.
const KEEP_UP: Duration = Duration::from_millis(500);

async fn keep_up(app: state::App) {
    let mut ticks = tokio::time::interval(KEEP_UP);
    loop {
        ticks.tick().await;
        let app = app.clone();
        let _ = tokio::task::spawn_blocking(move || app.service().keep_up()).await;
    }
}
