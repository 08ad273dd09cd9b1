//! Questions that found no answer: by form, with reasons, wordings and people,
//! that can be added, taken away, and kept as a few bytes.

use std::collections::BTreeMap;

use super::bytes::{put, put_text, take, take_array, take_text};
use super::day_sums::Sum;
use super::rows::Reasons;
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
    let mut first = [0; 8];
    first.copy_from_slice(&client[..8]);
    Person::from_le_bytes(first)
}

impl Reasons {
    /// In the order of [`REASONS`].
    pub(super) fn flags(self) -> [bool; 6] {
        [
            self.no_result,
            self.no_click,
            self.reformulated,
            self.negative,
            self.handoff,
            self.misunderstood,
        ]
    }
}

/// Unanswered questions of a day and language, by form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    forms: BTreeMap<String, Counts>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Counts {
    questions: i64,
    reasons: [i64; 6],
    wordings: BTreeMap<String, i64>,
    people: BTreeMap<Person, i64>,
}

impl Asked {
    /// A question asked once by somebody; one without a reason is answered and does not count.
    pub(super) fn ask(
        &mut self,
        form: &str,
        wording: &str,
        client: &Pseudonym,
        reasons: [bool; 6],
    ) {
        if !reasons.contains(&true) {
            return;
        }
        let counts = entry(&mut self.forms, form);
        counts.questions += 1;
        for (count, reason) in counts.reasons.iter_mut().zip(reasons) {
            *count += i64::from(reason);
        }
        *entry(&mut counts.wordings, wording) += 1;
        *counts.people.entry(person(client)).or_default() += 1;
    }
}

impl Sum for Asked {
    const TABLE: &'static str = "asked_days";

    fn add(&mut self, other: &Asked, sign: i64) {
        for (form, theirs) in &other.forms {
            entry(&mut self.forms, form).add(theirs, sign);
        }
        if sign < 0 {
            self.forms.retain(|_, counts| counts.questions != 0);
        }
    }

    fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (form, counts) in &self.forms {
            put_text(&mut bytes, form);
            put(&mut bytes, counts.questions);
            for count in counts.reasons {
                put(&mut bytes, count);
            }
            put(&mut bytes, counts.wordings.len() as i64);
            for (wording, count) in &counts.wordings {
                put_text(&mut bytes, wording);
                put(&mut bytes, *count);
            }
            put(&mut bytes, counts.people.len() as i64);
            for (person, count) in &counts.people {
                bytes.extend_from_slice(&person.to_le_bytes());
                put(&mut bytes, *count);
            }
        }
        bytes
    }

    fn add_bytes(&mut self, bytes: &[u8]) {
        each(bytes, &mut |read| {
            let counts = entry(&mut self.forms, read.form);
            counts.questions += read.questions;
            for (count, more) in counts.reasons.iter_mut().zip(read.reasons) {
                *count += more;
            }
            for (wording, count) in read.wordings {
                *entry(&mut counts.wordings, wording) += count;
            }
            for (person, count) in read.people {
                *counts.people.entry(*person).or_default() += count;
            }
        });
    }
}

impl Counts {
    fn add(&mut self, other: &Counts, sign: i64) {
        self.questions += sign * other.questions;
        for (count, more) in self.reasons.iter_mut().zip(other.reasons) {
            *count += sign * more;
        }
        for (wording, count) in &other.wordings {
            *entry(&mut self.wordings, wording) += sign * count;
        }
        for (person, count) in &other.people {
            *self.people.entry(*person).or_default() += sign * count;
        }
        if sign < 0 {
            self.wordings.retain(|_, count| *count != 0);
            self.people.retain(|_, count| *count != 0);
        }
    }
}

/// The value under a name, made if need be; the name is copied only then.
fn entry<'m, V: Default>(map: &'m mut BTreeMap<String, V>, name: &str) -> &'m mut V {
    if !map.contains_key(name) {
        map.insert(name.to_owned(), V::default());
    }
    map.get_mut(name)
        .expect("it is there or was just put there")
}

/// One form's counts, as they lie in the bytes.
pub struct Read<'b> {
    pub form: &'b str,
    pub questions: i64,
    pub reasons: [i64; 6],
    pub wordings: &'b [(&'b str, i64)],
    pub people: &'b [(Person, i64)],
}

/// Gives every form in the bytes of a day; bytes that end early give what they hold.
pub fn each(bytes: &[u8], give: &mut dyn FnMut(Read<'_>)) {
    let mut rest = bytes;
    let (mut wordings, mut people) = (Vec::new(), Vec::new());
    while let Some((form, questions, reasons)) = take_head(&mut rest) {
        wordings.clear();
        people.clear();
        let whole = take_lists(&mut rest, &mut wordings, &mut people);
        if whole.is_none() {
            return;
        }
        give(Read {
            form,
            questions,
            reasons,
            wordings: &wordings,
            people: &people,
        });
    }
}

fn take_head<'b>(rest: &mut &'b [u8]) -> Option<(&'b str, i64, [i64; 6])> {
    let form = take_text(rest)?;
    let questions = take(rest)?;
    let mut reasons = [0; 6];
    for count in &mut reasons {
        *count = take(rest)?;
    }
    Some((form, questions, reasons))
}

fn take_lists<'b>(
    rest: &mut &'b [u8],
    wordings: &mut Vec<(&'b str, i64)>,
    people: &mut Vec<(Person, i64)>,
) -> Option<()> {
    for _ in 0..take(rest)? {
        wordings.push((take_text(rest)?, take(rest)?));
    }
    for _ in 0..take(rest)? {
        people.push((Person::from_le_bytes(take_array(rest)?), take(rest)?));
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(questions: &[(&str, &str, u8)]) -> Asked {
        let mut asked = Asked::default();
        let reasons = [true, false, false, false, false, false];
        for (form, wording, client) in questions {
            asked.ask(form, wording, &[*client; 16], reasons);
        }
        asked
    }

    #[test]
    fn what_is_added_and_taken_away_again_leaves_nothing() {
        let one = asked(&[
            ("chang rib", "changer mon rib", 1),
            ("chang rib", "RIB changer", 2),
        ]);
        let other = asked(&[("chang rib", "changer mon rib", 1), ("box", "box", 3)]);
        let mut sum = one.clone();
        sum.add(&other, 1);
        assert_eq!(sum.forms["chang rib"].people.len(), 2);
        assert_eq!(sum.forms["chang rib"].questions, 3);
        sum.add(&other, -1);
        assert_eq!(sum, one);
        sum.add(&one, -1);
        assert!(sum.is_empty());
    }

    #[test]
    fn an_answered_question_does_not_count() {
        let mut asked = Asked::default();
        asked.ask("rib", "rib", &[1; 16], [false; 6]);
        assert!(asked.is_empty());
    }

    #[test]
    fn bytes_give_back_what_was_asked_and_broken_ones_do_no_harm() {
        let one = asked(&[("chang rib", "changer mon rib", 1), ("été", "l’été", 200)]);
        let mut again = Asked::default();
        again.add_bytes(&one.to_bytes());
        assert_eq!(again, one);
        arbtest::arbtest(|u| {
            let bytes: Vec<u8> = u.arbitrary()?;
            Asked::default().add_bytes(&bytes);
            Ok(())
        });
    }
}
