//! Requests over many connections, as fast as they are answered or each at its time.
//!
//! Where requests have a time, latency counts from it, and not from when a
//! connection was free: a service that stops for a second makes everybody late
//! who came in that second.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use vigie::eval::ranking::percentile;

use super::client::Client;

pub(crate) type Id = [u8; 16];

/// One request of a load.
pub(crate) struct Request {
    /// When it is to be sent, from the begin on; as soon as a connection is free, if nothing.
    pub(crate) due: Option<Duration>,
    /// Head and body.
    pub(crate) bytes: Vec<u8>,
    /// The events in it.
    pub(crate) ids: Vec<Id>,
}

impl Request {
    pub(crate) fn get(target: &str) -> Request {
        Request {
            due: None,
            bytes: format!("GET {target} HTTP/1.1\r\nhost: localhost\r\n\r\n").into_bytes(),
            ids: Vec::new(),
        }
    }

    /// This one, so many times a second until `last`.
    pub(crate) fn each(self, per_second: f64, last: Duration) -> impl Iterator<Item = Request> {
        let dues = (0..).map(move |number| Duration::from_secs_f64(f64::from(number) / per_second));
        dues.take_while(move |due| *due < last)
            .map(move |due| Request {
                due: Some(due),
                bytes: self.bytes.clone(),
                ids: Vec::new(),
            })
    }
}

/// What became of a load.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) took: Duration,
    /// Requests by the status of their answer.
    pub(crate) statuses: BTreeMap<u16, u64>,
    /// The events of requests answered 202.
    pub(crate) acknowledged: Vec<Id>,
    /// Of each answer, in milliseconds; sorted.
    latencies: Vec<f64>,
}

/// Sends all of a load's requests over so many connections that stay open.
pub(crate) fn run(
    address: SocketAddr,
    connections: usize,
    requests: impl Iterator<Item = Request> + Send,
) -> Outcome {
    let requests = Mutex::new(requests);
    let begun = Instant::now();
    let mut all = Outcome::default();
    thread::scope(|scope| {
        let connection = || send(address, begun, &requests);
        let running: Vec<_> = (0..connections).map(|_| scope.spawn(connection)).collect();
        for one in running {
            all.add(one.join().unwrap());
        }
    });
    all.took = begun.elapsed();
    all.latencies.sort_by(f64::total_cmp);
    all
}

fn send(
    address: SocketAddr,
    begun: Instant,
    requests: &Mutex<impl Iterator<Item = Request>>,
) -> Outcome {
    let mut client = Client::connect(address).unwrap();
    let mut outcome = Outcome::default();
    loop {
        let next = requests.lock().unwrap().next();
        let Some(request) = next else {
            return outcome;
        };
        let due = request.due.map_or_else(Instant::now, |due| begun + due);
        thread::sleep(due.saturating_duration_since(Instant::now()));
        client.send(&request.bytes).unwrap();
        let answer = client.answer().unwrap();
        outcome
            .latencies
            .push(due.elapsed().as_secs_f64() * 1_000.0);
        *outcome.statuses.entry(answer.status).or_default() += 1;
        if answer.status == 202 {
            outcome.acknowledged.extend(request.ids);
        }
    }
}

impl Outcome {
    fn add(&mut self, other: Outcome) {
        for (status, count) in other.statuses {
            *self.statuses.entry(status).or_default() += count;
        }
        self.acknowledged.extend(other.acknowledged);
        self.latencies.extend(other.latencies);
    }

    pub(crate) fn requests(&self) -> u64 {
        self.statuses.values().sum()
    }

    /// Requests a second.
    pub(crate) fn rate(&self) -> f64 {
        self.requests() as f64 / self.took.as_secs_f64()
    }

    /// The latency, in milliseconds, that this share of the answers did not exceed.
    pub(crate) fn at(&self, share: f64) -> f64 {
        percentile(&self.latencies, share).unwrap()
    }

    /// Everybody was answered with this status.
    pub(crate) fn assert_all(&self, status: u16) {
        let expected = BTreeMap::from([(status, self.requests())]);
        assert_eq!(self.statuses, expected);
    }
}
