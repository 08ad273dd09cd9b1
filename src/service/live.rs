//! One site being served.

use std::io;
use std::sync::{Arc, Mutex, RwLock};

use serde_json::Value;
use tokio::sync::watch;

use super::audience::Audience;
use super::follower::{Follower, Freshness};
use super::ingest::{self, Arrival, Gate, Offered};
use super::metrics::Metrics;
use super::mover::Mover;
use super::readers::Readers;
use super::wake::Wake;
use super::writer::Writer;
use super::{Content, Error, Trouble, name_problems};
use crate::events::{Checker, SiteKey, log};
use crate::period::now;
use crate::site::{self, Settings, Site};
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
        name_problems(&site.catalogue.problems());
        let catalogue = Arc::new(RwLock::new(Arc::new(site.catalogue)));
        let follower = Follower::start(site.facts, Arc::clone(&catalogue), Arc::clone(metrics))?;
        let path = site.folder.join(log::FILE);
        let mover = Mover::start(&path).map_err(site::Error::from)?;
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
            content: Content::open(site.folder, site.content, follower.wake())?,
            readers: Arc::new(readers),
            writer,
            _mover: mover,
            follower,
        })
    }

    /// Checks the events of a request's body; those that pass are not written yet.
    pub fn offer(&self, body: &[u8], arrival: &Arrival<'_>) -> Result<Offered, ingest::Error> {
        self.gate(arrival).check(body)
    }

    /// Checks one event of our own making, as if it came from there.
    pub fn offer_one(&self, event: Value, arrival: &Arrival<'_>) -> io::Result<Offered> {
        let mut offered = Offered::default();
        self.gate(arrival).take(Ok(event), 0, &mut offered)?;
        Ok(offered)
    }

    fn gate<'g>(&'g self, arrival: &'g Arrival<'g>) -> Gate<'g> {
        Gate {
            checker: Checker {
                site: self.name.clone(),
                key: self.key.clone(),
                now: now(),
            },
            audience: &self.audience,
            customer_path: self.settings.customer_path,
            arrival,
        }
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

    /// What of it works no more, if anything.
    pub(super) fn trouble(&self) -> Option<Trouble> {
        match (self.writer.has_ended(), self.follower.has_ended()) {
            (true, _) => Some(Trouble::WriterEnded),
            (_, true) => Some(Trouble::FollowerEnded),
            _ => None,
        }
    }

    /// How new the figures are, and when that changes.
    pub fn freshness(&self) -> watch::Receiver<Freshness> {
        self.follower.freshness()
    }
}
