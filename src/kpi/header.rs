//! Reads a KPI file: its facts in the header, its definition as SQL.

use sha2::{Digest, Sha256};

use crate::hex::hex;

/// A KPI as its file says it.
#[derive(Clone, Debug)]
pub struct Kpi {
    /// The file's name without its ending: the same word in URL, JSON and docs.
    pub name: String,
    pub title: Text,
    pub about: Text,
    pub kind: Kind,
    pub better: Direction,
    /// Who defines it: an article, a product, or Vigie.
    pub source: String,
    /// What a value is counted in, where title and kind do not say it.
    pub unit: Option<Text>,
    /// For rows that can only be judged after a while: how long, as written.
    pub window: Option<String>,
    /// Of what the rows are that the SELECT marks as `left_out`.
    pub left_out: Option<Text>,
    pub select: String,
    /// The line of the file on which the SELECT begins, from 1.
    pub select_line: usize,
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub fr: String,
    pub en: String,
}

impl Text {
    /// The text if it is given; a language alone is a mistake.
    fn in_both(self, fr: &'static str, en: &'static str) -> Result<Option<Text>, HeaderError> {
        match (self.fr.is_empty(), self.en.is_empty()) {
            (true, true) => Ok(None),
            (true, false) => Err(HeaderError::Missing { name: fr }),
            (false, true) => Err(HeaderError::Missing { name: en }),
            (false, false) => Ok(Some(self)),
        }
    }
}

/// What a KPI's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Σnum ÷ Σden, a share from 0 to 1.
    Ratio,
    /// Σnum ÷ Σden, in the unit of `num`.
    Mean,
    /// Σnum.
    Sum,
}

impl Kind {
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Ratio => "ratio",
            Kind::Mean => "mean",
            Kind::Sum => "sum",
        }
    }
}

/// Which way is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Lower,
    Higher,
    Neither,
}

impl Direction {
    pub fn as_str(self) -> &'static str {
        match self {
            Direction::Lower => "lower",
            Direction::Higher => "higher",
            Direction::Neither => "none",
        }
    }
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderError {
    #[error("line {line}: expected `-- name: value`, a comment, or the SELECT")]
    Line { line: usize },
    #[error(
        "line {line}: `{name}` is not a fact of a KPI; known are title.fr, title.en, kind, unit.fr, unit.en, better, source, window, left_out.fr, left_out.en"
    )]
    Unknown { line: usize, name: String },
    #[error("line {line}: `{name}` cannot be `{value}`; it is one of {allowed}")]
    Value {
        line: usize,
        name: &'static str,
        value: String,
        allowed: &'static str,
    },
    #[error("`{name}` is missing from the header")]
    Missing { name: &'static str },
    #[error("there is no SELECT behind the header")]
    NoSelect,
}

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
        reading.kpi(name, select, select_line)
    }

    /// The SELECT of the rows that count.
    pub fn counted(&self) -> String {
        match self.left_out {
            None => self.select.clone(),
            Some(_) => format!(
                "select * from ({}\n) where not coalesce(left_out, false)",
                self.select
            ),
        }
    }

    /// A KPI that counts the rows which this one leaves out, if it marks any.
    ///
    /// No file can have its name: it holds a slash.
    pub fn of_left_out(&self) -> Option<Kpi> {
        self.left_out.as_ref().map(|_| Kpi {
            name: format!("{}/left_out", self.name),
            kind: Kind::Sum,
            window: None,
            left_out: None,
            // What such a row says in `num` and `den` does not matter: the first of a name is it.
            select: format!(
                "select 1 as num, 1 as den, * from ({}\n) where left_out",
                self.select
            ),
            ..self.clone()
        })
    }

    /// Changes with the definition, so that cubes and stored figures know theirs.
    pub fn digest(&self) -> String {
        let definition = format!(
            "{} {:?}\n{}",
            self.kind.as_str(),
            self.window,
            self.counted()
        );
        hex(&Sha256::digest(definition.as_bytes())[..8])
    }
}

#[derive(Default)]
struct Reading {
    in_explanation: bool,
    title: Text,
    about: Text,
    kind: Option<Kind>,
    better: Option<Direction>,
    source: Option<String>,
    unit: Text,
    window: Option<String>,
    left_out: Text,
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
        self.fact(line, name.trim(), value.trim())
    }

    fn fact(&mut self, line: usize, name: &str, value: &str) -> Result<(), HeaderError> {
        match name {
            "title.fr" => self.title.fr = value.to_owned(),
            "title.en" => self.title.en = value.to_owned(),
            "unit.fr" => self.unit.fr = value.to_owned(),
            "unit.en" => self.unit.en = value.to_owned(),
            "left_out.fr" => self.left_out.fr = value.to_owned(),
            "left_out.en" => self.left_out.en = value.to_owned(),
            "source" => self.source = Some(value.to_owned()),
            "window" => self.window = Some(value.to_owned()),
            "kind" => self.kind = Some(kind(line, value)?),
            "better" => self.better = Some(direction(line, value)?),
            _ => {
                let name = name.to_owned();
                return Err(HeaderError::Unknown { line, name });
            }
        }
        Ok(())
    }

    fn kpi(self, name: &str, select: String, select_line: usize) -> Result<Kpi, HeaderError> {
        let missing = |name| HeaderError::Missing { name };
        let title = self.title.in_both("title.fr", "title.en")?;
        Ok(Kpi {
            name: name.to_owned(),
            title: title.ok_or(missing("title.fr"))?,
            about: self.about,
            kind: self.kind.ok_or(missing("kind"))?,
            better: self.better.ok_or(missing("better"))?,
            source: self.source.ok_or(missing("source"))?,
            unit: self.unit.in_both("unit.fr", "unit.en")?,
            window: self.window,
            left_out: self.left_out.in_both("left_out.fr", "left_out.en")?,
            select,
            select_line,
        })
    }
}

fn kind(line: usize, value: &str) -> Result<Kind, HeaderError> {
    [Kind::Ratio, Kind::Mean, Kind::Sum]
        .into_iter()
        .find(|kind| kind.as_str() == value)
        .ok_or_else(|| HeaderError::Value {
            line,
            name: "kind",
            value: value.to_owned(),
            allowed: "ratio, mean, sum",
        })
}

fn direction(line: usize, value: &str) -> Result<Direction, HeaderError> {
    [Direction::Lower, Direction::Higher, Direction::Neither]
        .into_iter()
        .find(|direction| direction.as_str() == value)
        .ok_or_else(|| HeaderError::Value {
            line,
            name: "better",
            value: value.to_owned(),
            allowed: "lower, higher, none",
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const FILE: &str = "-- title.fr: Recherches\n-- title.en: Searches\n-- kind: sum\n\
        -- better: none\n-- source: F3\n--\n-- All searches.\n-- Each once.\n-- fr: Toutes.\n\n\
        select 1 as num -- counted\nfrom intents;\n";

    #[test]
    fn a_file_is_read_with_both_languages_and_its_select() {
        let kpi = Kpi::parse("searches", FILE).unwrap();
        assert_eq!((kpi.kind, kpi.better), (Kind::Sum, Direction::Neither));
        assert_eq!(kpi.title.fr, "Recherches");
        assert_eq!(kpi.about.en, "All searches. Each once.");
        assert_eq!(kpi.about.fr, "Toutes.");
        assert_eq!(kpi.select, "select 1 as num -- counted\nfrom intents");
    }

    #[test]
    fn the_digest_is_that_of_the_definition_not_of_the_words() {
        let digest = |text: &str| Kpi::parse("searches", text).unwrap().digest();
        let reworded = FILE.replace("All searches", "Every search");
        assert_eq!(digest(FILE), digest(&reworded));
        assert_ne!(digest(FILE), digest(&FILE.replace("1 as num", "2 as num")));
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_with_its_line() {
        for (from, to, message) in [
            (
                "-- kind: sum",
                "-- kind: total",
                "line 3: `kind` cannot be `total`; it is one of ratio, mean, sum",
            ),
            (
                "-- better: none\n",
                "",
                "`better` is missing from the header",
            ),
            (
                "-- source: F3",
                "-- colour: red",
                "line 5: `colour` is not a fact of a KPI; known are title.fr, title.en, kind, unit.fr, unit.en, better, source, window, left_out.fr, left_out.en",
            ),
            (
                "select 1 as num -- counted\nfrom intents;",
                "",
                "there is no SELECT behind the header",
            ),
        ] {
            let error = Kpi::parse("x", &FILE.replace(from, to)).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
    }

    #[test]
    fn any_text_is_a_kpi_or_an_error() {
        arbtest::arbtest(|u| {
            let text: String = u.arbitrary()?;
            let _ = Kpi::parse("x", &text);
            Ok(())
        });
    }
}
