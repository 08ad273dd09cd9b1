//! `vigie serve`: the service.

use std::net::SocketAddr;

use tracing::Level;

use super::Global;
use super::serving::{DEFAULT, announce, bind, check_loopback, log, stopped};
use crate::service::Service;
use crate::web::{self, Access};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Where to listen; port 0 picks one that is free
    #[arg(long, value_name = "ADDR:PORT", default_value = DEFAULT)]
    listen: SocketAddr,
    /// Ask for no key: for whoever sits at this machine, so a loopback address only
    #[arg(long)]
    open: bool,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        if self.open {
            check_loopback(self.listen)?;
        }
        log(Level::INFO);
        let service = Service::open(global.open_or_new()?, global.site())?;
        let access = match self.open {
            true => Access::Open {
                site: global.site().to_owned(),
                notice: None,
            },
            false => Access::Keys,
        };
        let runtime = tokio::runtime::Runtime::new()?;
        runtime.block_on(async {
            let stop = stopped()?;
            let listener = bind(self.listen)?;
            announce(&listener)?;
            Ok(web::serve(service, listener, access, stop).await?)
        })
    }
}
