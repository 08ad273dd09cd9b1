//! Questions that found no answer: by form, with reasons, wordings and people.

use rusqlite::Row;

use super::tallies::Tallied;
use super::tally::{List, Shape, Tally, entries};
use crate::events::Pseudonym;

/// Why a question counts as unanswered, in the order of counts.
pub const REASONS: [&str; 6] = [
    "no_result",
    "no_click",
    "reformulated",
    "negative",
    "handoff",
    "misunderstood",
];

/// A person as far as counting needs it: 64 bits of the pseudonym, of which two
/// people share one in a site of ten million less than once in 300,000 sites.
pub type Person = u64;

pub fn person(client: &Pseudonym) -> Person {
    Person::from_le_bytes(first_bytes(client))
}

fn first_bytes(name: &[u8]) -> [u8; 8] {
    name.first_chunk().copied().unwrap_or_default()
}

/// Unanswered questions. Under each form: questions, how many for each reason;
/// its wordings, and its people.
pub(super) struct Asked;

impl Shape for Asked {
    type Counts = [i64; 1 + REASONS.len()];
    const LISTS: usize = 2;
}

impl Tallied for Asked {
    const TABLE: &'static str = "asked_sums";
    const ROWS: &'static str = "
        select day, channel, lang, application, theme, form, query as wording, client,
          no_result, no_click, reformulated, negative, handoff, false as misunderstood
        from intents
        where no_result or no_click or reformulated or negative or handoff
        union all
        select day, channel, lang, application, theme, form, text, client,
          false, false, false, negative, handoff, misunderstood
        from messages
        where misunderstood or negative or handoff";

    fn tally(row: &Row<'_>, sign: i64, tally: &mut Tally<Asked>) -> rusqlite::Result<()> {
        let name = |column| Ok::<_, rusqlite::Error>(row.get_ref(column)?.as_str()?.as_bytes());
        let client: Pseudonym = row.get(7)?;
        let mut counts = [sign; 1 + REASONS.len()];
        for (place, count) in counts[1..].iter_mut().enumerate() {
            *count *= row.get::<_, i64>(8 + place)?;
        }
        let wordings = vec![(name(6)?, sign)];
        let person = first_bytes(&client);
        let people = vec![(&person[..], sign)];
        tally.push(name(5)?, &counts, &[wordings, people]);
        Ok(())
    }
}

/// One form's counts, as they lie in the bytes; the counts of a change may be negative.
pub struct Read<'b> {
    pub form: &'b str,
    pub questions: i64,
    pub reasons: [i64; REASONS.len()],
    lists: [List<'b>; 2],
}

impl<'b> Read<'b> {
    pub fn wordings(&self) -> impl Iterator<Item = (&'b str, i64)> {
        let wordings = self.lists[0].iter();
        wordings.map(|(name, count)| (text(name), *count))
    }

    pub fn people(&self) -> impl Iterator<Item = (Person, i64)> {
        let people = self.lists[1].iter();
        people.map(|(name, count)| (Person::from_le_bytes(first_bytes(name)), *count))
    }
}

fn text(name: &[u8]) -> &str {
    std::str::from_utf8(name).unwrap_or_default()
}

/// Gives every form in the bytes of a sum; bytes that end early give what they hold.
pub fn each(bytes: &[u8], give: &mut dyn FnMut(&Read<'_>)) {
    let mut lists = [List::new(), List::new()];
    for entry in entries::<Asked>(bytes) {
        lists.iter_mut().for_each(Vec::clear);
        entry.read_lists(&mut lists);
        let [questions, reasons @ ..] = entry.counts;
        let read = Read {
            form: text(entry.name),
            questions,
            reasons,
            lists,
        };
        give(&read);
        lists = read.lists;
    }
}
