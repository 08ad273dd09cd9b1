//! Reads a request's body: bounded in size, in time, and in what all of them hold together.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::http::StatusCode;
use http_body_util::BodyExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

use super::error::Error;

/// The largest body, in bytes.
pub(super) const MOST: usize = 1 << 20;

/// What all bodies being read or waiting to be written may hold together, in bytes.
const TOGETHER: usize = 64 << 20;

/// How long nothing of a body may come; what comes earns a second for each KiB, but
/// never more than this. So a large part that comes at once holds its room no longer.
const PATIENCE: Duration = Duration::from_secs(10);
const SLOWEST: u32 = 1 << 10;

/// Room for bodies.
#[derive(Clone)]
pub(super) struct Room(Arc<Semaphore>);

impl Default for Room {
    fn default() -> Room {
        Room(Arc::new(Semaphore::new(TOGETHER)))
    }
}

/// A body that has come; its room is given back when this goes.
pub(super) struct Received {
    pub(super) bytes: Vec<u8>,
    place: Option<OwnedSemaphorePermit>,
}

impl Room {
    pub(super) async fn read(&self, mut body: Body) -> Result<Received, Error> {
        let announced = body.size_hint().lower();
        if announced > MOST as u64 {
            return Err(too_large());
        }
        let mut until = Instant::now() + PATIENCE;
        let mut received = Received {
            bytes: Vec::with_capacity(usize::try_from(announced).unwrap_or(0).min(64 << 10)),
            place: None,
        };
        loop {
            let frame = timeout_at(until, body.frame()).await;
            let Some(frame) = frame.map_err(|_| too_slow())? else {
                return Ok(received);
            };
            let frame = frame.map_err(|_| {
                Error::bad_request("unreadable_body", "the body ended before it was whole")
            })?;
            if let Some(data) = frame.data_ref() {
                if received.bytes.len() + data.len() > MOST {
                    return Err(too_large());
                }
                self.make_room(&mut received, data.len())?;
                received.bytes.extend_from_slice(data);
                until = (until + earned(data.len())).min(Instant::now() + PATIENCE);
            }
        }
    }

    fn make_room(&self, received: &mut Received, bytes: usize) -> Result<(), Error> {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let place = Arc::clone(&self.0).try_acquire_many_owned(bytes);
        let place = place.map_err(|_| Error::busy())?;
        match &mut received.place {
            Some(held) => held.merge(place),
            none => *none = Some(place),
        }
        Ok(())
    }
}

fn earned(bytes: usize) -> Duration {
    Duration::from_secs(bytes as u64) / SLOWEST
}

fn too_large() -> Error {
    Error::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too_large",
        "a body has at most 1 MiB; send it in parts",
    )
}

fn too_slow() -> Error {
    Error::new(
        StatusCode::REQUEST_TIMEOUT,
        "too_slow",
        "the body came too slowly; send it again",
    )
}
