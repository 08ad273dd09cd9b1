//! What stood before hand-offs to a human: cause, theme, last question, last article.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::groups::{self, forms, most_frequent};
use crate::kpi::{Question, Rows};

/// Which hand-offs are asked for; empty text is "none".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    pub cause: Option<String>,
    /// Those whose last question says the same as this one.
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
    /// The last query or message: those that say the same are one line, under the name
    /// that it has among what found no answer.
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
        questions: asked.questions(db, question, limit)?,
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
        let more = [("cause", cause), ("article", article), ("reason", reason)];
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
        match last.as_deref() {
            None => {}
            Some("") => asked.conditions.push_str(" and question is null"),
            Some(last) => {
                asked.conditions.push_str(" and form in (?, ?)");
                asked.values.extend(forms(last).map(Value::from));
            }
        }
        asked
    }

    /// Last questions by what they say.
    fn questions(
        &self,
        db: &Connection,
        question: &Question,
        limit: usize,
    ) -> rusqlite::Result<Vec<Count>> {
        let labels = groups::labels(db, question)?;
        let mut lines: Vec<Count> = self
            .wordings(db)?
            .into_iter()
            .map(|(form, wordings)| Count {
                handoffs: wordings.values().sum::<i64>().unsigned_abs(),
                value: form.map(|form| {
                    let label = labels.get(&form).map(String::as_str);
                    label.unwrap_or(most_frequent(&wordings)).to_owned()
                }),
            })
            .collect();
        lines.sort_by(|one, other| {
            let by_name = || one.value.cmp(&other.value);
            other.handoffs.cmp(&one.handoffs).then_with(by_name)
        });
        lines.truncate(limit);
        Ok(lines)
    }

    /// How often last questions were worded how, by form; none is a form as well.
    fn wordings(
        &self,
        db: &Connection,
    ) -> rusqlite::Result<FxHashMap<Option<String>, FxHashMap<String, i64>>> {
        let mut statement = db.prepare(&format!(
            "select form, coalesce(question, ''), count(*) from handoffs where {} group by 1, 2",
            self.conditions
        ))?;
        let mut rows = statement.query(params_from_iter(&self.values))?;
        let mut forms: FxHashMap<_, FxHashMap<String, i64>> = FxHashMap::default();
        while let Some(row) = rows.next()? {
            let wordings = forms.entry(row.get(0)?).or_default();
            wordings.insert(row.get(1)?, row.get(2)?);
        }
        Ok(forms)
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
