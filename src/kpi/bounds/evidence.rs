//! What is known of engaged episodes: how they went, and whether a human was met after.

use rusqlite::{Connection, params_from_iter};

use super::super::query::days;
use super::super::question::Question;
use crate::period::{DAY, Millis};

/// How long after an episode a contact is taken to be about its need.
pub const WINDOW: Millis = 7 * DAY;

/// Words that a fast reader takes in within a minute, skimming; Brysbaert (2019), "How many
/// words do we read per minute?", Journal of Memory and Language 109, finds 238 for reading
/// silently, and up to three times as many where a text is searched for something.
pub const WORDS_PER_MINUTE: i64 = 700;

/// How an episode went that no hand-off ended; of the sign that it has for deflection, from
/// the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// The person said that it helped.
    Confirmed,
    /// There was an answer, and the person said nothing.
    Answered,
    /// It was left sooner than it can be read.
    Skimmed,
    /// There was another question behind it.
    AskedAgain,
    /// There was no answer.
    NoAnswer,
    /// The person said that it did not help.
    Negative,
}

impl Evidence {
    pub const ALL: [Evidence; 6] = [
        Evidence::Confirmed,
        Evidence::Answered,
        Evidence::Skimmed,
        Evidence::AskedAgain,
        Evidence::NoAnswer,
        Evidence::Negative,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Evidence::Confirmed => "confirmed",
            Evidence::Answered => "answered",
            Evidence::Skimmed => "skimmed",
            Evidence::AskedAgain => "asked_again",
            Evidence::NoAnswer => "no_answer",
            Evidence::Negative => "negative",
        }
    }
}

/// Episodes of one kind of evidence, by what is known of the time behind them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Of known customers who met a human within the window, about the same theme; within a
    /// day also where a theme is not known.
    pub called: u64,
    /// Of those who did later, about nobody knows what.
    pub perhaps: u64,
    /// Of known customers who did not, or about something else, and the window is over.
    pub stayed: u64,
    /// Of known customers who have not yet, and the window is not over.
    pub young: u64,
    /// Of unknown customers.
    pub unknown: u64,
    /// Those of the last three of which nobody knows how long the answer was looked at.
    pub without_dwell: u64,
}

impl Seen {
    /// Takes in episodes of one fate, as the SELECT numbers them.
    fn add(&mut self, fate: u8, no_dwell: bool, count: u64) {
        let is_open = !matches!(fate, 1 | 3);
        *match fate {
            1 => &mut self.called,
            2 => &mut self.perhaps,
            3 => &mut self.stayed,
            4 => &mut self.young,
            _ => &mut self.unknown,
        } += count;
        if is_open && no_dwell {
            self.without_dwell += count;
        }
    }

    /// Those of whom nobody knows whether they met a human about it.
    pub fn open(&self) -> u64 {
        self.perhaps + self.young + self.unknown
    }
}

/// All engaged episodes of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Episodes {
    /// Handed off to a human.
    pub escalated: u64,
    /// In the order of [`Evidence::ALL`].
    pub seen: [Seen; 6],
}

const SELECT: &str = "
    select evidence,
           case when customer is null then 0
                when exists (select 1 from contacts as own
                  where own.customer = asked.customer and own.answered = 1
                    and own.at > asked.ended_at and own.at <= asked.ended_at + ?1
                    and coalesce(own.theme = asked.theme, own.at <= asked.ended_at + ?2)) then 1
                when exists (select 1 from contacts as own
                  where own.customer = asked.customer and own.answered = 1
                    and own.at > asked.ended_at and own.at <= asked.ended_at + ?1
                    and (own.theme = asked.theme) is null) then 2
                when ended_at + ?1 <= ?3 then 3
                else 4 end as fate,
           dwell is null or answer_words is null as no_dwell, count(*)
    from (
      select *, case
          when outcome = 'escalated' then 6
          when deflected = 0 or closing = 'no' or outcome = 'negative' then 5
          when deflected = 1 or closing = 'yes' or outcome = 'confirmed' then 0
          when not answered then 4
          when asked_again then 3
          when dwell * ?4 < answer_words * 60000 then 2
          else 1 end as evidence
      from episodes
      where engaged and day >= ?5 and day <= ?6) as asked
    where true";

impl Episodes {
    pub fn of(db: &Connection, question: &Question) -> rusqlite::Result<Episodes> {
        let [from, to] = days(question.period);
        let mut sql = SELECT.to_owned();
        let mut values = vec![
            WINDOW.into(),
            DAY.into(),
            question.as_of.into(),
            WORDS_PER_MINUTE.into(),
            from,
            to,
        ];
        for (dimension, value) in question.filters.given() {
            values.push(value.to_owned().into());
            sql.push_str(&format!(
                " and coalesce({dimension}, '') = ?{}",
                values.len()
            ));
        }
        sql.push_str(" group by 1, 2, 3");
        let mut statement = db.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut episodes = Episodes::default();
        while let Some(row) = rows.next()? {
            let (evidence, count): (usize, u64) = (row.get(0)?, row.get(3)?);
            match episodes.seen.get_mut(evidence) {
                Some(seen) => seen.add(row.get(1)?, row.get(2)?, count),
                None => episodes.escalated += count,
            }
        }
        Ok(episodes)
    }

    pub fn engaged(&self) -> u64 {
        let seen = self.seen.iter();
        self.escalated
            + seen
                .map(|seen| seen.called + seen.stayed + seen.open())
                .sum::<u64>()
    }
}
