//! What can be wrong with a header.

/// Why a file is no KPI; with its line where one is to blame.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderError {
    #[error("line {line}: expected `-- name: value`, a comment, or the SELECT")]
    Line { line: usize },
    #[error("line {line}: `{name}` is not a fact of a KPI; known are {known}")]
    Unknown {
        line: usize,
        name: String,
        known: String,
    },
    #[error("line {line}: `{name}` is given twice")]
    Twice { line: usize, name: String },
    #[error("line {line}: `{name}` cannot be `{value}`; it is {allowed}")]
    Value {
        line: usize,
        name: String,
        value: String,
        allowed: String,
    },
    #[error("line {line}: `{name}` is no fact of the kind {kind}")]
    OtherKind {
        line: usize,
        name: String,
        kind: &'static str,
    },
    #[error("`{name}` is missing from the header")]
    Missing { name: &'static str },
    #[error("line {line}: the header does not give `:{name}`, as `param.{name}: NUMBER`")]
    UnknownParameter { line: usize, name: String },
    #[error("line {line}: the SELECT does not use `:{name}`")]
    UnusedParameter { line: usize, name: String },
    #[error("there is no SELECT behind the header")]
    NoSelect,
}
