//! Names what was wrong with a file on standard error.

use super::super::progress::Bar;

/// Names records on standard error, the first ones each and then their number:
/// a file of another form would fill the screen.
pub(super) struct Naming<'b> {
    bar: &'b Bar,
    /// What those are that are not named each.
    what: &'static str,
    named: u64,
}

const MOST_NAMED: u64 = 50;

impl Naming<'_> {
    pub(super) fn new<'b>(bar: &'b Bar, what: &'static str) -> Naming<'b> {
        Naming {
            bar,
            what,
            named: 0,
        }
    }

    pub(super) fn name(&mut self, file: &str, line: Option<u64>, code: &str, message: &str) {
        self.named += 1;
        if self.named <= MOST_NAMED {
            let line = line.map_or_else(String::new, |line| format!(":{line}"));
            self.bar.say(&format!("{file}{line}: {code}: {message}"));
        }
    }

    pub(super) fn rest(&self) {
        if self.named > MOST_NAMED {
            let rest = self.named - MOST_NAMED;
            self.bar.say(&format!("… and {rest} more {}", self.what));
        }
    }
}
