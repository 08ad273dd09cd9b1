//! Killed under load, again and again: nothing acknowledged is lost, nothing is there
//! twice, and nothing that was never sent.
//!
//! Each client keeps a ledger of what it sent and of what was acknowledged; what was
//! not, it sends again after the restart, as a good client does.
//! `VIGIE_KILLS=200` makes a campaign of it.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Value, json};

use super::client::Client;
use super::running::Running;
use crate::harness::Vigie;

const CLIENTS: u32 = 8;
const TOGETHER: u32 = 5;

/// What one client sent, and what it was told was kept.
struct Ledger {
    client: u32,
    next: u32,
    sent: BTreeSet<String>,
    acknowledged: BTreeSet<String>,
    /// Sent, and not heard of since.
    pending: Vec<Value>,
}

impl Ledger {
    fn new(client: u32) -> Ledger {
        Ledger {
            client,
            next: 0,
            sent: BTreeSet::new(),
            acknowledged: BTreeSet::new(),
            pending: Vec::new(),
        }
    }

    fn event(&mut self) -> Value {
        let n = self.next;
        self.next += 1;
        json!({"id": format!("00000000-0000-4000-8000-{:04}{n:08}", self.client), "kind": "search",
               "at": format!("2026-03-{:02}T09:{:02}:00Z", 1 + n % 28, n % 60),
               "query": format!("panne {}", n % 7), "total": n % 2, "client": format!("c-{}", n % 50)})
    }

    /// Sends until the service dies.
    fn run(&mut self, address: SocketAddr) {
        let Ok(mut client) = Client::connect(address) else {
            return;
        };
        loop {
            if self.pending.is_empty() {
                self.pending = (0..TOGETHER).map(|_| self.event()).collect();
                self.sent.extend(self.pending.iter().map(id));
            }
            let body = Value::from(self.pending.clone()).to_string();
            match client.request("POST", "/api/events", &[], body.as_bytes()) {
                Ok(answer) if answer.status == 202 => {
                    assert_eq!(answer.json()["rejected"], json!([]));
                    self.acknowledged
                        .extend(self.pending.drain(..).map(|event| id(&event)));
                }
                Ok(answer) => assert_eq!(answer.status, 503, "{}", answer.text()),
                Err(_) => return,
            }
        }
    }
}

fn id(event: &Value) -> String {
    event["id"].as_str().unwrap().to_owned()
}

fn kills() -> u32 {
    std::env::var("VIGIE_KILLS").map_or(10, |kills| kills.parse().unwrap())
}

#[test]
fn nothing_acknowledged_is_lost_by_kills_under_load() {
    let vigie = Vigie::new();
    let mut ledgers: Vec<Ledger> = (0..CLIENTS).map(Ledger::new).collect();
    for kill in 0..kills() {
        let running = Running::open(&vigie.data());
        let address = running.address;
        std::thread::scope(|scope| {
            for ledger in &mut ledgers {
                scope.spawn(|| ledger.run(address));
            }
            // The moment of death differs from one to the next, and is the same in each run.
            std::thread::sleep(Duration::from_millis(60 + u64::from(kill * 37 % 150)));
            running.kill();
        });
    }
    let exported = vigie.ok(["export", "events"]);
    let stored: Vec<String> = exported
        .lines()
        .map(|line| id(&serde_json::from_str(line).unwrap()))
        .collect();
    let distinct: BTreeSet<String> = stored.iter().cloned().collect();
    assert_eq!(distinct.len(), stored.len(), "some are there twice");
    let acknowledged: BTreeSet<&String> = ledgers
        .iter()
        .flat_map(|ledger| &ledger.acknowledged)
        .collect();
    let sent: BTreeSet<&String> = ledgers.iter().flat_map(|ledger| &ledger.sent).collect();
    assert!(acknowledged.len() > 100, "hardly anything was acknowledged");
    assert!(
        acknowledged.iter().all(|id| distinct.contains(*id)),
        "acknowledged events are lost"
    );
    assert!(
        distinct.iter().all(|id| sent.contains(id)),
        "there are events that were never sent"
    );
    vigie.ok(["check", "--recompute"]);
    println!(
        "{} kills: {} sent, {} acknowledged, {} stored",
        kills(),
        sent.len(),
        acknowledged.len(),
        stored.len()
    );
}
