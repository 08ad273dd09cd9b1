//! The service: every site open at once; one thread of each writes its log, one its facts.
//!
//! Whoever reads has a snapshot of them: they meet in queues and files. Locks are held
//! for a moment, but where imports of a site's FAQ wait for each other.

pub mod audience;
mod content;
mod follower;
pub mod ingest;
mod live;
pub mod metrics;
mod mover;
pub mod parcel;
mod readers;
mod wake;
pub mod writer;

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

use crate::access::{self, Keys, Ring};
use crate::kpi::Problem;
use crate::period::now;
use crate::site::{self, Data};
use audience::Audience;
pub use content::Content;
pub use follower::Freshness;
pub use live::Live;
use metrics::Metrics;
pub use readers::Readers;
pub use writer::{Refused, Writer, Written};

/// What each of the two connections that write keeps of its file in memory.
const CACHE_KIB: u32 = 64 << 10;

/// Why a site cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unavailable {
    Unknown,
    /// It was there, and could not be opened: the log says why.
    Damaged,
    /// Too many read at the same time.
    Busy,
}

/// What of a site works no more until the service is started again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// It could not be opened.
    Damaged,
    /// Events are refused: the thread that writes them has ended.
    WriterEnded,
    /// Figures stand still: the thread that folds has ended.
    FollowerEnded,
}

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error(transparent)]
    Access(#[from] access::Error),
    #[error(transparent)]
    Site(#[from] site::Error),
    #[error("could not read or write the salts of the day")]
    Salts(#[from] io::Error),
}

/// All sites of a data folder, being served.
pub struct Service {
    data: Data,
    pub metrics: Arc<Metrics>,
    keys: Mutex<Keys>,
    ring: RwLock<Arc<Ring>>,
    audience: Arc<Mutex<Audience>>,
    /// A site that could not be opened is none, and is named once.
    sites: RwLock<BTreeMap<String, Option<Arc<Live>>>>,
}

impl Service {
    /// Opens the keys and every site there is; `first` is made if need be.
    pub fn open(data: Data, first: &str) -> Result<Service, Error> {
        let keys = Keys::open(data.folder())?;
        let ring = Arc::new(keys.ring()?);
        let audience = Audience::open(data.folder(), now())?;
        let mut names = data.sites();
        names.push(first.to_owned());
        names.extend(ring.sites().map(str::to_owned));
        let service = Service {
            data,
            metrics: Arc::default(),
            keys: Mutex::new(keys),
            ring: RwLock::new(ring),
            audience: Arc::new(Mutex::new(audience)),
            sites: RwLock::default(),
        };
        for name in names {
            service.add(&name);
        }
        Ok(service)
    }

    /// Opens a site, unless it is open, or is known to be damaged.
    fn add(&self, name: &str) {
        let mut sites = self.sites.write().unwrap_or_else(PoisonError::into_inner);
        if sites.contains_key(name) {
            return;
        }
        let opened = self.data.site_or_new(name).map_err(Error::from);
        let live = opened.and_then(|site| Live::start(site, &self.audience, &self.metrics));
        let live = match live {
            Ok(live) => {
                tracing::info!(site = name, "serving a site");
                Some(Arc::new(live))
            }
            Err(error) => {
                tracing::error!(site = name, error = %chain(&error), "could not open a site");
                None
            }
        };
        sites.insert(name.to_owned(), live);
    }

    /// Follows what changes by itself: keys that were made or revoked, and the day.
    pub fn keep_up(&self) {
        if let Err(error) = self.reread_keys() {
            tracing::error!(error = %chain(&error), "could not read the keys");
        }
        let mut audience = self.audience.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = audience.turn(now()) {
            tracing::error!(%error, "could not change the salt of the day");
        }
    }

    fn reread_keys(&self) -> Result<(), Error> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(ring) = keys.changed_ring()? else {
            return Ok(());
        };
        let ring = Arc::new(ring);
        for site in ring.sites() {
            self.add(site);
        }
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = ring;
        Ok(())
    }

    pub fn site(&self, name: &str) -> Result<Arc<Live>, Unavailable> {
        let sites = self.sites.read().unwrap_or_else(PoisonError::into_inner);
        match sites.get(name) {
            Some(Some(live)) => Ok(Arc::clone(live)),
            Some(None) => Err(Unavailable::Damaged),
            None => Err(Unavailable::Unknown),
        }
    }

    /// The names of the sites that can be asked, sorted.
    pub fn names(&self) -> Vec<String> {
        let sites = self.sites.read().unwrap_or_else(PoisonError::into_inner);
        let open = sites.iter().filter(|(_, live)| live.is_some());
        open.map(|(name, _)| name.clone()).collect()
    }

    /// The sites that are not well, sorted, and why.
    pub fn troubles(&self) -> Vec<(String, Trouble)> {
        let sites = self.sites.read().unwrap_or_else(PoisonError::into_inner);
        let trouble = |live: &Option<Arc<Live>>| match live {
            Some(live) => live.trouble(),
            None => Some(Trouble::Damaged),
        };
        let troubled = sites.iter();
        troubled
            .filter_map(|(name, live)| Some((name.clone(), trouble(live)?)))
            .collect()
    }

    /// The keys as they are now.
    pub fn ring(&self) -> Arc<Ring> {
        Arc::clone(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Whether a thread is gone that nobody has told to end: it panicked.
fn has_ended(thread: Option<&JoinHandle<()>>) -> bool {
    thread.is_none_or(JoinHandle::is_finished)
}

/// An error with what lies under it, for the log.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let sources = std::iter::successors(error.source(), |error| error.source());
    sources.fold(error.to_string(), |text, source| {
        format!("{text}: {source}")
    })
}

/// Says in the log which KPI files cannot be used, and why; the others work.
fn name_problems(problems: &[Problem]) {
    for problem in problems {
        let Problem { file, message } = problem;
        tracing::warn!(file, reason = message, "a KPI file cannot be used");
    }
}
