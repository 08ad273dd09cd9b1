//! Brings the facts up to the last event and transcript, folding again only
//! who is concerned.

use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use super::answerable::{self, Published};
use super::cubes::{self, Computed, Filling, Source};
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

/// How long cubes of new definitions are filled before events have their turn again.
const TURN: Duration = Duration::from_millis(50);

/// What is left to be done after a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Events that are in no figure yet.
    pub events: u64,
    /// KPIs whose sums are not made yet: till then they are read from the facts.
    pub kpis: usize,
}

impl Left {
    pub fn is_nothing(self) -> bool {
        self == Left::default()
    }
}

/// Folds some of what is new, on a snapshot of its own, and fills cubes that are missing.
pub(super) fn step(
    facts: &mut Facts,
    sources: &[Source],
    progress: Progress<'_>,
) -> Result<Left, Error> {
    let reader = Reader::open(&facts.folder)?;
    let folded = watermark(&facts.db)?;
    let behind = reader.count_after(folded.events);
    let is_ahead = reader.watermark.is_behind(folded);
    if is_ahead || (behind > MANY && behind > reader.watermark.events as u64 / 2) {
        drop(reader);
        return rebuild::run(facts, sources, progress).map(|()| Left::default());
    }
    index(&facts.db)?;
    reach("refresh.indexed");
    let (kept, missing) = cubes::kept(&facts.db, sources)?;
    // Only when it is given back are both the tables and what is in memory as they must be.
    let mut filling = facts.filling.take().filter(|it| it.is_of(&missing));
    let published = Published::open(&facts.folder, &facts.settings)?;
    let followed = answerable::follow(&facts.db, (&kept, filling.as_ref()), &published)?;
    if let (Some(filling), Some(changes)) = (&mut filling, followed) {
        filling.add(&facts.db, changes)?;
    }
    if folded != reader.watermark {
        let until = Watermark {
            events: reader.step(folded.events, BATCH)?,
            transcripts: reader.watermark.transcripts,
        };
        let cubes = (&*kept, filling.as_ref());
        let changes = batch(facts, cubes, &reader, &published, [folded, until])?;
        if let Some(filling) = &mut filling {
            filling.add(&facts.db, changes)?;
        }
    }
    let events = reader.count_after(watermark(&facts.db)?.events);
    drop(published);
    drop(reader);
    let kpis = fill(facts, filling, &missing)?;
    // Nobody else reads the log for long, so now or never.
    for file in [log::FILE, super::FILE] {
        sqlite::shorten_wal(&facts.folder.join(file), LONGEST_WAL)?;
    }
    Ok(Left { events, kpis })
}

/// Goes on filling missing cubes for a while; how many are left.
fn fill(facts: &mut Facts, filling: Option<Filling>, missing: &[&Source]) -> Result<usize, Error> {
    let mut missing = missing.to_vec();
    let failed = cubes::failed(&facts.db)?;
    // What fails on the facts is tried once more, and not again and again.
    missing.retain(|it| !(failed.contains_key(&it.kpi) && facts.tried.contains(&it.kpi)));
    let Some(mut filling) = filling.or_else(|| Filling::of(&missing)) else {
        return Ok(0);
    };
    facts.tried.extend(filling.kpis().map(str::to_owned));
    let (begun, of) = (Instant::now(), filling.kpis().count());
    while begun.elapsed() < TURN {
        if filling.go_on(&facts.db)? {
            return Ok(missing.len().saturating_sub(of));
        }
    }
    facts.filling = Some(filling);
    Ok(missing.len())
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

/// Folds who is concerned again, and has all sums follow; gives what the cubes that are
/// being filled have more.
fn batch(
    facts: &Facts,
    (kept, filling): (&[&Source], Option<&Filling>),
    reader: &Reader,
    published: &Published<'_>,
    [after, until]: [Watermark; 2],
) -> Result<Vec<Computed>, Error> {
    let mut concerned = reader.concerned(after.events, until.events)?;
    concerned::add_called(&facts.db, &mut concerned)?;
    let transcripts = reader.transcripts_after(after.transcripts)?;
    let work = Work::read(reader, concerned, transcripts)?;
    let contacts = work.fold_contacts(&facts.settings);
    let transaction = facts.db.unchecked_transaction()?;
    work.name(&transaction)?;
    links::name_beside(&transaction, &contacts)?;
    let before = concerned::Before::of(&transaction, kept, filling)?;
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
    let changes = before.follow(&transaction)?;
    set_watermark(&transaction, until)?;
    reach("refresh.cubed");
    transaction.commit()?;
    reach("refresh.committed");
    Ok(changes)
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
