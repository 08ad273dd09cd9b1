//! Appends what comes over HTTP: one thread a site, a bounded queue, one commit for many requests.
//!
//! A commit waits for the disk, which takes milliseconds whatever is in it: so
//! whoever came meanwhile goes into the next one together. An answer is given
//! after the commit, never before. When the disk fails, whoever waits is told,
//! nothing is acknowledged, and the next commit tries again on a file opened anew. An
//! event whose row is damaged is left out, and is nobody else's trouble.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::Instant;

use rusqlite::ErrorCode;
use tokio::sync::oneshot;

use super::metrics::Metrics;
use super::{CACHE_KIB, chain, has_ended};
use crate::events::log::{self, Appending, Receipt};
use crate::events::{Event, Log};
use crate::sqlite::bound_cache;

/// Requests waiting for the writer; the next one is told to come back.
const WAITING: usize = 1024;

/// Events in one commit: enough to make it cheap, few enough to keep it short.
const TOGETHER: usize = 8192;

/// Why events could not be kept. Nothing was acknowledged; they may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("too many requests are waiting; send again in a second")]
    Busy,
    #[error("the disk is full; free some room and send again")]
    NoRoom,
    #[error("the events could not be written; send again in a few seconds")]
    Failed,
}

/// What became of the events of a request, once they are on the disk.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Written {
    pub receipt: Receipt,
    /// Those left out, by their place among them: their ids have damaged rows in the log,
    /// which only what they were can mend.
    pub damaged: Vec<usize>,
}

type Answer = Result<Written, Refused>;

struct Job {
    events: Vec<Event>,
    answer: oneshot::Sender<Answer>,
}

/// Hands events to the thread that writes; it ends when this is dropped.
pub struct Writer {
    queue: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread; `committed` is called after each commit.
    pub fn start(
        log: Log,
        path: PathBuf,
        metrics: Arc<Metrics>,
        committed: impl Fn() + Send + 'static,
    ) -> std::io::Result<Writer> {
        let (queue, jobs) = sync_channel(WAITING);
        let writing = Writing {
            path,
            metrics,
            committed,
        };
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || writing.run(log, &jobs))?;
        Ok(Writer {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    /// Appends events; when this gives a receipt they are on the disk.
    pub async fn append(&self, events: Vec<Event>) -> Result<Written, Refused> {
        let answer = self.send(events)?;
        answer.await.unwrap_or(Err(Refused::Failed))
    }

    /// Has events appended soon, for what nobody waits for.
    pub fn send(&self, events: Vec<Event>) -> Result<oneshot::Receiver<Answer>, Refused> {
        let (answer, received) = oneshot::channel();
        let queue = self.queue.as_ref().ok_or(Refused::Failed)?;
        match queue.try_send(Job { events, answer }) {
            Ok(()) => Ok(received),
            Err(TrySendError::Full(_)) => Err(Refused::Busy),
            Err(TrySendError::Disconnected(_)) => Err(Refused::Failed),
        }
    }

    /// Whether it writes no more.
    pub(super) fn has_ended(&self) -> bool {
        has_ended(self.thread.as_ref())
    }
}

impl Drop for Writer {
    /// Everything in the queue is written before this returns.
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Writing<C> {
    path: PathBuf,
    metrics: Arc<Metrics>,
    committed: C,
}

impl<C: Fn()> Writing<C> {
    fn run(self, log: Log, jobs: &Receiver<Job>) {
        let bounded = bound_cache(log.db(), CACHE_KIB);
        let mut log = bounded.is_ok().then_some(log);
        while let Ok(first) = jobs.recv() {
            let group = gathered(first, jobs);
            let begun = Instant::now();
            let written = match open_again(&mut log, &self.path) {
                Ok(log) => write(log, &group),
                Err(error) => Err(error),
            };
            match written {
                Ok(written) => {
                    self.metrics.commits.observe(begun.elapsed().as_secs_f64());
                    (self.committed)();
                    for (job, written) in group.into_iter().zip(written) {
                        // Whoever has gone meanwhile will send again, which changes nothing.
                        let _ = job.answer.send(Ok(written));
                    }
                }
                Err(error) => {
                    let refused = refused(&error);
                    tracing::error!(error = %chain(&error), "could not write events");
                    // After a failed sync the file's pages in memory cannot be trusted.
                    if refused == Refused::Failed {
                        log = None;
                    }
                    for job in group {
                        let _ = job.answer.send(Err(refused));
                    }
                }
            }
        }
    }
}

fn gathered(first: Job, jobs: &Receiver<Job>) -> Vec<Job> {
    let mut events = first.events.len();
    let mut group = vec![first];
    while events < TOGETHER
        && let Ok(job) = jobs.try_recv()
    {
        events += job.events.len();
        group.push(job);
    }
    group
}

fn open_again<'l>(log: &'l mut Option<Log>, path: &Path) -> Result<&'l mut Log, log::Error> {
    match log {
        Some(log) => Ok(log),
        // A log that is gone is lost: an empty one in its place would hide that.
        None if !path.exists() => Err(log::Error::Sqlite(rusqlite::Error::InvalidPath(
            path.to_owned(),
        ))),
        None => {
            let opened = Log::open(path)?;
            bound_cache(opened.db(), CACHE_KIB)?;
            Ok(log.insert(opened))
        }
    }
}

fn write(log: &mut Log, group: &[Job]) -> Result<Vec<Written>, log::Error> {
    let mut appending = log.begin()?;
    let written = group.iter().map(|job| add(&mut appending, &job.events));
    let written = written.collect::<Result<_, _>>()?;
    appending.commit()?;
    Ok(written)
}

fn add(appending: &mut Appending<'_>, events: &[Event]) -> Result<Written, log::Error> {
    let before = appending.receipt();
    let mut damaged = Vec::new();
    for (place, event) in events.iter().enumerate() {
        match appending.add(event) {
            Ok(_) => {}
            Err(error @ log::Error::Changed { .. }) => {
                tracing::error!(%error, "an event was left out");
                damaged.push(place);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(Written {
        receipt: appending.receipt() - before,
        damaged,
    })
}

fn refused(error: &log::Error) -> Refused {
    match error.code() {
        Some(ErrorCode::DiskFull) => Refused::NoRoom,
        _ => Refused::Failed,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::events::Kind;

    fn event(number: u64) -> Event {
        let mut id = [0; 16];
        id[..8].copy_from_slice(&number.to_le_bytes());
        Event {
            id,
            at: 1_772_442_904_120,
            kind: Kind::Open,
            bot: false,
            client: [1; 16],
            customer: None,
            contact: None,
            conversation: None,
            body: "{}".to_owned(),
        }
    }

    fn writer(committed: impl Fn() + Send + 'static) -> (tempfile::TempDir, PathBuf, Writer) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(log::FILE);
        let log = Log::open(&path).unwrap();
        let writer = Writer::start(log, path.clone(), Arc::default(), committed).unwrap();
        (dir, path, writer)
    }

    #[test]
    fn each_request_gets_a_receipt_of_its_own() {
        let (_dir, _path, writer) = writer(|| ());
        let sent: Vec<_> = [vec![event(1), event(2)], vec![event(2), event(3)]]
            .into_iter()
            .map(|events| writer.send(events).unwrap())
            .collect();
        let receipts: Vec<Receipt> = sent
            .into_iter()
            .map(|answer| answer.blocking_recv().unwrap().unwrap().receipt)
            .collect();
        let counts = receipts.iter().map(|it| (it.accepted, it.duplicates));
        assert_eq!(counts.collect::<Vec<_>>(), [(2, 0), (1, 1)]);
    }

    #[test]
    fn an_event_with_a_damaged_row_is_left_out_and_all_others_are_written() {
        let dir = tempfile::tempdir().unwrap();
        let mut log = Log::open(&dir.path().join(log::FILE)).unwrap();
        log.append(&[event(1)]).unwrap();
        let damage = "update events set body = '{1}'";
        log.db().execute_batch(damage).unwrap();
        let mut other = event(1);
        other.at += 1;
        let jobs = [vec![event(2), other, event(3)], vec![event(4)]].map(|events| Job {
            events,
            answer: oneshot::channel().0,
        });
        let written = write(&mut log, &jobs).unwrap();
        let became = written
            .iter()
            .map(|it| (it.receipt.accepted, it.damaged.as_slice()));
        assert_eq!(became.collect::<Vec<_>>(), [(2, [1].as_slice()), (1, &[])]);
        assert_eq!(log.watermark().unwrap(), 4);
    }

    #[test]
    fn whoever_comes_to_a_full_queue_is_told_to_come_back_and_what_waits_is_written() {
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let (_dir, path, writer) = writer(move || {
            let _ = wait.recv();
        });
        let mut taken = 0;
        let refused = loop {
            match writer.send(vec![event(taken)]) {
                Ok(_) => taken += 1,
                Err(refused) => break refused,
            }
        };
        assert_eq!(refused, Refused::Busy);
        assert!(taken >= WAITING as u64);
        drop(go);
        drop(writer);
        let written = Log::open(&path).unwrap().watermark().unwrap();
        assert_eq!(written.unsigned_abs(), taken);
    }

    #[test]
    fn a_writer_that_panicked_is_known_to_have_ended() {
        let (_dir, _path, writer) = writer(|| panic!("a test's"));
        assert!(!writer.has_ended());
        let answer = writer.send(vec![event(1)]).unwrap();
        assert!(answer.blocking_recv().is_err());
        while !writer.has_ended() {
            std::thread::yield_now();
        }
        assert!(matches!(writer.send(vec![event(2)]), Err(Refused::Failed)));
    }

    #[test]
    fn a_log_that_is_gone_is_not_made_anew() {
        let (_dir, path, writer) = writer(|| ());
        writer
            .send(vec![event(1)])
            .unwrap()
            .blocking_recv()
            .unwrap()
            .unwrap();
        drop(writer);
        std::fs::remove_file(&path).unwrap();
        assert!(open_again(&mut None, &path).is_err());
        assert!(!path.exists());
    }
}
