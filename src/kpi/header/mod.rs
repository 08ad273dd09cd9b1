//! Reads a KPI file: its facts in the header, its explanation, its definition as SQL.

mod error;
mod facts;
mod kind;
mod parameters;
mod scale;
mod text;

pub use error::HeaderError;
pub use kind::{Direction, Kind, User};
pub use parameters::Parameter;
pub use scale::Scale;
pub use text::Text;

pub(super) use facts::number;
pub(super) use parameters::filled;

use super::definition::{Kpi, References, of_unknown_customers};
use facts::Facts;

impl Kpi {
    /// Reads a file's text: facts up to the first bare `--`, the explanation, the SELECT.
    pub fn parse(name: &str, text: &str) -> Result<Kpi, HeaderError> {
        let mut reading = Reading::default();
        let mut select = Vec::new();
        let mut select_line = 1;
        for (index, line) in text.lines().enumerate() {
            match line.strip_prefix("--") {
                Some(comment) if select.is_empty() => reading.line(index + 1, comment.trim())?,
                _ if line.trim().is_empty() && select.is_empty() => {}
                _ => {
                    if select.is_empty() {
                        select_line = index + 1;
                    }
                    select.push(line);
                }
            }
        }
        let select = select.join("\n").trim().trim_end_matches(';').to_owned();
        if select.is_empty() {
            return Err(HeaderError::NoSelect);
        }
        let kpi = reading.kpi(name, select, select_line)?;
        Ok(Kpi {
            file: text.to_owned(),
            ..kpi
        })
    }
}

#[derive(Default)]
struct Reading {
    in_explanation: bool,
    facts: Facts,
    about: Text,
}

impl Reading {
    fn line(&mut self, line: usize, comment: &str) -> Result<(), HeaderError> {
        if comment.is_empty() {
            self.in_explanation = true;
            return Ok(());
        }
        if self.in_explanation {
            let (about, sentence) = match comment.strip_prefix("fr:") {
                Some(french) => (&mut self.about.fr, french.trim()),
                None => (&mut self.about.en, comment),
            };
            if !about.is_empty() {
                about.push(' ');
            }
            about.push_str(sentence);
            return Ok(());
        }
        let (name, value) = comment.split_once(':').ok_or(HeaderError::Line { line })?;
        self.facts.add(line, name.trim(), value.trim())
    }

    fn kpi(self, name: &str, written: String, select_line: usize) -> Result<Kpi, HeaderError> {
        let Reading {
            mut facts, about, ..
        } = self;
        let missing = |name| HeaderError::Missing { name };
        let facts = &mut facts;
        let title = both(facts, "title.fr", "title.en")?.ok_or(missing("title.fr"))?;
        let kind = kind(facts)?;
        let (left_out, marks_left_out) = left_out(facts, kind)?;
        let parameters = facts.parameters()?;
        parameters::check(&written, select_line, &parameters)?;
        let kpi = Kpi {
            name: name.to_owned(),
            title,
            about,
            kind,
            better: direction(facts)?.ok_or(missing("better"))?,
            source: facts.text("source").ok_or(missing("source"))?,
            unit: both(facts, "unit.fr", "unit.en")?,
            scale: scale(facts, kind)?,
            target: facts.number("target")?,
            users: users(facts)?,
            silence: both(facts, "silence.fr", "silence.en")?,
            least: least(facts, kind)?,
            window: match kind {
                Kind::Stock | Kind::Formula => None,
                _ => facts.text("window"),
            },
            left_out,
            marks_left_out,
            axis: axis(facts, kind)?,
            of: of(facts, kind)?,
            needs: references(facts, "needs")?.unwrap_or_default(),
            select: filled(&written, &parameters),
            written,
            parameters,
            select_line,
            file: String::new(),
        };
        std::mem::take(facts).left(kind.as_str())?;
        Ok(kpi)
    }
}

fn both(
    facts: &mut Facts,
    fr: &'static str,
    en: &'static str,
) -> Result<Option<Text>, HeaderError> {
    Text::in_both((fr, facts.text(fr)), (en, facts.text(en)))
}

/// The kind, with the numbers that some kinds have.
fn kind(facts: &mut Facts) -> Result<Kind, HeaderError> {
    let fact = facts.take("kind");
    let fact = fact.ok_or(HeaderError::Missing { name: "kind" })?;
    Ok(match fact.one_of(&Kind::NAMES, |name| name)? {
        "ratio" => Kind::Ratio,
        "mean" => Kind::Mean,
        "sum" => Kind::Sum {
            divisor: match facts.take("divisor") {
                Some(fact) => fact.number("a number, not 0", |number| number != 0.0)?,
                None => 1.0,
            },
        },
        "net" => Kind::Net,
        "share" => Kind::Share,
        "persons" => Kind::Persons {
            at_least: facts.number("at_least")?,
        },
        "distinct" => Kind::Distinct,
        "stock" => Kind::Stock,
        "percentile" => {
            let name = "percentile";
            let fact = facts.take(name).ok_or(HeaderError::Missing { name })?;
            let within = |number: f64| 0.0 < number && number < 1.0;
            Kind::Percentile {
                of: fact.number("a number between 0 and 1, as 0.9", within)?,
            }
        }
        _ => Kind::Formula,
    })
}

/// Of what the rows are that are left out, and whether the SELECT marks them.
fn left_out(facts: &mut Facts, kind: Kind) -> Result<(Option<Text>, bool), HeaderError> {
    let of = match kind {
        Kind::Formula => None,
        _ => both(facts, "left_out.fr", "left_out.en")?,
    };
    let marks = of.is_some();
    Ok(match kind {
        kind if kind.names_persons() => (of.or_else(|| Some(of_unknown_customers())), marks),
        _ => (of, marks),
    })
}

fn direction(facts: &mut Facts) -> Result<Option<Direction>, HeaderError> {
    let fact = facts.take("better");
    fact.map(|fact| fact.one_of(&Direction::ALL, Direction::as_str))
        .transpose()
}

fn scale(facts: &mut Facts, kind: Kind) -> Result<Scale, HeaderError> {
    match facts.take("scale") {
        Some(fact) => {
            Scale::parse(&fact.value).ok_or_else(|| fact.refused("as 0..1, -1..1 or 0.."))
        }
        None => Ok(Scale::of(kind)),
    }
}

fn users(facts: &mut Facts) -> Result<Vec<User>, HeaderError> {
    let Some(fact) = facts.take("users") else {
        return Ok(Vec::new());
    };
    let users = fact.names()?.into_iter().map(|name| User::parse(&name));
    let users: Option<Vec<User>> = users.collect();
    let words = User::ALL.map(User::as_str);
    users.ok_or_else(|| fact.refused(format!("some of {}", words.join(", "))))
}

fn least(facts: &mut Facts, kind: Kind) -> Result<u64, HeaderError> {
    match facts.take("least") {
        Some(fact) => {
            let is_count = |number: f64| number >= 0.0 && number.fract() == 0.0;
            Ok(fact.number("a whole number of rows", is_count)? as u64)
        }
        None => Ok(kind.least()),
    }
}

fn axis(facts: &mut Facts, kind: Kind) -> Result<Option<String>, HeaderError> {
    match kind {
        Kind::Share => {
            let axis = facts.text("axis");
            axis.map(Some).ok_or(HeaderError::Missing { name: "axis" })
        }
        _ => Ok(None),
    }
}

fn of(facts: &mut Facts, kind: Kind) -> Result<References, HeaderError> {
    match kind {
        Kind::Formula => references(facts, "of")?.ok_or(HeaderError::Missing { name: "of" }),
        _ => Ok(References::default()),
    }
}

fn references(facts: &mut Facts, name: &str) -> Result<Option<References>, HeaderError> {
    let Some(fact) = facts.take(name) else {
        return Ok(None);
    };
    Ok(Some(References {
        names: fact.names()?,
        line: fact.line,
        kpis: Vec::new(),
    }))
}

#[cfg(test)]
mod tests;
