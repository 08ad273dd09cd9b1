//! Numbers that a definition names, so that a site can have its own.

use super::HeaderError;
use crate::kpi::sql::{Form, tokens};

/// A number that stands as `:NAME` in the SELECT.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    pub name: String,
    /// As the file says it.
    pub default: f64,
    /// As the site has it.
    pub value: f64,
    /// The line of the file that gives it.
    pub(super) line: usize,
}

/// Whether a parameter may have this name.
pub(super) fn is_name(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && name.chars().all(is_part)
}

/// The SELECT with the numbers in the places of their names.
pub(in crate::kpi) fn filled(written: &str, parameters: &[Parameter]) -> String {
    let mut filled = String::with_capacity(written.len());
    let mut done = 0;
    for token in tokens(written) {
        let named = |it: &&Parameter| token.form == Form::Parameter && it.name == token.text;
        if let Some(parameter) = parameters.iter().find(named) {
            filled.push_str(&written[done..token.start]);
            // In brackets: `- :x` must not become a comment where x is below zero.
            filled.push_str(&format!("({})", parameter.value));
            done = token.start + 1 + token.text.len();
        }
    }
    filled.push_str(&written[done..]);
    filled
}

/// Whether header and SELECT name the same parameters; `first` is the SELECT's line.
pub(super) fn check(
    written: &str,
    first: usize,
    parameters: &[Parameter],
) -> Result<(), HeaderError> {
    let tokens = tokens(written);
    let used = || tokens.iter().filter(|token| token.form == Form::Parameter);
    let is_known = |name: &str| parameters.iter().any(|it| it.name == name);
    if let Some(unknown) = used().find(|token| !is_known(token.text)) {
        return Err(HeaderError::UnknownParameter {
            line: first + unknown.line,
            name: unknown.text.to_owned(),
        });
    }
    let is_used = |it: &&Parameter| used().any(|token| token.text == it.name);
    match parameters.iter().find(|it| !is_used(it)) {
        Some(unused) => Err(HeaderError::UnusedParameter {
            line: unused.line,
            name: unused.name.clone(),
        }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_takes_the_place_of_its_name_outside_of_quotes_and_comments() {
        let parameter = |name: &str, value| Parameter {
            name: name.to_owned(),
            default: value,
            value,
            line: 1,
        };
        let parameters = [parameter("within", 90.0), parameter("with", -0.5)];
        let written = "wait <= :within * 1000 -:with, ':within' -- :within\n, :other";
        assert_eq!(
            filled(written, &parameters),
            "wait <= (90) * 1000 -(-0.5), ':within' -- :within\n, :other"
        );
    }
}
