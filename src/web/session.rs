//! Who is signed in: sessions of this process, by the cookie that a browser shows.
//!
//! A session is a key that was typed in once; whatever happens to the key happens to
//! the session with the next request. After a restart people type it in again.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, header};

use super::client::is_tls;
use crate::access::{self, KeyDigest, digest};

/// Without a request for so long, a session is over.
const IDLE: Duration = Duration::from_secs(30 * 60);

/// A session is over after so long, whatever is done in it.
pub(super) const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);

/// Sessions at a time: the one that was idle for longest goes first.
const MOST: usize = 10_000;

/// The name of the cookie.
const COOKIE: &str = "vigie_session";

#[derive(Default)]
pub(super) struct Sessions {
    /// By what the cookie hashes to, so that a copy of the memory opens nothing.
    open: Mutex<HashMap<KeyDigest, Session>>,
}

#[derive(Clone, Copy)]
struct Session {
    key: KeyDigest,
    begun: Instant,
    seen: Instant,
}

impl Sessions {
    /// Begins a session; what is given back is the cookie's value.
    pub(super) fn begin(&self, key: KeyDigest, now: Instant) -> Result<String, getrandom::Error> {
        let value = access::secret()?;
        let mut open = self.open();
        open.retain(|_, session| session.is_open(now));
        if open.len() >= MOST {
            let idlest = open.iter().min_by_key(|(_, session)| session.seen);
            let idlest = idlest.map(|(token, _)| *token);
            idlest.map(|token| open.remove(&token));
        }
        let session = Session {
            key,
            begun: now,
            seen: now,
        };
        open.insert(digest(&value), session);
        Ok(value)
    }

    /// The key of a session that is still open.
    pub(super) fn key(&self, headers: &HeaderMap, now: Instant) -> Option<KeyDigest> {
        let mut open = self.open();
        let session = open.get_mut(&digest(cookie(headers)?))?;
        if !session.is_open(now) {
            return None;
        }
        session.seen = now;
        Some(session.key)
    }

    pub(super) fn end(&self, headers: &HeaderMap) {
        if let Some(value) = cookie(headers) {
            self.open().remove(&digest(value));
        }
    }

    fn open(&self) -> MutexGuard<'_, HashMap<KeyDigest, Session>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    fn is_open(&self, now: Instant) -> bool {
        now.duration_since(self.seen) < IDLE && now.duration_since(self.begun) < LONGEST
    }
}

/// The cookie's value, as the browser shows it.
fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).into_iter();
    lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == COOKIE).then_some(value))
}

/// What sets the cookie, or takes it away where there is no value. Scripts cannot read it;
/// other sites' forms do not send it; behind a proxy that speaks TLS it goes over TLS only.
pub(super) fn set_cookie(value: Option<&str>, headers: &HeaderMap) -> String {
    let seconds = value.map_or(0, |_| LONGEST.as_secs());
    let secure = if is_tls(headers) { "; Secure" } else { "" };
    let value = value.unwrap_or_default();
    format!("{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const KEY: KeyDigest = [7; 32];

    fn shows(value: &str) -> HeaderMap {
        let line = format!("other=1; {COOKIE}={value}");
        HeaderMap::from_iter([(header::COOKIE, line.parse().unwrap())])
    }

    #[test]
    fn a_session_is_open_until_it_is_idle_old_or_ended() {
        let (sessions, begun) = (Sessions::default(), Instant::now());
        let value = sessions.begin(KEY, begun).unwrap();
        let browser = shows(&value);
        let minutes = |minutes: u64| begun + Duration::from_secs(minutes * 60);
        assert_eq!(sessions.key(&browser, minutes(29)), Some(KEY));
        assert_eq!(sessions.key(&browser, minutes(58)), Some(KEY));
        assert_eq!(sessions.key(&browser, minutes(89)), None, "idle");

        let value = sessions.begin(KEY, begun).unwrap();
        let browser = shows(&value);
        for quarter in 1..48 {
            assert_eq!(sessions.key(&browser, minutes(quarter * 15)), Some(KEY));
        }
        assert_eq!(sessions.key(&browser, minutes(720)), None, "old");

        let value = sessions.begin(KEY, begun).unwrap();
        sessions.end(&shows(&value));
        assert_eq!(sessions.key(&shows(&value), begun), None, "ended");
    }

    #[test]
    fn another_cookie_opens_nothing() {
        let (sessions, now) = (Sessions::default(), Instant::now());
        let value = sessions.begin(KEY, now).unwrap();
        assert_ne!(value, sessions.begin(KEY, now).unwrap());
        for other in ["", &value[1..], &value.to_uppercase()] {
            assert_eq!(sessions.key(&shows(other), now), None);
        }
        assert_eq!(sessions.key(&HeaderMap::new(), now), None);
    }

    #[test]
    fn sessions_do_not_grow_without_bound() {
        let (sessions, now) = (Sessions::default(), Instant::now());
        let first = sessions.begin(KEY, now).unwrap();
        for _ in 0..MOST {
            sessions.begin(KEY, now + Duration::from_secs(1)).unwrap();
        }
        assert_eq!(sessions.open().len(), MOST);
        assert_eq!(sessions.key(&shows(&first), now), None);
    }
}
