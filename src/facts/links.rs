//! Links each contact of a known customer to the ones before and behind it.
//!
//! That is a question to all contacts of the customer, so it is asked of the facts
//! when they are written. "Before" is by moment, then by id. Only contacts in which
//! a human was met are linked to; all of them are linked.

use rusqlite::{Connection, params};

use super::rows::Contact;
use crate::events::Pseudonym;
use crate::period::Millis;

/// By which a customer's contacts are found in their order.
pub(super) const INDEX: &str = "
    create index contacts_of_customer on contacts (customer, answered, at, contact)
      where customer is not null;";

const LINK: &str = "
    update main.contacts as own set
      next_contact = (
        select other.at - own.at from main.contacts as other
        where other.customer = own.customer and other.answered = 1
          and (other.at, other.contact) > (own.at, own.contact)
        order by other.at, other.contact limit 1),
      previous_contact = (
        select own.at - other.at from main.contacts as other
        where other.customer = own.customer and other.answered = 1
          and (other.at, other.contact) < (own.at, own.contact)
        order by other.at desc, other.contact desc limit 1)
    where own.customer is not null";

/// The contacts of a customer whose links a contact at some moment may change: from the
/// one met before it to the one met behind it.
const BESIDE: &str = "
    insert or ignore into temp.contacts_beside
    select contact from main.contacts where customer = ?1 and answered in (0, 1)
      and at >= coalesce((select max(at) from main.contacts
                          where customer = ?1 and answered = 1 and at < ?2), ?3)
      and at <= coalesce((select min(at) from main.contacts
                          where customer = ?1 and answered = 1 and at > ?2), ?4)";

/// Links all contacts.
pub(super) fn all(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(LINK)
}

/// Links the contacts that are named, or beside them, again.
pub(super) fn concerned(db: &Connection) -> rusqlite::Result<()> {
    let sql = format!(
        "{LINK} and own.contact in (select contact from temp.contacts_named
                                    union select contact from temp.contacts_beside)"
    );
    db.prepare_cached(&sql)?.execute([]).map(|_| ())
}

/// Names those beside the contacts that are named, as these are and as they will be.
pub(super) fn name_beside(db: &Connection, will_be: &[Contact]) -> rusqlite::Result<()> {
    let mut statement = db.prepare_cached(
        "select customer, at from temp.contacts_named cross join main.contacts using (contact)
         where customer is not null",
    )?;
    let are = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut places: Vec<(Pseudonym, Millis)> = are.collect::<Result<_, _>>()?;
    places.extend(
        will_be
            .iter()
            .filter_map(|contact| Some((contact.customer?, contact.at))),
    );
    let mut beside = db.prepare_cached(BESIDE)?;
    for (customer, at) in places {
        beside.execute(params![customer, at, Millis::MIN, Millis::MAX])?;
    }
    Ok(())
}
