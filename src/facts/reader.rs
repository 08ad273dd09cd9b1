//! Reads the events of clients, contacts and customers from a snapshot of the log.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::{Connection, Params, Row, params};

use super::Watermark;
use super::fold::{ContactTimes, Meetings};
use super::window::Window;
use crate::events::log::{COLUMNS, FILE, event_from_row};
use crate::events::{Event, EventRef, Pseudonym};
use crate::period::Millis;
use crate::sqlite;
use crate::transcripts::store::{self, Kept};

/// The name of the file with transcripts in a site's folder.
pub(super) const CONTENT: &str = "content.db";

/// A snapshot of the log: what is appended meanwhile is not seen.
pub(super) struct Reader {
    db: Connection,
    content: Option<Connection>,
    pub(super) watermark: Watermark,
}

/// Whose facts change with the events between two watermarks.
#[derive(Default)]
pub(super) struct Concerned {
    /// Customers of contacts with new events, and since when they may have met a human
    /// otherwise than before; where an event was replaced, that might be any time.
    pub(super) called: BTreeMap<Pseudonym, Millis>,
    /// Each with the time from the first to the last of what is new.
    pub(super) clients: BTreeMap<Pseudonym, Window>,
    pub(super) contacts: BTreeSet<String>,
    pub(super) conversations: BTreeSet<String>,
    /// Contacts of which an event was replaced.
    replaced: BTreeSet<String>,
}

impl Concerned {
    pub(super) fn add_client(&mut self, client: Pseudonym, window: Window) {
        let known = self.clients.entry(client).or_insert(window);
        *known = known.and(window);
    }

    fn add(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        let at: Option<Millis> = row.get(4)?;
        self.add_client(row.get(0)?, at.map_or(Window::ALL, Window::at));
        self.conversations.extend(row.get::<_, Option<String>>(2)?);
        // What was lost may have been of any time.
        let (contact, customer): (Option<String>, Option<Pseudonym>) = (row.get(1)?, row.get(3)?);
        if at.is_none() && contact.is_some() {
            // What was lost may have been of any time.
            if let Some(customer) = customer {
                add_called(&mut self.called, customer, Millis::MIN);
            }
            self.replaced.extend(contact.clone());
        }
        self.contacts.extend(contact);
        Ok(())
    }
}

fn add_called(called: &mut BTreeMap<Pseudonym, Millis>, customer: Pseudonym, at: Millis) {
    let since = called.entry(customer).or_insert(at);
    *since = at.min(*since);
}

impl Reader {
    pub(super) fn open(folder: &Path) -> Result<Reader, super::Error> {
        let db = sqlite::open_read_only(&folder.join(FILE))?;
        db.execute_batch("begin")?;
        let events = db.query_row("select coalesce(max(seq), 0) from events", [], |row| {
            row.get(0)
        })?;
        let path = folder.join(CONTENT);
        let content = path
            .exists()
            .then(|| sqlite::open_read_only(&path))
            .transpose()?;
        let transcripts = match &content {
            Some(content) => store::last_seq(content)?,
            None => 0,
        };
        Ok(Reader {
            db,
            content,
            watermark: Watermark {
                events,
                transcripts,
            },
        })
    }

    /// A snapshot that sees no more than there was at a watermark; none where some of that
    /// is gone.
    pub(super) fn at(folder: &Path, watermark: Watermark) -> Result<Option<Reader>, super::Error> {
        let newest = Reader::open(folder)?;
        let is_there = !newest.watermark.is_behind(watermark) && newest.is_whole(watermark)?;
        Ok(is_there.then_some(Reader {
            watermark,
            ..newest
        }))
    }

    /// Whether every number up to a watermark is that of an event, or was until another
    /// content of its id took a new one.
    fn is_whole(&self, watermark: Watermark) -> rusqlite::Result<bool> {
        let sql = "select (select count(*) from events where seq <= ?1)
                        + (select count(*) from superseded where was <= ?1)";
        let count = |row: &Row<'_>| row.get::<_, i64>(0);
        let there = self.db.query_row(sql, [watermark.events], count)?;
        Ok(there == watermark.events)
    }

    /// A second reader that sees no more than the first, and reads every page once.
    pub(super) fn beside(&self, folder: &Path) -> Result<Reader, super::Error> {
        let other = Reader::open(folder)?;
        other.db.execute_batch("pragma cache_size = -2048")?;
        Ok(Reader {
            watermark: self.watermark,
            ..other
        })
    }

    /// Events after a number; too many by those that have taken a new one since.
    pub(super) fn count_after(&self, seq: i64) -> u64 {
        u64::try_from(self.watermark.events.saturating_sub(seq)).unwrap_or(0)
    }

    /// The watermark so many events further on.
    pub(super) fn step(&self, after: i64, events: i64) -> rusqlite::Result<i64> {
        let sql = "select coalesce(max(seq), ?1) from
                     (select seq from events where seq > ?1 order by seq limit ?2)";
        self.db
            .query_row(sql, params![after, events], |row| row.get(0))
    }

    /// Who is named by new events, or was by contents that lost against one of them.
    pub(super) fn concerned(&self, after: i64, until: i64) -> rusqlite::Result<Concerned> {
        let mut concerned = Concerned::default();
        for sql in [
            "select client, contact, conversation, customer, at from events
             where seq > ?1 and seq <= ?2",
            "select client, contact, conversation, customer, null from superseded
             where seq > ?1 and seq <= ?2",
        ] {
            let mut statement = self.db.prepare_cached(sql)?;
            let mut rows = statement.query(params![after, until])?;
            while let Some(row) = rows.next()? {
                concerned.add(row)?;
            }
        }
        for contact in &concerned.contacts {
            let is_replaced = concerned.replaced.contains(contact);
            for (customer, begin) in self.customers_of(contact)? {
                let since = if is_replaced { Millis::MIN } else { begin };
                add_called(&mut concerned.called, customer, since);
            }
        }
        Ok(concerned)
    }

    /// The customers that a contact's events name, each with the moment of the first of all.
    fn customers_of(&self, contact: &str) -> rusqlite::Result<Vec<(Pseudonym, Millis)>> {
        let mut statement = self.db.prepare_cached(
            "select distinct customer, (select min(at) from events where contact = ?1)
             from events where contact = ?1 and customer is not null",
        )?;
        let rows = statement.query_map([contact], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect()
    }

    pub(super) fn events_of_client(&self, client: &Pseudonym) -> rusqlite::Result<Vec<Event>> {
        let sql = format!("select {COLUMNS} from events where client = ?1");
        self.events(&sql, [client])
    }

    pub(super) fn events_of_contact(&self, contact: &str) -> rusqlite::Result<Vec<Event>> {
        let sql = format!("select {COLUMNS} from events where contact = ?1");
        self.events(&sql, [contact])
    }

    pub(super) fn events_of_conversation(&self, id: &str) -> rusqlite::Result<Vec<Event>> {
        let sql = format!("select {COLUMNS} from events where conversation = ?1");
        self.events(&sql, [id])
    }

    fn events(&self, sql: &str, key: impl Params) -> rusqlite::Result<Vec<Event>> {
        let mut statement = self.db.prepare_cached(sql)?;
        statement.query_map(key, event_from_row)?.collect()
    }

    /// Transcripts kept after a watermark, as far as this snapshot sees.
    pub(super) fn transcripts_after(&self, seq: i64) -> Result<Vec<Kept>, store::Error> {
        let mut kept = Vec::new();
        self.each_transcript(seq, |transcript| kept.push(transcript))?;
        Ok(kept)
    }

    /// Gives them one by one.
    pub(super) fn each_transcript(
        &self,
        after: i64,
        mut each: impl FnMut(Kept),
    ) -> Result<(), store::Error> {
        let Some(content) = &self.content else {
            return Ok(());
        };
        store::each_after(content, after, |transcript| {
            let seen = transcript.seq <= self.watermark.transcripts;
            if seen {
                each(transcript);
            }
            seen
        })
    }

    /// The contacts of the customers of some events.
    pub(super) fn contact_times<'e>(
        &self,
        events: impl Iterator<Item = &'e Event>,
    ) -> rusqlite::Result<ContactTimes> {
        let customers: BTreeSet<Pseudonym> = events.filter_map(|event| event.customer).collect();
        let columns: Vec<String> = COLUMNS.split(", ").map(|it| format!("e.{it}")).collect();
        let sql = format!(
            "select {} from
               (select distinct contact from events
                where customer = ?1 and contact is not null and not bot) as own
             cross join events as e on e.contact = own.contact",
            columns.join(", ")
        );
        let mut meetings = Meetings::default();
        for customer in customers {
            let mut statement = self.db.prepare_cached(&sql)?;
            let mut rows = statement.query([customer])?;
            while let Some(row) = rows.next()? {
                meetings.note(&EventRef::from_row(row)?);
            }
        }
        Ok(meetings.times())
    }

    /// Gives the events of some numbers as they lie in the log, the last one included.
    pub(super) fn each_event(
        &self,
        after: i64,
        until: i64,
        mut each: impl FnMut(&EventRef<'_>) -> Result<(), super::Error>,
    ) -> Result<(), super::Error> {
        let sql = format!("select {COLUMNS} from events where seq > ?1 and seq <= ?2");
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query([after, until])?;
        while let Some(row) = rows.next()? {
            each(&EventRef::from_row(row)?)?;
        }
        // What has lost its number since, if this reader looks back.
        let sql = format!(
            "select seq, was, {COLUMNS} from superseded where seq > ?3 and was > ?1 and was <= ?2"
        );
        let mut statement = self.db.prepare(&sql)?;
        let mut rows = statement.query([after, until, self.watermark.events])?;
        while let Some(row) = rows.next()? {
            each(&EventRef::behind(row, 2)?)?;
        }
        Ok(())
    }

    /// Bytes of the log's file.
    pub(super) fn log_bytes(&self) -> rusqlite::Result<u64> {
        let sql = "select page_count * page_size from pragma_page_count, pragma_page_size";
        self.db.query_row(sql, [], |row| row.get(0))
    }
}
