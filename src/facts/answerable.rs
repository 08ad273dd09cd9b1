//! Whether the site's FAQ answers a comment.
//!
//! That is a question to the FAQ as it is published now, so it is asked behind the fold:
//! of comments that were folded, and of all of them when something else is published.
//! The FAQ lies beside the facts and not below them: whoever opens both brings it.

use std::path::Path;

use rayon::prelude::*;
use rusqlite::{Connection, Row, params};

use super::cubes::{Computed, Filling, Source};
use super::reader::CONTENT;
use super::{Error, Settings, concerned, meta, set_meta};
use crate::failpoint::reach;
use crate::sqlite;
use crate::text::language::Lang;

/// What may go wrong in a FAQ.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// Whether a search with the words of a text finds a published entry.
pub type Answers = Box<dyn Fn(&str, Lang) -> Result<bool, Trouble> + Send + Sync>;

/// What facts ask of a site's FAQ, each time on a snapshot of the site's content.
pub trait Faq: Send + Sync {
    /// Another one for other entries; 0 where there never were any.
    fn version(&self, content: &Connection) -> Result<i64, Trouble>;

    /// None where nothing is published: then it is not known what would be found.
    fn answers(&self, content: &Connection) -> Result<Option<Answers>, Trouble>;
}

/// Nothing was ever published.
pub struct NoFaq;

impl Faq for NoFaq {
    fn version(&self, _: &Connection) -> Result<i64, Trouble> {
        Ok(0)
    }

    fn answers(&self, _: &Connection) -> Result<Option<Answers>, Trouble> {
        Ok(None)
    }
}

/// The name of the version that all comments were asked of, among what facts know of
/// themselves.
const VERSION: &str = "faq";

/// The FAQ as it is published at one moment.
pub(super) struct Published<'s> {
    settings: &'s Settings,
    content: Option<Connection>,
    version: i64,
}

impl<'s> Published<'s> {
    pub(super) fn open(folder: &Path, settings: &'s Settings) -> Result<Published<'s>, Error> {
        let path = folder.join(CONTENT);
        let content = path
            .exists()
            .then(|| sqlite::open_read_only(&path))
            .transpose()?;
        let version = match &content {
            Some(content) => {
                content.execute_batch("begin")?;
                settings.faq.version(content).map_err(Error::Faq)?
            }
            None => 0,
        };
        Ok(Published {
            settings,
            content,
            version,
        })
    }

    /// The comments that a SELECT finds and whose answer is another one than they have.
    fn changes(&self, db: &Connection, found: &str) -> Result<Vec<Change>, Error> {
        let sql =
            format!("select comments.rowid, conversation, text, lang, answerable from {found}");
        let mut statement = db.prepare(&sql)?;
        let mut rows = statement.query([])?;
        let Some(first) = rows.next()? else {
            return Ok(Vec::new());
        };
        let mut asking = Asking {
            answers: self.answers()?,
            otherwise: self.settings.lang,
            waiting: vec![Comment::of(first)?],
            changes: Vec::new(),
        };
        while let Some(row) = rows.next()? {
            asking.add(Comment::of(row)?)?;
        }
        asking.finish()
    }

    fn answers(&self) -> Result<Option<Answers>, Error> {
        match &self.content {
            Some(content) => self.settings.faq.answers(content).map_err(Error::Faq),
            None => Ok(None),
        }
    }
}

/// Comments asked at a time, on all cores.
const PARCEL: usize = 4096;

struct Asking {
    answers: Option<Answers>,
    otherwise: Lang,
    waiting: Vec<Comment>,
    changes: Vec<Change>,
}

impl Asking {
    fn add(&mut self, comment: Comment) -> Result<(), Error> {
        self.waiting.push(comment);
        match self.waiting.len() {
            PARCEL => self.ask(),
            _ => Ok(()),
        }
    }

    fn ask(&mut self) -> Result<(), Error> {
        let waiting = std::mem::take(&mut self.waiting);
        let changes = waiting.into_par_iter().map(|comment| {
            let lang = comment.lang.as_deref().and_then(Lang::parse);
            let lang = lang.unwrap_or(self.otherwise);
            let answers = self.answers.as_ref();
            let now = answers
                .map(|answers| answers(&comment.text, lang))
                .transpose()?;
            Ok((now != comment.answerable).then_some(Change {
                row: comment.row,
                conversation: comment.conversation,
                answerable: now,
            }))
        });
        let changes: Vec<Option<Change>> = changes.collect::<Result<_, _>>().map_err(Error::Faq)?;
        self.changes.extend(changes.into_iter().flatten());
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Change>, Error> {
        self.ask()?;
        Ok(self.changes)
    }
}

struct Comment {
    row: i64,
    conversation: String,
    text: String,
    lang: Option<String>,
    answerable: Option<bool>,
}

impl Comment {
    fn of(row: &Row<'_>) -> rusqlite::Result<Comment> {
        Ok(Comment {
            row: row.get(0)?,
            conversation: row.get(1)?,
            text: row.get(2)?,
            lang: row.get(3)?,
            answerable: row.get(4)?,
        })
    }
}

/// A comment, and what is true of it now.
struct Change {
    row: i64,
    conversation: String,
    answerable: Option<bool>,
}

fn write(db: &Connection, changes: &[Change]) -> rusqlite::Result<()> {
    let mut statement =
        db.prepare_cached("update main.comments set answerable = ?2 where rowid = ?1")?;
    for change in changes {
        statement.execute(params![change.row, change.answerable])?;
    }
    Ok(())
}

const ALL: &str = "main.comments";

/// Asks of all comments, which are new.
pub(super) fn all(db: &Connection, published: &Published<'_>) -> Result<(), Error> {
    write(db, &published.changes(db, ALL)?)?;
    note(db, published)?;
    Ok(())
}

/// Asks of the comments whose conversations are named, again.
pub(super) fn concerned(db: &Connection, published: &Published<'_>) -> Result<(), Error> {
    let named = "temp.conversations_named as named cross join main.comments
                 on comments.conversation = named.id and named.source = 'comment'";
    write(db, &published.changes(db, named)?)?;
    Ok(())
}

/// Asks of all comments again if something else is published than when they were asked of;
/// the sums change with those whose answer does. Gives what the cubes that are being filled
/// have more.
pub(super) fn follow(
    db: &Connection,
    (kept, filling): (&[&Source], Option<&Filling>),
    published: &Published<'_>,
) -> Result<Option<Vec<Computed>>, Error> {
    if is_asked_of(db)? == published.version {
        return Ok(None);
    }
    let changes = published.changes(db, ALL)?;
    let transaction = db.unchecked_transaction()?;
    transaction.execute_batch(concerned::NAMES)?;
    let mut name = transaction
        .prepare_cached("insert or ignore into temp.conversations_named values ('comment', ?1)")?;
    for change in &changes {
        name.execute([&change.conversation])?;
    }
    drop(name);
    let before = concerned::Before::of(&transaction, kept, filling)?;
    write(&transaction, &changes)?;
    reach("answerable.written");
    let changes = before.follow(&transaction)?;
    note(&transaction, published)?;
    transaction.commit()?;
    reach("answerable.committed");
    Ok(Some(changes))
}

/// The version of the FAQ that all comments were asked of.
fn is_asked_of(db: &Connection) -> rusqlite::Result<i64> {
    let known = meta(db, VERSION)?;
    Ok(known.and_then(|known| known.parse().ok()).unwrap_or(0))
}

fn note(db: &Connection, published: &Published<'_>) -> rusqlite::Result<()> {
    match published.version {
        // As facts are that never met a FAQ.
        0 => db
            .execute("delete from meta where name = ?1", [VERSION])
            .map(|_| ()),
        version => set_meta(db, VERSION, &version.to_string()),
    }
}
