//! The facts of whoever is being folded again, apart from all others.
//!
//! Who that is is named in tables of the connection. Their facts are copied
//! beside, once before they change and once after, so that every sum over them
//! reads few rows; the difference is what all sums change by.

use rusqlite::{Connection, params};

use super::among::Among;
use super::asked::Asked;
use super::cubes::{Computed, Filling, Following, Source};
use super::reader::Concerned;
use super::said::Said;
use super::tallies::Tallies;
use super::window::Window;

/// Adds whose facts a new contact of a customer changes: those that had none behind
/// them yet, or a later one.
pub(super) fn add_called(db: &Connection, concerned: &mut Concerned) -> rusqlite::Result<()> {
    let mut episodes = db.prepare_cached(&called("client, ended_at", "episodes", "ended_at"))?;
    let mut contacts = db.prepare_cached(&called("contact", "contacts", "redirected_at"))?;
    for (customer, since) in std::mem::take(&mut concerned.called) {
        let mut rows = episodes.query(params![customer, since])?;
        while let Some(row) = rows.next()? {
            concerned.add_client(row.get(0)?, Window::at(row.get(1)?));
        }
        let mut rows = contacts.query(params![customer, since])?;
        while let Some(row) = rows.next()? {
            concerned.contacts.insert(row.get(0)?);
        }
    }
    Ok(())
}

/// Two searches of an index, since one for both would read all of a customer's rows.
fn called(columns: &str, table: &str, at: &str) -> String {
    let known = format!("select {columns} from {table} where customer = ?1 and {at} is not null");
    let next = format!("{at} + contact_after");
    format!("{known} and {next} > ?2 union all {known} and {next} is null")
}

/// Tables for the names of whoever is concerned, emptied.
pub(super) const NAMES: &str = "
    create temp table if not exists clients
      (client blob primary key, since integer, until integer) strict, without rowid;
    create temp table if not exists contacts_named (contact text primary key) strict, without rowid;
    create temp table if not exists contacts_beside (contact text primary key) strict, without rowid;
    create temp table if not exists conversations_named
      (source text, id text, primary key (source, id)) strict, without rowid;
    delete from temp.clients;
    delete from temp.contacts_named;
    delete from temp.contacts_beside;
    delete from temp.conversations_named;";

/// Every table of facts, and what its concerned rows are found by.
const TABLES: [(&str, &[By]); 19] = [
    ("episodes", &[By::Client]),
    ("intents", &[By::Client]),
    ("reformulations", &[By::Client]),
    ("clicks", &[By::Client]),
    ("votes", &[By::Client]),
    ("messages", &[By::Client]),
    ("forms", &[By::Client]),
    ("handoffs", &[By::Client]),
    ("contacts", &[By::Contact, By::ContactBeside]),
    (
        "conversations",
        &[By::Client, By::ClientAlways, By::Conversation],
    ),
    ("surveys", &[By::Client]),
    ("reviews", &[By::Client]),
    ("audits", &[By::Client]),
    ("work", &[By::Client]),
    ("life", &[By::Client]),
    ("purchases", &[By::Client]),
    ("spends", &[By::Client]),
    ("referrals", &[By::Client]),
    ("comments", &[By::Comment]),
];

/// The names of all tables of facts.
pub(super) fn tables() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|(table, _)| *table)
}

/// How concerned rows are found: from the few that are named, by an index.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// In the stretch of the client's time.
    Client,
    /// Of all the client's time.
    ClientAlways,
    Contact,
    /// Linked to one that is replaced, and not replaced itself.
    ContactBeside,
    Conversation,
    /// By its conversation.
    Comment,
}

impl By {
    /// A cross join keeps its order: the names are looked up in the table, not the
    /// other way round.
    fn join(self) -> &'static str {
        match self {
            By::Client => {
                "temp.clients as named cross join fact
                 on fact.client = named.client and fact.at between named.since and named.until"
            }
            By::ClientAlways => {
                "temp.clients as named cross join fact
                 on fact.client = named.client and fact.source = 'client'"
            }
            By::Contact => "temp.contacts_named as named cross join fact using (contact)",
            By::ContactBeside => "temp.contacts_beside as named cross join fact using (contact)",
            By::Conversation => {
                "temp.conversations_named as named cross join fact using (source, id)"
            }
            By::Comment => {
                "temp.conversations_named as named cross join fact
                 on fact.conversation = named.id and named.source = 'comment'"
            }
        }
    }
}

/// The condition that a row of a table is concerned.
fn is_concerned(table: &str, by: impl Iterator<Item = By>) -> String {
    let selects = by.map(|by| {
        let join = by
            .join()
            .replace("join fact", &format!("join main.{table} as fact"));
        format!("select fact.rowid from {join}")
    });
    let selects: Vec<String> = selects.collect();
    format!("rowid in ({})", selects.join(" union all "))
}

/// The sums over the facts that are concerned, as they were before these changed.
pub(super) struct Before<'s> {
    cubes: Following<'s>,
    said: Tallies<Said>,
    asked: Tallies<Asked>,
}

impl<'s> Before<'s> {
    pub(super) fn of(
        db: &Connection,
        kept: &'s [&'s Source],
        filling: Option<&'s Filling>,
    ) -> rusqlite::Result<Before<'s>> {
        let tables = copy(db)?;
        let mut before = Before {
            cubes: Following::begin(db, kept, filling, &tables)?,
            said: Tallies::new(),
            asked: Tallies::new(),
        };
        before.said.add(db, Among::Concerned, -1)?;
        before.asked.add(db, Among::Concerned, -1)?;
        Ok(before)
    }

    /// Makes all sums those of the facts as they are now; gives what the cubes that are
    /// being filled have more.
    pub(super) fn follow(mut self, db: &Connection) -> rusqlite::Result<Vec<Computed>> {
        let tables = copy(db)?;
        let changes = self.cubes.end(db, &tables)?;
        self.said.add(db, Among::Concerned, 1)?;
        self.said.store(db)?;
        self.asked.add(db, Among::Concerned, 1)?;
        self.asked.store(db)?;
        Ok(changes)
    }
}

/// Deletes the facts that are replaced.
pub(super) fn delete(db: &Connection) -> rusqlite::Result<()> {
    for (table, by) in TABLES {
        let replaced = by.iter().copied().filter(|by| *by != By::ContactBeside);
        let concerned = is_concerned(table, replaced);
        db.prepare_cached(&format!("delete from main.{table} where {concerned}"))?
            .execute([])?;
    }
    Ok(())
}

/// Copies the facts that are concerned beside, each with its number; the tables that have any.
fn copy(db: &Connection) -> rusqlite::Result<Vec<&'static str>> {
    let mut tables = Vec::new();
    for (table, by) in TABLES {
        let concerned = is_concerned(table, by.iter().copied());
        let rows = format!("select rowid as number, * from main.{table}");
        for sql in [
            format!("create temp table if not exists concerned_{table} as {rows} limit 0"),
            format!("delete from temp.concerned_{table}"),
        ] {
            db.prepare_cached(&sql)?.execute([])?;
        }
        let sql = format!("insert into temp.concerned_{table} {rows} where {concerned}");
        if db.prepare_cached(&sql)?.execute([])? > 0 {
            tables.push(table);
        }
    }
    Ok(tables)
}
