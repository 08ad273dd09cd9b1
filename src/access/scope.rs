//! What a key allows.

use std::fmt;

/// One thing that a key allows; none includes another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Send events; the only scope whose key may stand in an address, and so in a page.
    Ingest,
    /// Read figures, and sign in to the pages.
    Read,
    /// Change content: FAQ entries.
    Import,
    /// Change the site itself; no route does so yet.
    Admin,
}

impl Scope {
    pub const ALL: [Scope; 4] = [Scope::Ingest, Scope::Read, Scope::Import, Scope::Admin];

    pub fn as_str(self) -> &'static str {
        match self {
            Scope::Ingest => "ingest",
            Scope::Read => "read",
            Scope::Import => "import",
            Scope::Admin => "admin",
        }
    }

    fn parse(name: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.as_str() == name)
    }
}

/// A set of scopes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scopes(u8);

impl Scopes {
    /// Everything: what whoever sits at the machine may do.
    pub fn all() -> Scopes {
        Scope::ALL.into_iter().fold(Scopes::default(), Scopes::with)
    }

    pub fn with(self, scope: Scope) -> Scopes {
        Scopes(self.0 | 1 << scope as u8)
    }

    /// This scope, if it is among them, and no other.
    pub fn only(self, scope: Scope) -> Scopes {
        Scopes(self.0 & 1 << scope as u8)
    }

    pub fn allow(self, scope: Scope) -> bool {
        self.0 & 1 << scope as u8 != 0
    }
}

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no scope; give one or more of ingest, read, import, admin, with commas")]
pub struct UnknownScope(String);

impl std::str::FromStr for Scopes {
    type Err = UnknownScope;

    fn from_str(text: &str) -> Result<Scopes, UnknownScope> {
        text.split(',')
            .map(str::trim)
            .try_fold(Scopes::default(), |scopes, name| {
                let scope = Scope::parse(name).ok_or_else(|| UnknownScope(name.to_owned()))?;
                Ok(scopes.with(scope))
            })
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = Scope::ALL
            .into_iter()
            .filter(|scope| self.allow(*scope))
            .map(Scope::as_str)
            .collect();
        f.write_str(&names.join(","))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn scopes_are_read_as_they_are_written_and_none_includes_another() {
        for scope in Scope::ALL {
            let alone: Scopes = scope.as_str().parse().unwrap();
            assert_eq!(alone.to_string(), scope.as_str());
            for other in Scope::ALL {
                assert_eq!(alone.allow(other), other == scope);
            }
        }
        let both: Scopes = "read, ingest".parse().unwrap();
        assert_eq!(both.to_string(), "ingest,read");
        assert_eq!(Scopes::all().to_string(), "ingest,read,import,admin");
    }

    #[test]
    fn an_unknown_scope_is_named() {
        for (text, named) in [("", ""), ("read,write", "write"), ("Read", "Read")] {
            let error = text.parse::<Scopes>().unwrap_err();
            assert_eq!(error, UnknownScope(named.to_owned()));
        }
    }
}
