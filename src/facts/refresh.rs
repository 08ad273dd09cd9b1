//! Brings the facts up to the last event and transcript, folding again only
//! who is concerned.

use rusqlite::{Connection, params};

use super::answerable::{self, Published};
use super::cubes::{self, Source};
use super::fold::{ContactTimes, Folder};
use super::read::watermark;
use super::reader::{Concerned, Reader};
use super::rows::{Contact, Source as Of};
use super::store::Writer;
use super::window::Window;
use super::{Error, Facts, Progress, Settings, Watermark};
use super::{concerned, links, rebuild, set_watermark};
use crate::events::{Event, EventRef, Pseudonym, log};
use crate::failpoint::reach;
use crate::period::Calendar;
use crate::sqlite;
use crate::transcripts::store::Kept;

/// Events folded in one transaction.
const BATCH: i64 = 50_000;

/// From this many events on, and more than the facts already hold, all is computed anew.
const MANY: u64 = 50_000;

/// Bytes of a `-wal`: twice what SQLite moves by itself, where it can.
const LONGEST_WAL: u64 = 128 << 20;

/// Folds some of what is new, on a snapshot of its own; how many events are left.
pub(super) fn step(
    facts: &mut Facts,
    sources: &[Source],
    progress: Progress<'_>,
) -> Result<u64, Error> {
    let reader = Reader::open(&facts.folder)?;
    let folded = watermark(&facts.db)?;
    let behind = reader.count_after(folded.events);
    let is_ahead = reader.watermark.is_behind(folded);
    if is_ahead || (behind > MANY && behind > reader.watermark.events as u64 / 2) {
        drop(reader);
        return rebuild::run(facts, sources, progress).map(|()| 0);
    }
    index(&facts.db)?;
    reach("refresh.indexed");
    let transaction = facts.db.unchecked_transaction()?;
    cubes::keep(&transaction, sources)?;
    transaction.commit()?;
    reach("refresh.cubes_kept");
    let published = Published::open(&facts.folder, &facts.settings)?;
    answerable::follow(&facts.db, sources, &published)?;
    if folded == reader.watermark {
        return Ok(0);
    }
    let until = Watermark {
        events: reader.step(folded.events, BATCH)?,
        transcripts: reader.watermark.transcripts,
    };
    batch(facts, sources, &reader, &published, [folded, until])?;
    let left = reader.count_after(until.events);
    drop(reader);
    // Nobody else reads the log for long, so now or never.
    for file in [log::FILE, super::FILE] {
        sqlite::shorten_wal(&facts.folder.join(file), LONGEST_WAL)?;
    }
    Ok(left)
}

/// Facts that were never filled have no indexes yet, and no watermark.
fn index(db: &Connection) -> rusqlite::Result<()> {
    let indexed: bool = db.query_row(
        "select exists (select 1 from sqlite_schema where name = 'episodes_by_client')",
        [],
        |row| row.get(0),
    )?;
    if !indexed {
        set_watermark(db, watermark(db)?)?;
        db.execute_batch(include_str!("indexes.sql"))?;
        db.execute_batch(links::INDEX)?;
    }
    Ok(())
}

fn batch(
    facts: &Facts,
    sources: &[Source],
    reader: &Reader,
    published: &Published<'_>,
    [after, until]: [Watermark; 2],
) -> Result<(), Error> {
    let mut concerned = reader.concerned(after.events, until.events)?;
    concerned::add_called(&facts.db, &mut concerned)?;
    let transcripts = reader.transcripts_after(after.transcripts)?;
    let work = Work::read(reader, concerned, transcripts)?;
    let contacts = work.fold_contacts(&facts.settings);
    let transaction = facts.db.unchecked_transaction()?;
    work.name(&transaction)?;
    links::name_beside(&transaction, &contacts)?;
    let before = concerned::Before::of(&transaction, sources)?;
    reach("refresh.taken_away");
    concerned::delete(&transaction)?;
    reach("refresh.deleted");
    let mut writer = Writer::new(&transaction, Calendar::new(facts.settings.zone.clone()));
    for contact in &contacts {
        writer.contact(contact)?;
    }
    work.write(&mut writer, &facts.settings)?;
    drop(writer);
    links::concerned(&transaction)?;
    answerable::concerned(&transaction, published)?;
    reach("refresh.written");
    before.follow(&transaction, sources)?;
    set_watermark(&transaction, until)?;
    reach("refresh.cubed");
    transaction.commit()?;
    reach("refresh.committed");
    Ok(())
}

/// One client's events, and the stretch of them whose facts change.
struct Client {
    client: Pseudonym,
    events: Vec<Event>,
    window: Window,
}

/// All events of everybody whose facts change, and what else it takes to fold them.
struct Work {
    clients: Vec<Client>,
    contacts: Vec<(String, Vec<Event>)>,
    conversations: Vec<(String, Vec<Event>)>,
    transcripts: Vec<Kept>,
    times: ContactTimes,
}

impl Client {
    fn in_window(&self) -> impl Iterator<Item = &Event> {
        let events = self.events.iter();
        events.filter(|event| self.window.holds(event.at))
    }
}

impl Work {
    fn read(
        reader: &Reader,
        concerned: Concerned,
        transcripts: Vec<Kept>,
    ) -> rusqlite::Result<Work> {
        let mut work = Work {
            clients: Vec::with_capacity(concerned.clients.len()),
            contacts: Vec::with_capacity(concerned.contacts.len()),
            conversations: Vec::with_capacity(concerned.conversations.len()),
            transcripts,
            times: ContactTimes::default(),
        };
        for (client, window) in concerned.clients {
            let events = reader.events_of_client(&client)?;
            work.clients.push(Client {
                client,
                window: window.of_visits(&events),
                events,
            });
        }
        for contact in concerned.contacts {
            let events = reader.events_of_contact(&contact)?;
            work.contacts.push((contact, events));
        }
        for conversation in concerned.conversations {
            let events = reader.events_of_conversation(&conversation)?;
            work.conversations.push((conversation, events));
        }
        let of_clients = work.clients.iter().flat_map(Client::in_window);
        let of_contacts = work.contacts.iter().flat_map(|(_, events)| events);
        work.times = reader.contact_times(of_clients.chain(of_contacts))?;
        Ok(work)
    }

    /// Names whose facts are replaced, for the SQL that does it.
    fn name(&self, db: &Connection) -> rusqlite::Result<()> {
        db.execute_batch(concerned::NAMES)?;
        let mut statement = db.prepare_cached("insert into temp.clients values (?1, ?2, ?3)")?;
        for Client { client, window, .. } in &self.clients {
            statement.execute(params![client, window.since, window.until])?;
        }
        let mut statement = db.prepare_cached("insert into temp.contacts_named values (?1)")?;
        for (contact, _) in &self.contacts {
            statement.execute([contact])?;
        }
        let mut statement =
            db.prepare_cached("insert or ignore into temp.conversations_named values (?1, ?2)")?;
        for (contact, _) in &self.contacts {
            statement.execute([Of::Contact.as_str(), contact])?;
        }
        for (conversation, _) in &self.conversations {
            statement.execute([Of::Conversation.as_str(), conversation])?;
            statement.execute([Of::Comment.as_str(), conversation])?;
        }
        for transcript in &self.transcripts {
            statement.execute([Of::Transcript.as_str(), &transcript.conversation.id])?;
        }
        Ok(())
    }

    /// First of all: where a contact will be says whom it is linked to.
    fn fold_contacts(&self, settings: &Settings) -> Vec<Contact> {
        let mut folder = Folder::new(&self.times, settings);
        let folded = self.contacts.iter();
        folded
            .filter_map(|(_, events)| folder.contact(&borrowed(events)))
            .collect()
    }

    fn write(self, writer: &mut Writer<'_>, settings: &Settings) -> rusqlite::Result<()> {
        let mut folder = Folder::new(&self.times, settings);
        for client in &self.clients {
            writer.client(&folder.client(&borrowed(&client.events), client.window))?;
        }
        for (contact, events) in &self.contacts {
            if let Some(row) = folder.conversation(Of::Contact, contact, &borrowed(events)) {
                writer.conversation(&row, None)?;
            }
        }
        for (id, events) in &self.conversations {
            let named = folder.named(id, &borrowed(events));
            for row in &named.conversations {
                writer.conversation(row, None)?;
            }
            if let Some(row) = &named.comment {
                writer.comment(row)?;
            }
        }
        for transcript in self.transcripts {
            writer.conversation(&folder.transcript(transcript), None)?;
        }
        Ok(())
    }
}

fn borrowed(events: &[Event]) -> Vec<EventRef<'_>> {
    events.iter().map(EventRef::from).collect()
}
