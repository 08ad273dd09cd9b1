//! The service as a process of its own, and loads upon it over loopback.

#[path = "../../tests/it/service/client.rs"]
#[allow(dead_code)] // the tests use more of it
pub(crate) mod client;
pub(crate) mod ledger;
pub(crate) mod load;

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use client::{Answer, Client};

/// `vigie serve` on a data folder, for whoever sits at this machine.
pub(crate) struct Server {
    process: Child,
    pub(crate) address: SocketAddr,
    site: PathBuf,
}

impl Server {
    /// Starts it, and waits until it is ready.
    pub(crate) fn start(data: &Path) -> Server {
        let mut process = Command::new(env!("CARGO_BIN_EXE_vigie"))
            .args(["serve", "--open", "--site", "bench"])
            .args(["--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = process.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://");
        Server {
            process,
            address: address.unwrap().parse().unwrap(),
            site: data.join("sites/bench"),
        }
    }

    pub(crate) fn get(&self, target: &str) -> Answer {
        let mut client = Client::connect(self.address).unwrap();
        client.request("GET", target, &[], b"").unwrap()
    }

    pub(crate) fn post(&self, target: &str, body: &str) -> Answer {
        let mut client = Client::connect(self.address).unwrap();
        client
            .request("POST", target, &[], body.as_bytes())
            .unwrap()
    }

    /// What it holds in memory, in MiB.
    pub(crate) fn memory(&self) -> f64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let held = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kib = held.and_then(|line| line.split_whitespace().nth(1));
        kib.unwrap().parse::<f64>().unwrap() / 1024.0
    }

    /// The size of a file of the site, in MiB; 0 where there is none.
    pub(crate) fn file(&self, name: &str) -> f64 {
        let file = fs::metadata(self.site.join(name));
        file.map_or(0.0, |file| file.len() as f64 / f64::from(1 << 20))
    }

    /// Asks it to end, and waits.
    pub(crate) fn stop(mut self) {
        let id = self.process.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().unwrap();
        assert!(asked.success() && self.process.wait().unwrap().success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
