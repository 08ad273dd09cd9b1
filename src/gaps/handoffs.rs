//! What stood before hand-offs to a human: cause, theme, last question, last article.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

use crate::kpi::{Question, Rows};

/// Which hand-offs are asked for; empty text is "none".
#[derive(Clone, Debug, Default)]
pub struct Before {
    pub cause: Option<String>,
    pub question: Option<String>,
    pub article: Option<String>,
    pub reason: Option<String>,
}

/// Hand-offs of a period, counted by what stood before them, most frequent first.
#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Handoffs {
    pub total: u64,
    pub causes: Vec<Count>,
    pub themes: Vec<Count>,
    /// The last query or message.
    pub questions: Vec<Count>,
    pub articles: Vec<Count>,
    pub reasons: Vec<Count>,
}

/// How often a value stood there; `null` is "none".
#[derive(Debug, PartialEq, Serialize)]
pub struct Count {
    pub value: Option<String>,
    pub handoffs: u64,
}

/// Counts hand-offs by what stood before them; lists of at most `limit` lines.
pub fn handoffs(
    db: &Connection,
    question: &Question,
    before: &Before,
    limit: usize,
) -> rusqlite::Result<Handoffs> {
    let asked = Asked::of(question, before);
    // One line, which counts them all.
    let all = asked.counts(db, "null", 1)?;
    let count = |column: &str| asked.counts(db, column, limit);
    Ok(Handoffs {
        total: all.iter().map(|all| all.handoffs).sum(),
        causes: count("cause")?,
        themes: count("theme")?,
        questions: count("question")?,
        articles: count("article")?,
        reasons: count("reason")?,
    })
}

/// The hand-offs behind those counts, newest first.
pub fn rows(
    db: &Connection,
    question: &Question,
    before: &Before,
    limit: usize,
) -> rusqlite::Result<Rows> {
    let asked = Asked::of(question, before);
    let sql = format!(
        "select at, day, channel, lang, application, theme, cause, reason, question, article
         from handoffs where {}",
        asked.conditions
    );
    Rows::read(db, &sql, &asked.values, "at desc, id", limit)
}

/// Conditions on hand-offs, with their values.
struct Asked {
    conditions: String,
    values: Vec<Value>,
}

impl Asked {
    fn of(question: &Question, before: &Before) -> Asked {
        let Before {
            cause,
            question: last,
            article,
            reason,
        } = before;
        let more = [
            ("cause", cause),
            ("question", last),
            ("article", article),
            ("reason", reason),
        ];
        let more = more
            .into_iter()
            .filter_map(|(column, value)| Some((column, value.as_deref()?)));
        let mut asked = Asked {
            conditions: "day >= ? and day <= ?".to_owned(),
            values: [question.period.from, question.period.to]
                .map(|day| day.to_string().into())
                .to_vec(),
        };
        for (column, value) in question.filters.given().chain(more) {
            let condition = format!(" and coalesce({column}, '') = ?");
            asked.conditions.push_str(&condition);
            asked.values.push(value.to_owned().into());
        }
        asked
    }

    fn counts(&self, db: &Connection, column: &str, limit: usize) -> rusqlite::Result<Vec<Count>> {
        let mut statement = db.prepare(&format!(
            "select {column}, count(*) from handoffs where {}
             group by 1 order by 2 desc, 1 limit {limit}",
            self.conditions
        ))?;
        let counts = statement.query_map(params_from_iter(&self.values), |row| {
            Ok(Count {
                value: row.get(0)?,
                handoffs: row.get(1)?,
            })
        })?;
        counts.collect()
    }
}
