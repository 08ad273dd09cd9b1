//! Reads a site's figures while they change: few connections, each on a snapshot.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::Unavailable;
use crate::events::log;
use crate::facts;
use crate::kpi::Catalogue;
use crate::site::{Settings, View};
use crate::sqlite;

/// Figures computed at a time: more would take the processors from what comes in.
const AT_A_TIME: usize = 4;

/// What each connection keeps of its file in memory: sums are small, and there are several.
const CACHE_KIB: u32 = 4 << 10;

/// How long to wait for a turn.
const PATIENCE: Duration = Duration::from_secs(5);

pub struct Readers {
    name: String,
    folder: PathBuf,
    settings: Settings,
    catalogue: Arc<RwLock<Arc<Catalogue>>>,
    idle: Mutex<Vec<Connections>>,
    turns: Arc<Semaphore>,
}

/// What figures are read with.
struct Connections {
    facts: Connection,
    events: Connection,
    /// Which file the facts are: facts that are made anew are another one of the same name.
    of: (u64, u64),
}

impl Readers {
    pub(super) fn new(
        name: String,
        folder: PathBuf,
        settings: Settings,
        catalogue: Arc<RwLock<Arc<Catalogue>>>,
    ) -> Readers {
        Readers {
            name,
            folder,
            settings,
            catalogue,
            idle: Mutex::default(),
            turns: Arc::new(Semaphore::new(AT_A_TIME)),
        }
    }

    /// Reads on one snapshot, on a thread of its own.
    pub async fn read<T, E, R>(self: Arc<Self>, read: R) -> Result<Result<T, E>, Unavailable>
    where
        T: Send + 'static,
        E: Send + 'static,
        R: FnOnce(View<'_>) -> Result<T, E> + Send + 'static,
    {
        let turn = Arc::clone(&self.turns).acquire_owned();
        let turn = tokio::time::timeout(PATIENCE, turn).await;
        let Ok(Ok(turn)) = turn else {
            return Err(Unavailable::Busy);
        };
        let reading = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            self.read_now(read)
        });
        reading.await.unwrap_or(Err(Unavailable::Damaged))
    }

    fn read_now<T, E>(
        &self,
        read: impl FnOnce(View<'_>) -> Result<T, E>,
    ) -> Result<Result<T, E>, Unavailable> {
        let connections = self.connections().map_err(|error| {
            tracing::error!(error = %super::chain(&error), "could not open the figures");
            Unavailable::Damaged
        })?;
        let catalogue = self.catalogue.read();
        let catalogue = Arc::clone(&catalogue.unwrap_or_else(PoisonError::into_inner));
        let found = read(View {
            name: &self.name,
            settings: &self.settings,
            catalogue: &catalogue,
            facts: &connections.facts,
            events: &connections.events,
        });
        if connections.facts.execute_batch("commit").is_ok() {
            self.idle().push(connections);
        }
        Ok(found)
    }

    /// Connections on a snapshot of now.
    fn connections(&self) -> Result<Connections, sqlite::Error> {
        let path = self.folder.join(facts::FILE);
        let of = fs::metadata(&path).map_or((0, 0), |file| (file.dev(), file.ino()));
        let idle = self.idle().pop().filter(|idle| idle.of == of);
        let connections = match idle {
            Some(idle) => idle,
            None => Connections {
                facts: open(&path)?,
                events: open(&self.folder.join(log::FILE))?,
                of,
            },
        };
        let begun = connections.facts.execute_batch("begin");
        begun.map_err(|source| sqlite::Error::Open { path, source })?;
        Ok(connections)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connections>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn open(path: &Path) -> Result<Connection, sqlite::Error> {
    let db = sqlite::open_read_only(path)?;
    let bounded = sqlite::bound_cache(&db, CACHE_KIB);
    bounded.map_err(|source| sqlite::Error::Open {
        path: path.to_owned(),
        source,
    })?;
    Ok(db)
}
