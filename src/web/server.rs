//! The accept loop: connections have limits in number and time, and stop gracefully.
//!
//! `axum::serve` never closes a connection that sends half a header, so a few
//! thousand of them would end the service; this is hyper below it.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::client::Client;
use super::patience::Patience;

/// What connections may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// At a time; whoever comes then is told to come back.
    pub connections: usize,
    /// For a whole header, and between two requests of a connection.
    pub header: Duration,
    /// Without a byte of an answer being taken.
    pub answer: Duration,
    /// For what is under way when the service is stopped.
    pub stop: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            connections: 4096,
            header: Duration::from_secs(10),
            answer: Duration::from_secs(10),
            stop: Duration::from_secs(10),
        }
    }
}

/// Headers of one request, in all and in number.
const HEADER_BYTES: usize = 32 << 10;
const HEADERS: usize = 64;

/// Bytes of answers that the system keeps for whoever does not take them: left to itself
/// it keeps megabytes for each connection, outside of all bounds of ours.
const UNTAKEN: u32 = 128 << 10;

/// Listens at an address; connections have the socket's bounds.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // A service that is started again must not wait for connections of the last one.
    socket.set_reuseaddr(true)?;
    socket.set_send_buffer_size(UNTAKEN)?;
    socket.bind(address)?;
    socket.listen(1024)
}

/// Serves connections until `stop` comes, then lets what is in flight be answered.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let room = Arc::new(Semaphore::new(limits.connections));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, mostly: those in use will be given back.
                tracing::warn!(%error, "could not accept a connection");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        match Arc::clone(&room).try_acquire_owned() {
            Ok(place) => {
                let client = Client(address.ip());
                let router = router.clone().layer(axum::Extension(client));
                tokio::spawn(connection(
                    stream,
                    router,
                    limits,
                    graceful.watcher(),
                    place,
                ));
            }
            Err(_) => {
                tokio::spawn(turn_away(stream));
            }
        }
    }
    drop(listener);
    if timeout(limits.stop, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests were still under way when the service stopped");
    }
    Ok(())
}

async fn connection(
    stream: TcpStream,
    router: Router,
    limits: Limits,
    watcher: hyper_util::server::graceful::Watcher,
    _place: OwnedSemaphorePermit,
) {
    // Small answers must not wait for more to come.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(Patience::new(stream, limits.answer));
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header)
        .max_headers(HEADERS)
        .max_header_size(HEADER_BYTES)
        .serve_connection(io, TowerToHyperService::new(router));
    if let Err(error) = watcher.watch(served).await {
        tracing::debug!(%error, "a connection ended early");
    }
}

const NO_ROOM: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n\
Content-Type: application/json\r\nContent-Length: 71\r\nConnection: close\r\n\r\n\
{\"code\":\"busy\",\"message\":\"too many connections; come back in a second\"}";

async fn turn_away(mut stream: TcpStream) {
    let _ = timeout(Duration::from_secs(1), async {
        stream.write_all(NO_ROOM).await?;
        stream.shutdown().await
    })
    .await;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use tokio::io::AsyncReadExt;

    /// What is answered on a connection, as far as it has come.
    async fn ask(stream: &mut TcpStream) -> String {
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n").await;
        let mut answer = [0; 512];
        let read = stream.read(&mut answer).await.unwrap_or(0);
        String::from_utf8_lossy(&answer[..read]).into_owned()
    }

    #[tokio::test]
    async fn whoever_finds_no_room_is_told_so_and_served_when_there_is() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let limits = Limits {
            connections: 2,
            ..Limits::default()
        };
        tokio::spawn(serve(
            listener,
            Router::new(),
            limits,
            std::future::pending(),
        ));
        let mut held = Vec::new();
        for _ in 0..2 {
            let mut stream = TcpStream::connect(address).await.unwrap();
            assert!(ask(&mut stream).await.starts_with("HTTP/1.1 404"));
            held.push(stream);
        }
        let mut third = TcpStream::connect(address).await.unwrap();
        let answer = ask(&mut third).await;
        assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
        assert!(answer.contains("\r\nRetry-After: 1\r\n"), "{answer}");
        assert!(ask(&mut held[0]).await.starts_with("HTTP/1.1 404"));
        held.pop();
        loop {
            let mut next = TcpStream::connect(address).await.unwrap();
            if ask(&mut next).await.starts_with("HTTP/1.1 404") {
                break;
            }
        }
    }

    #[test]
    fn who_is_turned_away_gets_a_whole_answer() {
        let text = std::str::from_utf8(NO_ROOM).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("Content-Length: {}\r\n", body.len())));
    }
}
