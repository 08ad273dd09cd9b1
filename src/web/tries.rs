//! How often an address may try to sign in with what is no key.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::client::Client;

/// Failed tries of an address within a minute, and of all addresses together.
const MOST: u32 = 10;
const ADDRESSES: usize = 10_000;

const MINUTE: Duration = Duration::from_secs(60);

#[derive(Default)]
pub(super) struct Tries {
    minute: Mutex<Option<Minute>>,
}

struct Minute {
    begun: Instant,
    failed: HashMap<IpAddr, u32>,
}

impl Tries {
    pub(super) fn may_try(&self, client: Client, now: Instant) -> bool {
        let minute = self.minute.lock().unwrap_or_else(PoisonError::into_inner);
        match &*minute {
            Some(minute) if minute.holds(now) => {
                let failed = minute.failed.get(&client.network());
                // A table that is full is an attack from everywhere: nobody tries until it is over.
                failed.map_or(minute.failed.len() < ADDRESSES, |failed| *failed < MOST)
            }
            _ => true,
        }
    }

    pub(super) fn failed(&self, client: Client, now: Instant) {
        let mut minute = self.minute.lock().unwrap_or_else(PoisonError::into_inner);
        if minute.as_ref().is_none_or(|minute| !minute.holds(now)) {
            *minute = Some(Minute {
                begun: now,
                failed: HashMap::new(),
            });
        }
        if let Some(minute) = &mut *minute {
            *minute.failed.entry(client.network()).or_default() += 1;
        }
    }
}

impl Minute {
    fn holds(&self, now: Instant) -> bool {
        now.duration_since(self.begun) < MINUTE
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn client(text: &str) -> Client {
        Client(text.parse().unwrap())
    }

    #[test]
    fn an_address_that_fails_too_often_waits_a_minute_and_others_do_not() {
        let (tries, now) = (Tries::default(), Instant::now());
        let attacker = client("2001:db8::1");
        for _ in 0..MOST {
            assert!(tries.may_try(attacker, now));
            tries.failed(attacker, now);
        }
        assert!(!tries.may_try(attacker, now));
        // Whoever has one address of a network has all of them.
        assert!(!tries.may_try(client("2001:db8::2"), now));
        assert!(tries.may_try(client("192.0.2.1"), now));
        assert!(tries.may_try(attacker, now + MINUTE));
    }
}
