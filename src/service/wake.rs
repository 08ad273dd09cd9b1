//! Wakes a thread, from wherever there is something new for it.

use std::cell::Cell;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::{Duration, Instant};

#[derive(Clone)]
pub(super) struct Wake(SyncSender<()>);

/// What the thread waits on; it is over when the last [`Wake`] is gone.
pub(super) struct Woken {
    calls: Receiver<()>,
    /// A call that came during a pause.
    called: Cell<bool>,
}

impl Wake {
    pub(super) fn new() -> (Wake, Woken) {
        let (wake, calls) = sync_channel(1);
        let woken = Woken {
            calls,
            called: Cell::new(false),
        };
        (Wake(wake), woken)
    }

    pub(super) fn wake(&self) {
        // One call that waits is enough: whoever answers it sees everything.
        let _ = self.0.try_send(());
    }
}

impl Woken {
    /// Waits for a call that was not answered yet; false when it is over.
    pub(super) fn wait(&self) -> bool {
        self.called.take() || self.calls.recv().is_ok()
    }

    /// Whether a call came since the last one that was answered; it is taken as answered.
    pub(super) fn take_call(&self) -> bool {
        // Both: a call may have come in a pause, and another one since.
        self.calls.try_recv().is_ok() | self.called.take()
    }

    /// Does nothing for so long, or until it is over: false then.
    pub(super) fn pause(&self, length: Duration) -> bool {
        let end = Instant::now() + length;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            match self.calls.recv_timeout(left) {
                Ok(()) => self.called.set(true),
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_during_a_pause_is_answered_after_it_also_when_it_is_the_last() {
        let (wake, woken) = Wake::new();
        wake.wake();
        assert!(woken.pause(Duration::ZERO));
        wake.wake();
        drop(wake);
        // It is over: no pause is kept.
        assert!(!woken.pause(Duration::from_secs(3600)));
        assert!(woken.wait());
        assert!(!woken.wait());
    }

    #[test]
    fn a_call_is_taken_once_wherever_it_came() {
        let (wake, woken) = Wake::new();
        assert!(!woken.take_call());
        wake.wake();
        woken.pause(Duration::ZERO);
        wake.wake();
        assert!(woken.take_call());
        assert!(!woken.take_call());
    }
}
