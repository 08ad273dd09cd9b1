//! The FAQ of a site being served: one connection that changes it, one index that searches it.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use rusqlite::Connection;

use crate::faq::{self, ImportOptions, ImportReport, Reading};
use crate::search::Index;
use crate::site::{self, index};

pub struct Content {
    folder: PathBuf,
    db: Mutex<Connection>,
    index: RwLock<Arc<Index>>,
}

impl Content {
    pub(super) fn open(folder: PathBuf, db: Connection) -> Result<Content, site::Error> {
        let index = Arc::new(index(&folder, &db)?);
        Ok(Content {
            folder,
            db: Mutex::new(db),
            index: RwLock::new(index),
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
        Ok(report)
    }
}
