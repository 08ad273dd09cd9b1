//! What every handler can reach.

use std::sync::Arc;

use super::body::Room;
use super::error::Error;
use super::session::Sessions;
use crate::access::Ring;
use crate::kpi::header::Text;
use crate::service::metrics::Metrics;
use crate::service::{Live, Service};

#[derive(Clone)]
pub(super) struct App {
    shared: Arc<Shared>,
    pub(super) room: Room,
}

struct Shared {
    service: Service,
    access: Access,
    sessions: Sessions,
}

/// Who is let in.
#[derive(Clone, Debug)]
pub enum Access {
    /// Whoever has a key.
    Keys,
    /// Whoever sits at this machine.
    Open {
        /// The one meant by requests that name none.
        site: String,
        /// What every page says on top, as that its data are simulated.
        notice: Option<Text>,
    },
}

impl App {
    pub(super) fn new(service: Service, access: Access) -> App {
        App {
            shared: Arc::new(Shared {
                service,
                access,
                sessions: Sessions::default(),
            }),
            room: Room::default(),
        }
    }

    /// The site of requests that need no key and name none; none where keys are needed.
    pub(super) fn open_site(&self) -> Option<&str> {
        match &self.shared.access {
            Access::Keys => None,
            Access::Open { site, .. } => Some(site),
        }
    }

    /// What every page says on top.
    pub(super) fn notice(&self) -> Option<&Text> {
        match &self.shared.access {
            Access::Keys => None,
            Access::Open { notice, .. } => notice.as_ref(),
        }
    }

    pub(super) fn sessions(&self) -> &Sessions {
        &self.shared.sessions
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
