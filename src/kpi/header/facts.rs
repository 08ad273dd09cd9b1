//! The facts of a header as they are written, each with its line, and how they are read.

use std::collections::BTreeMap;

use super::parameters::is_name;
use super::{HeaderError, Parameter};

/// Every fact that a header may give, beside `param.NAME`.
const KNOWN: [&str; 22] = [
    "title.fr",
    "title.en",
    "kind",
    "unit.fr",
    "unit.en",
    "scale",
    "target",
    "better",
    "users",
    "source",
    "silence.fr",
    "silence.en",
    "window",
    "left_out.fr",
    "left_out.en",
    "needs",
    "least",
    "divisor",
    "at_least",
    "percentile",
    "of",
    "axis",
];

const PARAMETER: &str = "param.";

/// A fact's value, and the line of the file that gives it.
#[derive(Clone, Debug)]
pub(super) struct Fact {
    pub(super) line: usize,
    name: String,
    pub(super) value: String,
}

/// All facts of a header, by name; each is taken out by whoever reads it.
#[derive(Default)]
pub(super) struct Facts(BTreeMap<String, Fact>);

impl Facts {
    pub(super) fn add(&mut self, line: usize, name: &str, value: &str) -> Result<(), HeaderError> {
        let (name, value) = (name.to_owned(), value.to_owned());
        let parameter = name.strip_prefix(PARAMETER);
        if !KNOWN.contains(&name.as_str()) && !parameter.is_some_and(is_name) {
            let known = format!("{}, param.NAME", KNOWN.join(", "));
            return Err(HeaderError::Unknown { line, name, known });
        }
        let fact = Fact {
            line,
            name: name.clone(),
            value,
        };
        match self.0.insert(name.clone(), fact) {
            Some(_) => Err(HeaderError::Twice { line, name }),
            None => Ok(()),
        }
    }

    pub(super) fn take(&mut self, name: &str) -> Option<Fact> {
        self.0.remove(name)
    }

    /// A text, if one stands there.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        let value = self.take(name)?.value;
        (!value.is_empty()).then_some(value)
    }

    pub(super) fn number(&mut self, name: &str) -> Result<Option<f64>, HeaderError> {
        let fact = self.take(name);
        fact.map(|fact| fact.number("a number", |_| true))
            .transpose()
    }

    /// Parameters in the order of the file.
    pub(super) fn parameters(&mut self) -> Result<Vec<Parameter>, HeaderError> {
        let names: Vec<String> = self.0.keys().cloned().collect();
        let mut parameters = Vec::new();
        for name in names {
            let Some(own) = name.strip_prefix(PARAMETER) else {
                continue;
            };
            let Some(fact) = self.take(&name) else {
                continue;
            };
            let default = fact.number("a number", |_| true)?;
            parameters.push(Parameter {
                name: own.to_owned(),
                default,
                value: default,
                line: fact.line,
            });
        }
        parameters.sort_by_key(|parameter| parameter.line);
        Ok(parameters)
    }

    /// A fact that nobody has taken: it is of another kind.
    pub(super) fn left(self, kind: &'static str) -> Result<(), HeaderError> {
        match self.0.into_values().min_by_key(|fact| fact.line) {
            Some(Fact { line, name, .. }) => Err(HeaderError::OtherKind { line, name, kind }),
            None => Ok(()),
        }
    }
}

impl Fact {
    pub(super) fn refused(&self, allowed: impl Into<String>) -> HeaderError {
        HeaderError::Value {
            line: self.line,
            name: self.name.clone(),
            value: self.value.clone(),
            allowed: allowed.into(),
        }
    }

    /// A number of which something more must hold.
    pub(super) fn number(
        &self,
        allowed: &str,
        holds: impl Fn(f64) -> bool,
    ) -> Result<f64, HeaderError> {
        let number = number(&self.value).filter(|number| holds(*number));
        number.ok_or_else(|| self.refused(allowed))
    }

    /// One of some words, as what it stands for.
    pub(super) fn one_of<T: Copy>(
        &self,
        all: &[T],
        word: impl Fn(T) -> &'static str,
    ) -> Result<T, HeaderError> {
        let found = all.iter().find(|it| word(**it) == self.value);
        found.copied().ok_or_else(|| {
            let words: Vec<&str> = all.iter().map(|it| word(*it)).collect();
            self.refused(format!("one of {}", words.join(", ")))
        })
    }

    /// The names of a list, parted by commas; at least one.
    pub(super) fn names(&self) -> Result<Vec<String>, HeaderError> {
        let names = self.value.split(',').map(str::trim);
        let names: Vec<String> = names.map(str::to_owned).collect();
        match names.iter().any(String::is_empty) {
            true => Err(self.refused("names, parted by commas")),
            false => Ok(names),
        }
    }
}

/// A number as people write it in a header: finite, with a point.
pub(in crate::kpi) fn number(text: &str) -> Option<f64> {
    text.trim()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}
