//! Brings a site's facts up to date behind the writer: one thread a site.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::chain;
use super::metrics::Metrics;
use super::wake::{Wake, Woken};
use crate::facts::{Error, Facts};
use crate::kpi::Catalogue;
use crate::period::{Millis, now};
use crate::sqlite;

/// Between two folds, at least: a stream of single events is folded in handfuls. And as
/// long as the last fold took: under a flood, whoever sends comes before whoever looks.
const PAUSE: Duration = Duration::from_millis(250);

/// Between two tries, when the disk fails.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// How new the figures are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Freshness {
    /// The number of the last event in them.
    pub watermark: i64,
    /// When they were brought up to date.
    pub at: Millis,
}

/// The thread that folds, until it is told to end.
pub(super) struct Follower {
    wake: Option<Wake>,
    freshness: watch::Receiver<Freshness>,
    thread: Option<JoinHandle<()>>,
}

impl Follower {
    pub(super) fn start(
        facts: Facts,
        catalogue: Arc<RwLock<Arc<Catalogue>>>,
        metrics: Arc<Metrics>,
    ) -> std::io::Result<Follower> {
        let (wake, woken) = Wake::new();
        let (told, freshness) = watch::channel(Freshness::default());
        let following = Following {
            facts,
            catalogue,
            metrics,
            told,
            failed: BTreeMap::new(),
        };
        let thread = std::thread::Builder::new()
            .name("follower".to_owned())
            .spawn(move || following.run(&woken))?;
        wake.wake();
        Ok(Follower {
            wake: Some(wake),
            freshness,
            thread: Some(thread),
        })
    }

    pub(super) fn wake(&self) -> Option<Wake> {
        self.wake.clone()
    }

    pub(super) fn freshness(&self) -> watch::Receiver<Freshness> {
        self.freshness.clone()
    }
}

impl Drop for Follower {
    /// The fold that is under way ends first; whoever writes must have ended before.
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Following {
    facts: Facts,
    catalogue: Arc<RwLock<Arc<Catalogue>>>,
    metrics: Arc<Metrics>,
    told: watch::Sender<Freshness>,
    /// KPIs that are known to fail, and why.
    failed: BTreeMap<String, String>,
}

impl Following {
    fn run(mut self, woken: &Woken) {
        while woken.wait() {
            let begun = Instant::now();
            let pause = match self.follow() {
                Ok(()) => {
                    let took = begun.elapsed();
                    self.metrics.folds.observe(took.as_secs_f64());
                    PAUSE.max(took)
                }
                Err(error) => {
                    tracing::error!(error = %chain(&error), "could not bring the figures up to date");
                    AFTER_FAILURE
                }
            };
            woken.pause(pause);
        }
    }

    fn follow(&mut self) -> Result<(), Error> {
        let catalogue = self.catalogue();
        // Each time, since facts that were made anew are another file.
        sqlite::hold_little(self.facts.db())?;
        self.facts.refresh(&catalogue.sources(), &|_, _| ())?;
        self.set_aside(&catalogue)?;
        self.told.send_replace(Freshness {
            watermark: self.facts.watermark()?.events,
            at: now(),
        });
        Ok(())
    }

    /// KPIs that fail on the facts as they are now, and were not known to.
    fn set_aside(&mut self, catalogue: &Catalogue) -> Result<(), Error> {
        let failed = self.facts.failed_kpis()?;
        if failed != self.failed {
            let mut changed = catalogue.clone();
            changed.set_aside(failed.clone());
            let mut known = self
                .catalogue
                .write()
                .unwrap_or_else(PoisonError::into_inner);
            *known = Arc::new(changed);
            self.failed = failed;
        }
        Ok(())
    }

    fn catalogue(&self) -> Arc<Catalogue> {
        let catalogue = self.catalogue.read();
        Arc::clone(&catalogue.unwrap_or_else(PoisonError::into_inner))
    }
}
