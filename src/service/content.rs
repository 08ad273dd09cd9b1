//! The FAQ of a site being served: one connection that changes it, one index that searches it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use rusqlite::Connection;

use super::wake::Wake;
use crate::facts::Watermark;
use crate::faq::{self, ImportOptions, ImportReport, Reading};
use crate::figures::{self, Again, Identity, Kept};
use crate::kpi::{Figure, Kpi, Question};
use crate::period::now;
use crate::search::Index;
use crate::site::{self, CONTENT, Settings, index};
use crate::sqlite;

pub struct Content {
    folder: PathBuf,
    db: Mutex<Connection>,
    index: RwLock<Arc<Index>>,
    /// What comments are answered by is among the facts.
    follower: Option<Wake>,
}

impl Content {
    pub(super) fn open(
        folder: PathBuf,
        db: Connection,
        follower: Option<Wake>,
    ) -> Result<Content, site::Error> {
        let index = Arc::new(index(&folder, &db)?);
        Ok(Content {
            folder,
            db: Mutex::new(db),
            index: RwLock::new(index),
            follower,
        })
    }

    /// What is searched now; it stays as it is for as long as it is held.
    pub fn index(&self) -> Arc<Index> {
        Arc::clone(&self.index.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Keeps a figure; its link.
    pub fn keep(
        &self,
        settings: &Settings,
        kpi: &Kpi,
        question: &Question,
        watermark: Watermark,
        figure: Figure,
    ) -> Result<String, site::Error> {
        let db = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        let settings = settings.for_facts()?;
        let content = figures::Content::of(&db, watermark, &settings)?;
        let identity = Identity::new(kpi, question, watermark, content, &settings);
        Ok(figures::keep(&db, &Kept::new(identity, figure), now())?)
    }

    /// The figure of a link.
    pub fn figure(&self, link: &str) -> Result<Option<Kept>, site::Error> {
        let db = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(figures::find(&db, link)?)
    }

    /// The KPI of a figure, as it was defined then.
    pub fn definition(&self, kept: &Kept) -> Result<Kpi, site::Error> {
        let db = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(figures::definition(&db, kept)?)
    }

    /// Computes a figure again: it reads all events up to its own.
    pub fn again(&self, settings: &Settings, kept: &Kept) -> Result<Again, site::Error> {
        let db = sqlite::open_read_only(&self.folder.join(CONTENT))?;
        let settings = settings.for_facts()?;
        Ok(figures::again(
            &db,
            &self.folder,
            &settings,
            kept,
            &|_, _| (),
        )?)
    }

    /// Takes entries in; when this returns they are on the disk and are found.
    pub fn import(
        &self,
        reading: Reading,
        options: ImportOptions,
    ) -> Result<ImportReport, site::Error> {
        let db = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        let report = faq::import(&db, reading, options)?;
        let index = Arc::new(index(&self.folder, &db)?);
        *self.index.write().unwrap_or_else(PoisonError::into_inner) = index;
        self.follower.iter().for_each(Wake::wake);
        Ok(report)
    }
}
