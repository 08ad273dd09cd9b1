//! What every handler can reach.

use std::sync::Arc;

use super::body::Room;
use super::error::Error;
use super::session::Sessions;
use super::tries::Tries;
use crate::access::Ring;
use crate::service::metrics::Metrics;
use crate::service::{Live, Service};
use crate::text::language::Lang;

#[derive(Clone)]
pub(super) struct App {
    shared: Arc<Shared>,
    pub(super) room: Room,
}

struct Shared {
    service: Service,
    access: Access,
    sessions: Sessions,
    tries: Tries,
}

/// Who is let in.
#[derive(Clone, Debug)]
pub enum Access {
    /// Whoever has a key.
    Keys,
    /// Whoever sits at this machine; requests that name no site mean this one.
    Open { site: String },
}

impl App {
    pub(super) fn new(service: Service, access: Access) -> App {
        App {
            shared: Arc::new(Shared {
                service,
                access,
                sessions: Sessions::default(),
                tries: Tries::default(),
            }),
            room: Room::default(),
        }
    }

    /// The site of requests that need no key and name none; none where keys are needed.
    pub(super) fn open_site(&self) -> Option<&str> {
        match &self.shared.access {
            Access::Keys => None,
            Access::Open { site } => Some(site),
        }
    }

    /// What pages say on top; nothing for a site of somebody's own.
    pub(super) fn notice(&self, _ui: Lang) -> Option<&str> {
        None
    }

    pub(super) fn sessions(&self) -> &Sessions {
        &self.shared.sessions
    }

    pub(super) fn tries(&self) -> &Tries {
        &self.shared.tries
    }

    pub(super) fn metrics(&self) -> &Metrics {
        &self.shared.service.metrics
    }

    pub(super) fn service(&self) -> &Service {
        &self.shared.service
    }

    pub(super) fn ring(&self) -> Arc<Ring> {
        self.shared.service.ring()
    }

    pub(super) fn site(&self, name: &str) -> Result<Arc<Live>, Error> {
        Ok(self.shared.service.site(name)?)
    }
}
