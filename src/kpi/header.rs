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
    /// Who defines it: one of the five articles (F0 to F4), a product, or Vigie.
    pub source: String,
    /// For rows that can only be judged after a while: how long, as written.
    pub window: Option<String>,
    pub select: String,
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub fr: String,
    pub en: String,
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
        "line {line}: `{name}` is not a fact of a KPI; known are title.fr, title.en, kind, better, source, window"
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
        for (index, line) in text.lines().enumerate() {
            match line.strip_prefix("--") {
                Some(comment) if select.is_empty() => reading.line(index + 1, comment.trim())?,
                _ if line.trim().is_empty() && select.is_empty() => {}
                _ => select.push(line),
            }
        }
        let select = select.join("\n").trim().trim_end_matches(';').to_owned();
        if select.is_empty() {
            return Err(HeaderError::NoSelect);
        }
        reading.kpi(name, select)
    }

    /// Changes with the definition, so that cubes and stored figures know theirs.
    pub fn digest(&self) -> String {
        let definition = format!("{} {:?}\n{}", self.kind.as_str(), self.window, self.select);
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
    window: Option<String>,
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

    fn kpi(self, name: &str, select: String) -> Result<Kpi, HeaderError> {
        let missing = |name| HeaderError::Missing { name };
        if self.title.fr.is_empty() {
            return Err(missing("title.fr"));
        }
        if self.title.en.is_empty() {
            return Err(missing("title.en"));
        }
        Ok(Kpi {
            name: name.to_owned(),
            title: self.title,
            about: self.about,
            kind: self.kind.ok_or(missing("kind"))?,
            better: self.better.ok_or(missing("better"))?,
            source: self.source.ok_or(missing("source"))?,
            window: self.window,
            select,
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
                "line 5: `colour` is not a fact of a KPI; known are title.fr, title.en, kind, better, source, window",
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
