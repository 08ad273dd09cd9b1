//! Brings a site's facts up to date behind the writer: one thread a site.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use super::metrics::Metrics;
use super::wake::{Wake, Woken};
use super::{CACHE_KIB, chain, has_ended, name_problems};
use crate::facts::{Error, Facts, Left};
use crate::kpi::Catalogue;
use crate::period::{Millis, now};
use crate::sqlite::bound_cache;

/// Between two folds, at least: a stream of single events is folded in handfuls.
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
            kpis_to_sum: 0,
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

    /// Whether it follows no more.
    pub(super) fn has_ended(&self) -> bool {
        has_ended(self.thread.as_ref())
    }
}

impl Drop for Follower {
    /// The step that is under way ends first, and the next start goes on from there;
    /// whoever writes must have ended before.
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// What became of a step of folding.
enum Step {
    /// Everything that was there when it began is in the figures.
    Last {
        took: Duration,
    },
    OneOfMany {
        took: Duration,
    },
    Failed,
}

impl Step {
    /// How long to rest after it. While events come in, as long as it took: under a flood,
    /// whoever sends comes before whoever looks.
    fn rest(&self, woken: &Woken) -> Duration {
        match self {
            Step::Last { took } => PAUSE.max(*took),
            // The next step answers the call, so it may be taken here.
            Step::OneOfMany { took } if woken.take_call() => *took,
            Step::OneOfMany { .. } => Duration::ZERO,
            Step::Failed => AFTER_FAILURE,
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
    /// KPIs whose sums were not made yet after the last step.
    kpis_to_sum: usize,
}

impl Following {
    fn run(mut self, woken: &Woken) {
        while woken.wait() {
            // What failed is tried again unasked: nobody may send another event.
            loop {
                let step = self.take_step();
                let is_last = matches!(step, Step::Last { .. });
                let goes_on = woken.pause(step.rest(woken));
                if is_last {
                    break;
                }
                if !goes_on {
                    return;
                }
            }
        }
    }

    fn take_step(&mut self) -> Step {
        let begun = Instant::now();
        match self.step() {
            Ok(left) => {
                let took = begun.elapsed();
                self.metrics.folds.observe(took.as_secs_f64());
                match left.is_nothing() {
                    true => Step::Last { took },
                    false => Step::OneOfMany { took },
                }
            }
            Err(error) => {
                tracing::error!(error = %chain(&error), "could not bring the figures up to date");
                Step::Failed
            }
        }
    }

    /// Folds some of what is new; what is left.
    fn step(&mut self) -> Result<Left, Error> {
        let catalogue = self.catalogue();
        // Each time: facts that were made anew are another file.
        bound_cache(self.facts.db(), CACHE_KIB)?;
        let left = self.facts.step(&catalogue.sources(), &|_, _| ())?;
        self.set_aside(&catalogue)?;
        self.tell_kpis_to_sum(left.kpis);
        let watermark = self.facts.watermark()?.events;
        // Sums that are still being made change no figure.
        if left.is_nothing() || watermark != self.told.borrow().watermark {
            let at = now();
            self.told.send_replace(Freshness { watermark, at });
        }
        Ok(left)
    }

    /// Of all sites together in the metrics, and in the log where it begins and ends.
    fn tell_kpis_to_sum(&mut self, left: usize) {
        let before = std::mem::replace(&mut self.kpis_to_sum, left);
        self.metrics.kpis_to_sum.inc_by(left as i64 - before as i64);
        match (before, left) {
            (0, 0) => {}
            (0, kpis) => tracing::info!(kpis, "making sums for new definitions of KPIs"),
            (_, 0) => tracing::info!("the sums for new definitions of KPIs are made"),
            _ => {}
        }
    }

    /// KPIs that fail on the facts as they are now, and were not known to.
    fn set_aside(&mut self, catalogue: &Catalogue) -> Result<(), Error> {
        let failed = self.facts.failed_kpis()?;
        if failed != self.failed {
            let mut changed = catalogue.clone();
            changed.set_aside(failed.clone());
            name_problems(&changed.problems());
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
