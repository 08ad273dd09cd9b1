//! What the service counts of itself, for Prometheus. Nothing of what people wrote, and no site's name.

use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, prometheus_client::encoding::EncodeLabelSet)]
pub struct Request {
    pub route: String,
    pub method: String,
    pub status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, prometheus_client::encoding::EncodeLabelSet)]
pub struct Outcome {
    pub outcome: &'static str,
}

pub struct Metrics {
    registry: Registry,
    pub requests: Family<Request, Counter>,
    pub answering: Histogram,
    /// Events by what became of them: accepted, duplicate, conflict, rejected.
    pub events: Family<Outcome, Counter>,
    pub commits: Histogram,
    pub folds: Histogram,
    pub searches_not_logged: Counter,
    /// KPIs that are read from the facts as long as their sums are made.
    pub kpis_to_sum: Gauge,
}

impl Default for Metrics {
    fn default() -> Metrics {
        // From half a millisecond to 16 seconds.
        let seconds = || Histogram::new(exponential_buckets(0.0005, 2.0, 16));
        let mut metrics = Metrics {
            registry: Registry::with_prefix("vigie"),
            requests: Family::default(),
            answering: seconds(),
            events: Family::default(),
            commits: seconds(),
            folds: seconds(),
            searches_not_logged: Counter::default(),
            kpis_to_sum: Gauge::default(),
        };
        metrics.register();
        metrics
    }
}

impl Metrics {
    fn register(&mut self) {
        let registry = &mut self.registry;
        let unit = || Unit::Seconds;
        registry.register("http_requests", "Requests answered", self.requests.clone());
        registry.register_with_unit(
            "http_answering",
            "From a request's header to its answer",
            unit(),
            self.answering.clone(),
        );
        registry.register(
            "events",
            "Events received, by what became of them",
            self.events.clone(),
        );
        registry.register_with_unit(
            "commit",
            "Writing a group of events to the disk",
            unit(),
            self.commits.clone(),
        );
        registry.register_with_unit(
            "fold",
            "Bringing the figures up to date",
            unit(),
            self.folds.clone(),
        );
        registry.register(
            "searches_not_logged",
            "Searches answered but not written down",
            self.searches_not_logged.clone(),
        );
        registry.register(
            "kpis_to_sum",
            "KPIs of new definitions whose sums are not made yet",
            self.kpis_to_sum.clone(),
        );
    }

    /// Everything, in the OpenMetrics text format.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing to a text cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }

    pub fn count(&self, outcome: &'static str, events: u64) {
        if events > 0 {
            self.events
                .get_or_create(&Outcome { outcome })
                .inc_by(events);
        }
    }

    pub fn answered(&self, request: Request, took: Duration) {
        self.requests.get_or_create(&request).inc();
        self.answering.observe(took.as_secs_f64());
    }
}
