//! Unanswered questions by what they say, from sums or from the facts themselves.

use rusqlite::{Connection, Row, params_from_iter};
use rustc_hash::FxHashMap;

use super::rare::{Reader, most_of_few};
use super::unanswered::Request;
use crate::facts::asked::{self, Person, Read, person};
use crate::facts::slice::Spans;
use crate::kpi::{Filters, Question};
use crate::text::analyzer::Analyzer;
use crate::text::language::Lang;

/// Questions of one form.
///
/// While it is added up, a count may be negative: a part of a sum may take away
/// what another one holds.
#[derive(Default)]
pub(super) struct Group {
    pub(super) intents: i64,
    /// In any order, as often as they asked; distinct when settled.
    pub(super) people: Vec<Person>,
    /// Whom a part takes away, as often.
    less_people: Vec<Person>,
    pub(super) reasons: [i64; 6],
    wordings: FxHashMap<String, i64>,
    /// A wording that is not asked more often may be that of too few people to be shown.
    /// Given when settled.
    of_few: i64,
    /// Its most frequent wording, for whatever reason it found no answer: a need has
    /// one name under every filter by reason. Given when settled.
    label: String,
    is_label_of_few: bool,
    /// In which languages, and how often.
    langs: Vec<(String, i64)>,
    /// In the halves of the period.
    pub(super) halves: [i64; 2],
}

impl Group {
    /// Leaves what is there, when all parts are added: distinct people, wordings in use.
    fn settle(&mut self, least: u64) {
        self.people.sort_unstable();
        self.less_people.sort_unstable();
        let mut less = self.less_people.drain(..).peekable();
        self.people
            .retain(|person| less.next_if_eq(person).is_none());
        drop(less);
        let by_person = self.people.chunk_by(|one, other| one == other);
        self.of_few = most_of_few(by_person.map(<[Person]>::len), least) as i64;
        self.people.dedup();
        self.wordings.retain(|_, count| *count > 0);
        self.label = most_frequent(&self.wordings).to_owned();
        self.is_label_of_few = self.wordings.get(&self.label) <= Some(&self.of_few);
    }

    pub(super) fn rank(&self) -> (usize, i64) {
        (self.people.len(), self.intents)
    }

    /// Wordings that may be shown, the most frequent first, then by the alphabet.
    pub(super) fn by_frequency(&self) -> Vec<&str> {
        let shown = self.wordings.iter();
        let mut wordings: Vec<(&String, &i64)> =
            shown.filter(|(_, count)| **count > self.of_few).collect();
        wordings.sort_by_key(|(wording, count)| (std::cmp::Reverse(**count), *wording));
        wordings
            .into_iter()
            .map(|(wording, _)| wording.as_str())
            .collect()
    }

    pub(super) fn label(&self) -> &str {
        &self.label
    }

    /// Its name as it may be shown: where too few people put it like that, the words that
    /// say what is asked, which all of its people have in common but for their endings.
    pub(super) fn shown_label(&self, of_site: Lang) -> String {
        if !self.is_label_of_few {
            return self.label.clone();
        }
        let terms = Analyzer::new(self.lang(of_site)).terms(&self.label);
        let says = terms.iter().any(|term| !term.is_stop);
        let words = terms.iter().filter(|term| says != term.is_stop);
        let words: Vec<String> = words.map(|term| term.text.to_lowercase()).collect();
        words.join(" ")
    }

    fn add_person(&mut self, person: Person, count: i64) {
        let people = match count > 0 {
            true => &mut self.people,
            false => &mut self.less_people,
        };
        for _ in 0..count.unsigned_abs() {
            people.push(person);
        }
    }

    fn add_wording(&mut self, wording: &str, count: i64) {
        match self.wordings.get_mut(wording) {
            Some(known) => *known += count,
            None => {
                self.wordings.insert(wording.to_owned(), count);
            }
        }
    }

    fn add_questions(&mut self, count: i64, half: usize, lang: &str) {
        self.intents += count;
        self.halves[half] += count;
        match self.langs.iter_mut().find(|(known, _)| known == lang) {
            Some((_, known)) => *known += count,
            None => self.langs.push((lang.to_owned(), count)),
        }
    }

    /// The last in the alphabet of the languages it is asked in: rows come in any order.
    /// Where none is named, that of its words, which is the site's if they do not tell.
    pub(super) fn lang(&self, of_site: Lang) -> Lang {
        let asked = self.langs.iter().filter(|(_, count)| *count > 0);
        let named = asked.map(|(lang, _)| lang.as_str()).max();
        let named = named.and_then(Lang::parse);
        named.unwrap_or_else(|| Lang::of_question(&self.label, of_site))
    }
}

/// The most frequent wording, the first in the alphabet of those as frequent.
pub(super) fn most_frequent(wordings: &FxHashMap<String, i64>) -> &str {
    let first = |one: &(&String, &i64), other: &(&String, &i64)| {
        one.1.cmp(other.1).then_with(|| other.0.cmp(one.0))
    };
    let wording = wordings.iter().max_by(first);
    wording.map_or("", |(wording, _)| wording.as_str())
}

pub(super) type Groups = FxHashMap<String, Group>;

/// The group of a form, made if need be; the form is copied only then.
fn group<'g>(groups: &'g mut Groups, form: &str) -> &'g mut Group {
    if !groups.contains_key(form) {
        groups.insert(form.to_owned(), Group::default());
    }
    groups
        .get_mut(form)
        .expect("it is there or was just put there")
}

/// The unanswered questions of a request, by form.
pub(super) fn of(db: &Connection, request: &Request<'_>) -> rusqlite::Result<Groups> {
    let every = settled(from_sums(db, request)?, request);
    if request.reason.is_none() {
        return Ok(every);
    }
    let mut groups = settled(from_facts(db, request)?, request);
    for (form, group) in &mut groups {
        if let Some(named) = every.get(form) {
            group.label.clone_from(&named.label);
            group.is_label_of_few = named.is_label_of_few;
        }
    }
    Ok(groups)
}

/// The names of all lines of a question, by form.
pub(super) fn labels(
    db: &Connection,
    question: &Question,
) -> rusqlite::Result<FxHashMap<String, String>> {
    let request = Request {
        period: question.period,
        filters: &question.filters,
        reason: None,
        expression: None,
        limit: usize::MAX,
        lang: Lang::Fr,
        reader: Reader::Insider,
    };
    let groups = of(db, &request)?.into_iter();
    Ok(groups.map(|(form, group)| (form, group.label)).collect())
}

fn settled(mut groups: Groups, request: &Request<'_>) -> Groups {
    let asked = request.expression.map(forms);
    let is_asked = |form: &String| asked.as_ref().is_none_or(|asked| asked.contains(form));
    groups.retain(|form, group| group.intents > 0 && is_asked(form));
    let least = request.reader.least();
    groups.values_mut().for_each(|group| group.settle(least));
    groups
}

/// What a question may be grouped under: a line does not say in which language it was asked.
pub(super) fn forms(question: &str) -> [String; 2] {
    [Lang::Fr, Lang::En].map(|lang| Analyzer::new(lang).form(question))
}

fn from_sums(db: &Connection, request: &Request<'_>) -> rusqlite::Result<Groups> {
    let (conditions, dimensions) = conditions(request.filters);
    let mut statement = db.prepare_cached(&format!(
        "select lang, sum from asked_sums where span = ? and day >= ? and day <= ?{conditions}"
    ))?;
    let mut groups = Groups::default();
    for (half, period) in request.period.halves().into_iter().enumerate() {
        for Spans { span, from, to } in Spans::of(period) {
            let spans = [span.as_str().to_owned(), from.to_string(), to.to_string()];
            let mut rows = statement.query(params_from_iter(spans.iter().chain(&dimensions)))?;
            while let Some(row) = rows.next()? {
                let lang = row.get_ref(0)?.as_str()?;
                asked::each(row.get_ref(1)?.as_blob()?, &mut |read| {
                    add_sum(group(&mut groups, read.form), read, half, lang);
                });
            }
        }
    }
    Ok(groups)
}

fn add_sum(group: &mut Group, read: &Read<'_>, half: usize, lang: &str) {
    group.add_questions(read.questions, half, lang);
    for (count, more) in group.reasons.iter_mut().zip(read.reasons) {
        *count += more;
    }
    for (wording, count) in read.wordings() {
        group.add_wording(wording, count);
    }
    for (person, count) in read.people() {
        group.add_person(person, count);
    }
}

/// Conditions on columns that hold empty text for "not given", and their values.
fn conditions(filters: &Filters) -> (String, Vec<String>) {
    filters
        .given()
        .map(|(dimension, value)| (format!(" and {dimension} = ?"), value.to_owned()))
        .unzip()
}

fn from_facts(db: &Connection, request: &Request<'_>) -> rusqlite::Result<Groups> {
    let (sql, values) = query(request);
    let [_, second] = request.period.halves();
    let middle = second.from.to_string();
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut groups = Groups::default();
    while let Some(row) = rows.next()? {
        let group = group(&mut groups, row.get_ref(0)?.as_str()?);
        add(group, row, &middle)?;
    }
    Ok(groups)
}

fn add(group: &mut Group, row: &Row<'_>, middle: &str) -> rusqlite::Result<()> {
    let half = usize::from(row.get_ref(3)?.as_str()? >= middle);
    group.add_questions(1, half, row.get_ref(4)?.as_str()?);
    group.add_wording(row.get_ref(1)?.as_str()?, 1);
    group.add_person(person(&row.get(2)?), 1);
    for (place, count) in group.reasons.iter_mut().enumerate() {
        *count += row.get::<_, i64>(5 + place)?;
    }
    Ok(())
}

fn query(request: &Request<'_>) -> (String, Vec<String>) {
    let mut values = Vec::new();
    let mut conditions = |reasons: &str| {
        let mut sql = format!("day >= ? and day <= ? and ({reasons})");
        values.push(request.period.from.to_string());
        values.push(request.period.to.to_string());
        for (dimension, value) in request.filters.given() {
            sql.push_str(&format!(" and coalesce({dimension}, '') = ?"));
            values.push(value.to_owned());
        }
        sql
    };
    let of_intents = reasons(
        request,
        &[
            "no_result",
            "no_click",
            "reformulated",
            "negative",
            "handoff",
        ],
    );
    let of_messages = reasons(request, &["misunderstood", "negative", "handoff"]);
    let sql = format!(
        "select form, query, client, day, coalesce(lang, ''),
           no_result, no_click, reformulated, negative, handoff, false
         from intents where {}
         union all
         select form, text, client, day, coalesce(lang, ''),
           false, false, false, negative, handoff, misunderstood
         from messages where {}",
        conditions(&of_intents),
        conditions(&of_messages)
    );
    (sql, values)
}

fn reasons(request: &Request<'_>, known: &[&str]) -> String {
    let asked: Vec<&str> = known
        .iter()
        .copied()
        .filter(|reason| request.reason.is_none_or(|asked| asked == *reason))
        .collect();
    if asked.is_empty() {
        "false".to_owned()
    } else {
        asked.join(" or ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_a_part_takes_away_is_counted_as_often_less() {
        let mut group = Group::default();
        for (person, count) in [(1, -1), (2, 1), (1, 2), (3, 1), (2, 1), (3, -1)] {
            group.add_person(person, count);
        }
        group.settle(1);
        assert_eq!(group.people, [1, 2]);
    }

    #[test]
    fn a_language_that_was_taken_away_is_not_that_of_the_group() {
        let mut group = Group::default();
        for (count, lang) in [(1, "en"), (1, "fr"), (-1, "fr")] {
            group.add_questions(count, 0, lang);
        }
        assert_eq!((group.lang(Lang::Fr), group.halves), (Lang::En, [1, 0]));
    }
}
