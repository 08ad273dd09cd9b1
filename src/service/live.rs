//! One site being served.

use std::io;
use std::sync::{Arc, Mutex, RwLock};

use serde_json::Value;
use tokio::sync::watch;

use super::audience::Audience;
use super::follower::{Follower, Freshness};
use super::ingest::{Arrival, Gate, Offered};
use super::metrics::Metrics;
use super::mover::Mover;
use super::readers::Readers;
use super::wake::Wake;
use super::writer::Writer;
use super::{Content, Error};
use crate::events::{Checker, SiteKey, log};
use crate::period::now;
use crate::site::{self, Settings, Site};
use crate::sqlite;
use crate::text::language::Lang;

/// A site whose threads run; dropping it ends them, with all they were given done.
pub struct Live {
    pub name: String,
    settings: Settings,
    key: SiteKey,
    audience: Arc<Mutex<Audience>>,
    content: Content,
    readers: Arc<Readers>,
    // In the order in which they end: nothing is written that is not followed.
    writer: Writer,
    _mover: Mover,
    follower: Follower,
}

impl Live {
    pub(super) fn start(
        site: Site,
        audience: &Arc<Mutex<Audience>>,
        metrics: &Arc<Metrics>,
    ) -> Result<Live, Error> {
        let catalogue = Arc::new(RwLock::new(Arc::new(site.catalogue)));
        let follower = Follower::start(site.facts, Arc::clone(&catalogue), Arc::clone(metrics))?;
        let path = site.folder.join(log::FILE);
        let mover = Mover::start(&path).map_err(site::Error::from)?;
        sqlite::hold_little(site.events.db()).map_err(site::Error::from)?;
        let wakes = [follower.wake(), mover.wake()];
        let writer = Writer::start(site.events, path, Arc::clone(metrics), move || {
            wakes.iter().flatten().for_each(Wake::wake);
        })?;
        let readers = Readers::new(
            site.name.clone(),
            site.folder.clone(),
            site.settings.clone(),
            catalogue,
        );
        Ok(Live {
            name: site.name,
            settings: site.settings,
            key: site.key,
            audience: Arc::clone(audience),
            content: Content::open(site.folder, site.content)?,
            readers: Arc::new(readers),
            writer,
            _mover: mover,
            follower,
        })
    }

    /// Checks events; those that pass are not written yet.
    pub fn offer(&self, values: Vec<Value>, arrival: &Arrival<'_>) -> io::Result<Offered> {
        let checker = Checker {
            site: self.name.clone(),
            key: self.key.clone(),
            now: now(),
        };
        let gate = Gate {
            checker: &checker,
            audience: &self.audience,
            customer_path: self.settings.customer_path,
        };
        gate.check(values, arrival)
    }

    pub fn content(&self) -> &Content {
        &self.content
    }

    /// The language of texts that name none.
    pub fn lang(&self) -> Lang {
        self.settings.lang
    }

    pub fn writer(&self) -> &Writer {
        &self.writer
    }

    pub fn readers(&self) -> Arc<Readers> {
        Arc::clone(&self.readers)
    }

    /// How new the figures are, and when that changes.
    pub fn freshness(&self) -> watch::Receiver<Freshness> {
        self.follower.freshness()
    }
}
