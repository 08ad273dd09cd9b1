//! Takes a file of conversations into a site: all of it, or nothing if it fails.

use std::io::{self, BufRead};

use rusqlite::Connection;

use super::read::{self, Format, Problem};
use super::store::{self, Outcome};
use crate::failpoint::reach;
use crate::input::tally::Tally;
use crate::period::Millis;

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("could not read on")]
    Read(#[from] io::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("line {}: {} ({}); nothing of this file was imported", .0.line, .0.message, .0.code)]
    Strict(Problem),
}

/// How to take a file.
pub struct Intake<'i> {
    pub db: &'i Connection,
    /// What undated conversations count as, unless `undated` says otherwise.
    pub imported_at: Millis,
    /// When conversations took place that do not say.
    pub undated: Option<Millis>,
    /// What stands for a person.
    pub hash: &'i dyn Fn(&str) -> String,
    /// One refused conversation makes the whole file fail.
    pub strict: bool,
    /// Told of every refused conversation, in the order of the file.
    pub refused: &'i mut dyn FnMut(&Problem),
}

impl Intake<'_> {
    /// Takes all conversations; `name` tells the format where none is given.
    pub fn run(
        &mut self,
        input: impl BufRead,
        name: &str,
        format: Option<Format>,
    ) -> Result<Tally, Error> {
        let transaction = self
            .db
            .unchecked_transaction()
            .map_err(store::Error::from)?;
        let mut tally = Tally::default();
        let mut failed = None;
        read::read(input, name, format, &mut |read| {
            tally.read += 1;
            if failed.is_none()
                && let Err(error) = self.take(read, &mut tally)
            {
                failed = Some(error);
            }
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        reach("transcripts.read");
        transaction.commit().map_err(store::Error::from)?;
        reach("transcripts.committed");
        Ok(tally)
    }

    fn take(
        &mut self,
        read: Result<super::Conversation, Problem>,
        tally: &mut Tally,
    ) -> Result<(), Error> {
        let mut conversation = match read {
            Ok(conversation) => conversation,
            Err(problem) if self.strict => return Err(Error::Strict(problem)),
            Err(problem) => {
                (self.refused)(&problem);
                tally.refuse(problem.code);
                return Ok(());
            }
        };
        conversation.at = conversation.at.or(self.undated);
        let outcome = store::keep(self.db, conversation, self.imported_at, self.hash)?;
        reach("transcripts.kept");
        match outcome {
            Outcome::Same => tally.duplicates += 1,
            Outcome::New | Outcome::Replaced => tally.accepted += 1,
        }
        Ok(())
    }
}
