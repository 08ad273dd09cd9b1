//! Visits without identity: what stands for a visitor who brings no `client`.
//!
//! A keyed hash of the site, the truncated address and the user agent, under a
//! salt of the day (UTC). Salts go with their day, so nothing links two days;
//! only a visit that is under way at midnight keeps its salt, for 30 minutes.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::hex::hex;
use crate::period::{DAY, MINUTE, Millis};

/// The name of the file with the salts in the data folder; it belongs in no backup.
pub const FILE: &str = "salts";

/// For how long a visit without events goes on.
const VISIT: Millis = 30 * MINUTE;

/// Visits that are carried over midnight, at most: whoever sends a new user agent with every
/// request must not fill the memory. Any other begins anew then.
const MOST_CARRIED: usize = 100_000;

type Salt = [u8; 32];
type Visitor = [u8; 32];

/// What tells one visitor from another, for a day.
#[derive(Clone, Copy, Debug)]
pub struct Trace<'t> {
    pub site: &'t str,
    /// The address without its last part.
    pub address: [u8; 6],
    pub user_agent: &'t str,
}

/// The salts of today and, for a while, of yesterday.
pub struct Audience {
    path: PathBuf,
    today: i64,
    salt: Salt,
    yesterday: Option<Salt>,
    /// Who was seen under yesterday's salt around midnight, and when last.
    around_midnight: HashMap<Visitor, Millis>,
}

impl Audience {
    /// Reads the salts that are still good from the data folder.
    pub fn open(folder: &Path, now: Millis) -> io::Result<Audience> {
        let path = folder.join(FILE);
        let today = day(now);
        let kept = match fs::read(&path) {
            Ok(bytes) => read(&bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error),
        };
        let of = |day| {
            let found = kept.iter().find(|(kept, _)| *kept == day);
            found.map(|(_, salt)| *salt)
        };
        let mut audience = Audience {
            path,
            today,
            salt: of(today).map_or_else(random, Ok)?,
            yesterday: of(today - 1),
            around_midnight: HashMap::new(),
        };
        audience.forget_yesterday(now);
        audience.write()?;
        Ok(audience)
    }

    /// What stands for a visitor at a moment.
    pub fn client(&mut self, trace: Trace<'_>, now: Millis) -> io::Result<String> {
        self.turn(now)?;
        if let Some(salt) = &self.yesterday {
            let visitor = visitor(salt, trace);
            if let Some(last) = self.around_midnight.get_mut(&visitor)
                && now - *last < VISIT
            {
                *last = now;
                return Ok(hex(&visitor));
            }
        }
        let visitor = visitor(&self.salt, trace);
        if now.rem_euclid(DAY) >= DAY - VISIT {
            self.carry(visitor, now);
        }
        Ok(hex(&visitor))
    }

    /// Has a visit go on under its salt after midnight, if there is room for it.
    fn carry(&mut self, visitor: Visitor, now: Millis) {
        let has_room = self.around_midnight.len() < MOST_CARRIED;
        if has_room || self.around_midnight.contains_key(&visitor) {
            self.around_midnight.insert(visitor, now);
        }
    }

    /// Changes the salt at midnight, and has the old one forgotten half an hour later.
    pub fn turn(&mut self, now: Millis) -> io::Result<()> {
        let today = day(now);
        // A clock that goes back must not bring a salt back that was forgotten.
        if today > self.today {
            self.yesterday = Some(self.salt);
            if today > self.today + 1 {
                self.yesterday = None;
                self.around_midnight.clear();
            }
            self.salt = random()?;
            self.today = today;
            self.forget_yesterday(now);
            return self.write();
        }
        let had_yesterday = self.yesterday.is_some();
        self.forget_yesterday(now);
        if had_yesterday && self.yesterday.is_none() {
            return self.write();
        }
        Ok(())
    }

    fn forget_yesterday(&mut self, now: Millis) {
        if self.yesterday.is_some() && now.rem_euclid(DAY) >= VISIT {
            self.yesterday = None;
            self.around_midnight.clear();
        }
    }

    /// Writes beside and renames, readable by the owner alone.
    fn write(&self) -> io::Result<()> {
        let yesterday = self.yesterday.map(|salt| (self.today - 1, salt));
        let bytes: Vec<u8> = [(self.today, self.salt)]
            .into_iter()
            .chain(yesterday)
            .flat_map(|(day, salt)| day.to_le_bytes().into_iter().chain(salt))
            .collect();
        let unfinished = self.path.with_extension("new");
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        io::Write::write_all(&mut options.open(&unfinished)?, &bytes)?;
        fs::rename(&unfinished, &self.path)
    }
}

/// Days since 1970-01-01, UTC.
fn day(at: Millis) -> i64 {
    at.div_euclid(DAY)
}

fn visitor(salt: &Salt, trace: Trace<'_>) -> Visitor {
    let mut keyed =
        <Hmac<Sha256> as KeyInit>::new_from_slice(salt).expect("HMAC takes keys of any length");
    for part in [
        trace.site.as_bytes(),
        &trace.address,
        trace.user_agent.as_bytes(),
    ] {
        keyed.update(&(part.len() as u64).to_le_bytes());
        keyed.update(part);
    }
    keyed.finalize().into_bytes().into()
}

fn random() -> io::Result<Salt> {
    let mut salt = [0; 32];
    getrandom::fill(&mut salt).map_err(io::Error::other)?;
    Ok(salt)
}

/// Days with their salts. What is cut short gives fewer: a salt made anew only counts visitors twice.
fn read(bytes: &[u8]) -> Vec<(i64, Salt)> {
    let (kept, _) = bytes.as_chunks::<40>();
    kept.iter()
        .map(|bytes| {
            let (mut day, mut salt) = ([0; 8], [0; 32]);
            day.copy_from_slice(&bytes[..8]);
            salt.copy_from_slice(&bytes[8..]);
            (i64::from_le_bytes(day), salt)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::period::HOUR;

    const MIDNIGHT: Millis = 20_000 * DAY;

    fn trace(user_agent: &str) -> Trace<'_> {
        Trace {
            site: "shop",
            address: [192, 0, 2, 0, 0, 0],
            user_agent,
        }
    }

    fn audience(now: Millis) -> (tempfile::TempDir, Audience) {
        let dir = tempfile::tempdir().unwrap();
        let audience = Audience::open(dir.path(), now).unwrap();
        (dir, audience)
    }

    #[test]
    fn a_visitor_is_the_same_all_day_and_another_the_next() {
        let (_dir, mut audience) = audience(MIDNIGHT);
        let mut at = |hours| {
            audience
                .client(trace("a"), MIDNIGHT + hours * HOUR)
                .unwrap()
        };
        let morning = at(8);
        assert_eq!(at(20), morning);
        assert_ne!(at(24 + 8), morning);
    }

    #[test]
    fn sites_addresses_and_agents_tell_visitors_apart() {
        let (_dir, mut audience) = audience(MIDNIGHT);
        let mut client = |trace| audience.client(trace, MIDNIGHT).unwrap();
        let one = client(trace("a"));
        let site = Trace {
            site: "blog",
            ..trace("a")
        };
        let address = Trace {
            address: [192, 0, 3, 0, 0, 0],
            ..trace("a")
        };
        for other in [trace("b"), site, address] {
            assert_ne!(client(other), one);
        }
    }

    #[test]
    fn a_visit_goes_on_over_midnight_for_thirty_minutes() {
        let (_dir, mut audience) = audience(MIDNIGHT - HOUR);
        let mut at = |name, minutes| {
            let now = MIDNIGHT + minutes * MINUTE;
            audience.client(trace(name), now).unwrap()
        };
        let late = at("late", -10);
        let gone = at("gone", -29);
        assert_eq!(at("late", 5), late);
        assert_eq!(at("late", 29), late);
        assert_ne!(at("gone", 2), gone);
        assert_ne!(at("late", 30), late);
    }

    #[test]
    fn visits_beyond_a_bound_are_not_carried_over_midnight_and_those_within_are() {
        let (_dir, mut audience) = audience(MIDNIGHT - HOUR);
        let mut at = |name, minutes| {
            let now = MIDNIGHT + minutes * MINUTE;
            let client = audience.client(trace(name), now).unwrap();
            let others = 0..MOST_CARRIED - audience.around_midnight.len();
            let others = others.map(|number| {
                let mut other = [0; 32];
                other[..8].copy_from_slice(&number.to_le_bytes());
                (other, now)
            });
            audience.around_midnight.extend(others);
            client
        };
        let (early, late) = (at("early", -20), at("late", -19));
        // Whoever is carried is so from their last event on.
        assert_eq!(at("early", -1), early);
        assert_ne!(at("late", 1), late);
        assert_eq!(at("early", 20), early);
        assert_eq!(audience.around_midnight.len(), MOST_CARRIED);
    }

    #[test]
    fn salts_outlive_a_restart_and_go_with_their_day() {
        let (dir, mut audience) = audience(MIDNIGHT + HOUR);
        let client = audience.client(trace("a"), MIDNIGHT + HOUR).unwrap();
        let salt = audience.salt;
        drop(audience);
        let mut again = Audience::open(dir.path(), MIDNIGHT + 2 * HOUR).unwrap();
        assert_eq!(
            again.client(trace("a"), MIDNIGHT + 2 * HOUR).unwrap(),
            client
        );
        again.client(trace("a"), MIDNIGHT + DAY + HOUR).unwrap();
        let bytes = fs::read(dir.path().join(FILE)).unwrap();
        assert!(!bytes.windows(32).any(|part| part == salt));
    }
}
