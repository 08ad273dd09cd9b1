//! The FAQ of a site being served: one connection that changes it, one index that searches it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use rusqlite::Connection;

use super::wake::Wake;
use crate::faq::{self, ImportOptions, ImportReport, Reading};
use crate::search::Index;
use crate::site::{self, index};

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
