//! The site's published entries, as its facts ask them.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use crate::facts::answerable::{Answers, Faq, Trouble};
use crate::faq;
use crate::search::Index;

/// Makes an index of its own in memory where one is needed: the one in the site's folder is
/// of the newest entries, which may be newer than the snapshot that is asked of.
#[derive(Default)]
pub(super) struct PublishedEntries {
    /// The last one, with the version of its entries.
    made: Mutex<Option<(i64, Arc<Index>)>>,
}

impl Faq for PublishedEntries {
    fn version(&self, content: &Connection) -> Result<i64, Trouble> {
        Ok(faq::content_version(content)?)
    }

    fn answers(&self, content: &Connection) -> Result<Option<Answers>, Trouble> {
        let version = self.version(content)?;
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let index = match &*made {
            Some((of, index)) if *of == version => Arc::clone(index),
            _ => Arc::new(Index::in_memory(&faq::published(content)?)?),
        };
        *made = Some((version, Arc::clone(&index)));
        Ok((!index.is_empty())
            .then(|| -> Answers { Box::new(move |text, lang| Ok(index.answers(text, lang)?)) }))
    }
}
