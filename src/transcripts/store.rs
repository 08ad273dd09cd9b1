//! Conversations in `content.db`, masked before they are written.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, named_params};

use super::Conversation;
use crate::period::Millis;
use crate::sqlite::seal;
use crate::text::mask::{has_personal_data, mask};

/// The tables, in the order of their migrations.
///
/// `seq` only grows, also over deleted rows: who has read up to one finds what
/// is new or changed above it.
pub const MIGRATIONS: &[&str] = &["
    create table conversations (
        seq integer primary key autoincrement,
        id text not null unique,
        at integer,
        lang text,
        channel text,
        theme text,
        imported_at integer not null,
        body text not null check (json_valid(body)),
        seal integer not null
    ) strict;
    create index conversations_at on conversations (at);
"];

/// Why conversations could not be kept or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("could not use the table of conversations")]
    Sqlite(#[from] rusqlite::Error),
    #[error("conversation {seq} is not as it was written")]
    Body { seq: i64, source: serde_json::Error },
    #[error("could not write a conversation as JSON")]
    Json(#[from] serde_json::Error),
}

/// What became of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    New,
    /// The same id with the same content was there.
    Same,
    /// The same id with other content was there: it is gone.
    Replaced,
}

/// Keeps a conversation: texts masked, client and customer through `hash`
/// (computed before masking, so that an e-mail address stays one person). Without a
/// time it stays on the day on which it was before.
pub fn keep(
    db: &Connection,
    conversation: Conversation,
    imported_at: Millis,
    hash: &dyn Fn(&str) -> String,
) -> Result<Outcome, Error> {
    let mut conversation = sealed(conversation, hash);
    let Some(before) = before(db, &conversation.id)? else {
        let body = serde_json::to_string(&conversation)?;
        insert(db, &conversation, imported_at, &body)?;
        return Ok(Outcome::New);
    };
    conversation.at = conversation.at.or(before.at);
    let body = serde_json::to_string(&conversation)?;
    if body == before.body {
        return Ok(Outcome::Same);
    }
    db.prepare_cached("delete from conversations where id = $id")?
        .execute(named_params! {"$id": conversation.id})?;
    insert(db, &conversation, before.imported_at, &body)?;
    Ok(Outcome::Replaced)
}

/// What is kept under an id that comes again.
struct Before {
    at: Option<Millis>,
    imported_at: Millis,
    body: String,
}

fn before(db: &Connection, id: &str) -> rusqlite::Result<Option<Before>> {
    let before = |row: &Row<'_>| {
        Ok(Before {
            at: row.get(0)?,
            imported_at: row.get(1)?,
            body: row.get(2)?,
        })
    };
    db.prepare_cached("select at, imported_at, body from conversations where id = $id")?
        .query_row(named_params! {"$id": id}, before)
        .optional()
}

fn insert(
    db: &Connection,
    conversation: &Conversation,
    imported_at: Millis,
    body: &str,
) -> Result<(), Error> {
    db.prepare_cached(
        "insert into conversations (id, at, lang, channel, theme, imported_at, body, seal)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?
    .execute(seal::sealed(&[
        conversation.id.as_str().into(),
        conversation.at.map_or(ValueRef::Null, ValueRef::Integer),
        text(conversation.lang.map(|lang| lang.as_str())),
        text(conversation.channel.as_deref()),
        text(conversation.theme.as_deref()),
        ValueRef::Integer(imported_at),
        body.into(),
    ]))?;
    Ok(())
}

fn text(value: Option<&str>) -> ValueRef<'_> {
    value.map_or(ValueRef::Null, ValueRef::from)
}

/// Without what would tell who it was. A name that holds personal data (an export
/// may number its conversations by e-mail address) is hashed whole, as those of events
/// are: masked, two would be one.
fn sealed(conversation: Conversation, hash: &dyn Fn(&str) -> String) -> Conversation {
    let name = |name: String| match has_personal_data(&name) {
        true => format!("#{}", hash(&name)),
        false => name,
    };
    let mut turns = conversation.turns;
    for turn in &mut turns {
        turn.text = mask(&turn.text).into();
    }
    Conversation {
        id: name(conversation.id),
        turns,
        client: conversation.client.as_deref().map(hash),
        customer: conversation.customer.as_deref().map(hash),
        contact: conversation.contact.map(name),
        channel: conversation.channel.map(name),
        theme: conversation.theme.map(name),
        ..conversation
    }
}

/// A conversation as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its place in the order of arrival.
    pub seq: i64,
    /// When it was first imported; an undated conversation counts on this day.
    pub imported_at: Millis,
    pub conversation: Conversation,
}

/// The columns before the seal.
const SEALED: usize = 7;

/// Gives every conversation kept after `seq`, oldest first, one at a time.
/// Begin at 0. `each` stops the reading by giving `false`.
pub fn each_after(
    db: &Connection,
    seq: i64,
    mut each: impl FnMut(Kept) -> bool,
) -> Result<(), Error> {
    let mut query = db.prepare_cached(
        "select id, at, lang, channel, theme, imported_at, body, seal, seq
         from conversations where seq > $seq order by seq",
    )?;
    let mut rows = query.query(named_params! {"$seq": seq})?;
    while let Some(row) = rows.next()? {
        seal::check(row, SEALED)?;
        let seq = row.get(SEALED + 1)?;
        let body = row.get_ref(6)?.as_str().map_err(rusqlite::Error::from)?;
        let conversation =
            serde_json::from_str(body).map_err(|source| Error::Body { seq, source })?;
        let kept = Kept {
            seq,
            imported_at: row.get(5)?,
            conversation,
        };
        if !each(kept) {
            break;
        }
    }
    Ok(())
}

/// How many conversations are kept.
pub fn count(db: &Connection) -> Result<u64, Error> {
    let count: i64 = db.query_row("select count(*) from conversations", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// How many conversations are kept up to a `seq`; one that was replaced is behind it.
pub fn count_up_to(db: &Connection, seq: i64) -> rusqlite::Result<i64> {
    let sql = "select count(*) from conversations where seq <= ?1";
    db.query_row(sql, [seq], |row| row.get(0))
}

/// The highest `seq`; 0 when nothing is kept.
pub fn last_seq(db: &Connection) -> Result<i64, Error> {
    let query = "select coalesce(max(seq), 0) from conversations";
    Ok(db.query_row(query, [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{Error, MIGRATIONS, Outcome, count, each_after, keep, last_seq};
    use crate::sqlite::is_damage;
    use crate::transcripts::{Conversation, Speaker, Turn};
    use rusqlite::Connection;

    fn db() -> Connection {
        let db = Connection::open_in_memory().unwrap();
        MIGRATIONS
            .iter()
            .for_each(|sql| db.execute_batch(sql).unwrap());
        db
    }

    fn conversation(id: &str, text: &str) -> Conversation {
        Conversation {
            id: id.to_owned(),
            turns: vec![Turn {
                speaker: Speaker::Customer,
                text: text.to_owned(),
                at: Some(1_772_442_904_120),
            }],
            ..Conversation::default()
        }
    }

    fn kept(db: &Connection, id: &str, text: &str) -> Outcome {
        keep(db, conversation(id, text), 7, &|who| format!("#{who}")).unwrap()
    }

    fn stored(db: &Connection) -> Vec<(i64, Conversation)> {
        let mut all = Vec::new();
        each_after(db, 0, |kept| {
            all.push((kept.seq, kept.conversation));
            true
        })
        .unwrap();
        all
    }

    #[test]
    fn the_same_again_changes_nothing() {
        let db = db();
        assert_eq!(kept(&db, "a", "bonjour"), Outcome::New);
        let before = stored(&db);
        assert_eq!(kept(&db, "a", "bonjour"), Outcome::Same);
        assert_eq!(stored(&db), before);
    }

    #[test]
    fn other_content_under_an_id_takes_its_place_with_a_new_seq() {
        let db = db();
        kept(&db, "a", "bonjour");
        kept(&db, "b", "merci");
        assert_eq!(kept(&db, "b", "merci bien"), Outcome::Replaced);
        let seqs: Vec<_> = stored(&db)
            .into_iter()
            .map(|(seq, c)| (seq, c.id))
            .collect();
        assert_eq!(seqs, [(1, "a".to_owned()), (3, "b".to_owned())]);
        assert_eq!((count(&db).unwrap(), last_seq(&db).unwrap()), (2, 3));
    }

    #[test]
    fn without_a_time_a_conversation_stays_on_the_day_on_which_it_was() {
        let undated = |text| {
            let mut said = conversation("a", text);
            said.turns[0].at = None;
            said
        };
        let db = db();
        let days = |said: Conversation, imported_at| {
            let outcome = keep(&db, said, imported_at, &str::to_owned).unwrap();
            let mut days = Vec::new();
            each_after(&db, 0, |kept| {
                days.push((kept.conversation.at, kept.imported_at));
                true
            })
            .unwrap();
            (outcome, days)
        };
        assert_eq!(days(undated("oui"), 7), (Outcome::New, vec![(None, 7)]));
        assert_eq!(days(undated("oui"), 8), (Outcome::Same, vec![(None, 7)]));
        let longer = days(undated("oui, merci"), 9);
        assert_eq!(longer, (Outcome::Replaced, vec![(None, 7)]));
        let at = |at| Conversation {
            at: Some(at),
            ..undated("oui, merci")
        };
        assert_eq!(days(at(3), 9), (Outcome::Replaced, vec![(Some(3), 7)]));
        let again = days(undated("oui, merci"), 10);
        assert_eq!(again, (Outcome::Same, vec![(Some(3), 7)]));
        assert_eq!(days(at(5), 11), (Outcome::Replaced, vec![(Some(5), 7)]));
    }

    #[test]
    fn nothing_that_tells_who_it_was_is_written() {
        let db = db();
        let mut said = conversation("a", "écrivez à jean.dupont@example.org");
        said.client = Some("jean.dupont@example.org".to_owned());
        said.customer = Some("42".to_owned());
        said.theme = Some("jean.dupont@example.org".to_owned());
        said.contact = said.theme.clone();
        keep(&db, said, 7, &|who| who.len().to_string()).unwrap();
        let row: String = db
            .query_row("select body || theme from conversations", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert!(!row.contains("dupont"), "{row}");
        let (_, stored) = stored(&db).remove(0);
        assert_eq!(
            (stored.client.as_deref(), stored.customer.as_deref()),
            (Some("23"), Some("2"))
        );
        assert_eq!(stored.contact.as_deref(), Some("#23"));
    }

    #[test]
    fn reading_goes_on_from_where_it_stopped() {
        let db = db();
        for id in ["a", "b", "c"] {
            kept(&db, id, "bonjour");
        }
        let mut seen = Vec::new();
        each_after(&db, 1, |kept| {
            seen.push(kept.conversation.id);
            false
        })
        .unwrap();
        assert_eq!(seen, ["b"]);
    }

    #[test]
    fn a_damaged_row_is_named() {
        let db = db();
        kept(&db, "a", "bonjour");
        db.execute("update conversations set body = '{}'", [])
            .unwrap();
        let read = each_after(&db, 0, |_| true);
        assert!(matches!(read, Err(Error::Sqlite(error)) if is_damage(&error)));
    }
}
