//! Brings the facts up to the last event and transcript, folding again only
//! who is concerned.

use rusqlite::{Connection, params};

use super::cubes::{self, Source};
use super::fold::{ContactTimes, Folder};
use super::reader::{Concerned, Reader};
use super::rows::Source as Of;
use super::store::Writer;
use super::{Error, Facts, Progress, Watermark, rebuild, set_watermark, watermark};
use crate::events::{Event, EventRef};
use crate::failpoint::reach;
use crate::period::Calendar;
use crate::text::language::Lang;
use crate::transcripts::store::Kept;

/// Events folded in one transaction.
const BATCH: i64 = 50_000;

/// From this many events on, and more than the facts already hold, all is computed anew.
const MANY: u64 = 50_000;

pub(super) fn run(
    facts: &mut Facts,
    sources: &[Source],
    progress: Progress<'_>,
) -> Result<(), Error> {
    let reader = Reader::open(&facts.folder)?;
    let folded = watermark(&facts.db)?;
    let behind = reader.count_after(folded.events)?;
    let is_ahead = reader.watermark.is_behind(folded);
    if is_ahead || (behind > MANY && behind > reader.watermark.events as u64 / 2) {
        drop(reader);
        return rebuild::run(facts, sources, progress);
    }
    index(&facts.db)?;
    reach("refresh.indexed");
    let transaction = facts.db.unchecked_transaction()?;
    cubes::keep(&transaction, sources)?;
    transaction.commit()?;
    reach("refresh.cubes_kept");
    let mut at = folded;
    while at != reader.watermark {
        let next = Watermark {
            events: reader.step(at.events, BATCH)?,
            transcripts: reader.watermark.transcripts,
        };
        batch(facts, sources, &reader, at, next)?;
        at = next;
        progress((at.events - folded.events).unsigned_abs(), behind);
    }
    Ok(())
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
    }
    Ok(())
}

fn batch(
    facts: &Facts,
    sources: &[Source],
    reader: &Reader,
    after: Watermark,
    until: Watermark,
) -> Result<(), Error> {
    let concerned = reader.concerned(after.events, until.events)?;
    let transcripts = reader.transcripts_after(after.transcripts)?;
    let work = Work::read(reader, concerned, transcripts)?;
    let transaction = facts.db.unchecked_transaction()?;
    work.name(&transaction)?;
    cubes::apply(&transaction, sources, -1)?;
    reach("refresh.taken_away");
    transaction.execute_batch(NOTE_DAYS)?;
    let mut writer = Writer::new(&transaction, Calendar::new(facts.settings.zone.clone()));
    writer.take_away(SAID_BY_CONCERNED, ASKED_BY_CONCERNED)?;
    transaction.execute_batch(DELETE_CONCERNED)?;
    reach("refresh.deleted");
    work.write(&mut writer, facts.settings.lang)?;
    writer.finish()?;
    reach("refresh.written");
    transaction.execute_batch(NOTE_DAYS)?;
    cubes::apply(&transaction, sources, 1)?;
    cubes::refill_days(&transaction, sources)?;
    set_watermark(&transaction, until)?;
    reach("refresh.cubed");
    transaction.commit()?;
    reach("refresh.committed");
    Ok(())
}

/// All events of everybody whose facts change, and what else it takes to fold them.
struct Work {
    clients: Vec<([u8; 16], Vec<Event>)>,
    contacts: Vec<(String, Vec<Event>)>,
    conversations: Vec<(String, Vec<Event>)>,
    transcripts: Vec<Kept>,
    times: ContactTimes,
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
        for client in concerned.clients {
            work.clients
                .push((client, reader.events_of_client(&client)?));
        }
        for contact in concerned.contacts {
            let events = reader.events_of_contact(&contact)?;
            work.contacts.push((contact, events));
        }
        for conversation in concerned.conversations {
            let events = reader.events_of_conversation(&conversation)?;
            work.conversations.push((conversation, events));
        }
        let of_clients = work.clients.iter().flat_map(|(_, events)| events);
        let of_contacts = work.contacts.iter().flat_map(|(_, events)| events);
        work.times = reader.contact_times(of_clients.chain(of_contacts))?;
        Ok(work)
    }

    /// Names whose facts are replaced, for the SQL that does it.
    fn name(&self, db: &Connection) -> rusqlite::Result<()> {
        db.execute_batch(NAMES)?;
        let mut statement = db.prepare_cached("insert into temp.clients values (?1)")?;
        for (client, _) in &self.clients {
            statement.execute(params![client])?;
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
        }
        for transcript in &self.transcripts {
            statement.execute([Of::Transcript.as_str(), &transcript.conversation.id])?;
        }
        Ok(())
    }

    fn write(self, writer: &mut Writer<'_>, lang: Lang) -> rusqlite::Result<()> {
        let mut folder = Folder::new(&self.times, lang);
        for (_, events) in &self.clients {
            writer.client(&folder.client(&borrowed(events)))?;
        }
        for (contact, events) in &self.contacts {
            let events = &borrowed(events);
            if let Some(row) = folder.contact(events) {
                writer.contact(&row)?;
            }
            if let Some(row) = folder.conversation(Of::Contact, contact, events) {
                writer.conversation(&row, None)?;
            }
        }
        for (id, events) in &self.conversations {
            if let Some(row) = folder.conversation(Of::Conversation, id, &borrowed(events)) {
                writer.conversation(&row, None)?;
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

const NAMES: &str = "
    create temp table if not exists clients (client blob primary key) strict, without rowid;
    create temp table if not exists contacts_named (contact text primary key) strict, without rowid;
    create temp table if not exists conversations_named
      (source text, id text, primary key (source, id)) strict, without rowid;
    create temp table if not exists days (day text primary key) strict, without rowid;
    delete from temp.clients;
    delete from temp.contacts_named;
    delete from temp.conversations_named;
    delete from temp.days;";

/// The days whose rows change, before and after.
const NOTE_DAYS: &str = "insert or ignore into temp.days
    select day from main.episodes where client in (select client from temp.clients)
    union select day from main.contacts where contact in (select contact from temp.contacts_named)";

const SAID_BY_CONCERNED: &str = "
    select day, coalesce(lang, ''), said from main.conversations
      where client in (select client from temp.clients)
    union all
    select day, coalesce(lang, ''), said from main.conversations
      join temp.conversations_named using (source, id)";

const ASKED_BY_CONCERNED: &str = "
    select day, coalesce(lang, ''), form, query, client,
      no_result, no_click, reformulated, negative, handoff, false
      from main.intents where client in (select client from temp.clients)
    union all
    select day, coalesce(lang, ''), form, text, client,
      false, false, false, negative, handoff, misunderstood
      from main.messages where client in (select client from temp.clients)";

const DELETE_CONCERNED: &str = "
    delete from main.episodes where client in (select client from temp.clients);
    delete from main.intents where client in (select client from temp.clients);
    delete from main.reformulations where client in (select client from temp.clients);
    delete from main.clicks where client in (select client from temp.clients);
    delete from main.votes where client in (select client from temp.clients);
    delete from main.messages where client in (select client from temp.clients);
    delete from main.handoffs where client in (select client from temp.clients);
    delete from main.contacts where contact in (select contact from temp.contacts_named);
    delete from main.conversations where client in (select client from temp.clients);
    delete from main.conversations where rowid in
      (select conversations.rowid from temp.conversations_named
       join main.conversations using (source, id));";
