//! `vigie key`: who may use the service over HTTP.

use clap::Subcommand;
use serde_json::json;

use super::Global;
use super::output::{print, print_json};
use crate::access::{Key, Keys, Scopes};
use crate::period::rfc3339;
use crate::site::{self, check_name};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a key of the site and print it: it is shown this once
    Create {
        /// What it allows, with commas: ingest (send events), read (figures and pages),
        /// import (send FAQ entries), admin (nothing yet)
        #[arg(long, value_name = "SCOPES")]
        scope: Scopes,
    },
    /// Name all keys, without their secrets
    List,
    /// Take a key's rights away; a running service follows within a second
    Revoke {
        /// As `vigie key list` names it
        id: String,
    },
}

impl Arguments {
    /// Needs no data folder of its own: keys change while a service runs.
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        let folder = global.folder()?;
        std::fs::create_dir_all(&folder)?;
        let keys = Keys::open(&folder)?;
        match self.command {
            Command::Create { scope } => {
                check_name(global.site())?;
                let key = keys.create(global.site(), scope)?;
                if !site::is_there(&folder, global.site()) {
                    eprintln!(
                        "`{}` is a new site: the service makes it when it sees this key",
                        global.site()
                    );
                }
                if global.json {
                    return print_json(&json!({"key": key}));
                }
                print(&key)
            }
            Command::List if global.json => print_json(&json!({"keys": keys.list()?})),
            Command::List => list(&keys.list()?),
            Command::Revoke { id } => {
                keys.revoke(&id)?;
                eprintln!("{id} is revoked");
                Ok(())
            }
        }
    }
}

fn list(keys: &[Key]) -> anyhow::Result<()> {
    if keys.is_empty() {
        return print("No key yet: `vigie key create --site NAME --scope ingest,read` makes one.");
    }
    for key in keys {
        let state = match key.revoked_at {
            Some(at) => format!("revoked {}", &rfc3339(at)[..10]),
            None => String::new(),
        };
        let line = format!(
            "{}  {}  {:<24}  {}  {state}",
            key.id,
            &rfc3339(key.created_at)[..10],
            key.scopes,
            key.site,
        );
        print(line.trim_end())?;
    }
    Ok(())
}
