//! What stands around every page: where one is, where one can go, which filters hold.

use std::collections::BTreeSet;

use minijinja::{Value, context};

use super::PAGES;
use super::address::{Address, LENGTHS};
use super::assets;
use crate::kpi::{Axis, Filters, Question, run};
use crate::period::rfc3339;
use crate::reports::moment;
use crate::reports::report::Error;
use crate::service::Freshness;
use crate::site::View;
use crate::text::language::Lang;

/// KPIs whose rows hold every value that a filter can have.
const OF_EVERYTHING: [&str; 3] = ["episodes", "contacts", "conversations"];

/// Whatever of the frame does not come from a site's figures.
pub(super) struct Frame<'f> {
    pub(super) ui: Lang,
    pub(super) page: &'static str,
    pub(super) address: &'f Address,
    /// The sites that one can change to; none where a key is of one site.
    pub(super) sites: Vec<String>,
    pub(super) is_signed_in: bool,
    pub(super) freshness: Freshness,
    /// The address by which the reader reached us.
    pub(super) origin: String,
    /// What must be said on top of every page.
    pub(super) notice: Option<&'f str>,
}

impl Frame<'_> {
    /// The frame of a page that shows a site's figures.
    pub(super) fn around(&self, view: &View<'_>, question: &Question) -> Result<Value, Error> {
        let zone = view.settings.zone()?;
        Ok(context! {
            site => view.name,
            sites => self.sites.clone(),
            notice => self.notice,
            is_signed_in => self.is_signed_in,
            nav => self.nav(),
            filters => context! {
                length => self.address.length(),
                lengths => LENGTHS,
                from => question.period.from.to_string(),
                to => question.period.to.to_string(),
                channel => question.filters.channel.as_deref(),
                channels => values(view, question, "channel")?,
                lang => question.filters.lang.as_deref(),
                langs => values(view, question, "lang")?,
                others => others(&question.filters),
                query => self.address.query(&[]),
            },
            fresh => context! {
                watermark => self.freshness.watermark,
                is_known => self.freshness.at > 0,
                at => rfc3339(self.freshness.at),
                clock => moment::clock(self.freshness.at, &zone),
                zone => zone.name(),
            },
            ..self.bare()
        })
    }

    /// The frame of a page without figures.
    pub(super) fn bare(&self) -> Value {
        let other = match self.ui {
            Lang::Fr => Lang::En,
            Lang::En => Lang::Fr,
        };
        context! {
            ui => self.ui.as_str(),
            page => self.page,
            other => context! {
                code => other.as_str(),
                href => href(other, self.page, self.address),
            },
            style => assets::STYLE.address(),
            script => assets::SCRIPT.address(),
        }
    }

    fn nav(&self) -> Vec<Value> {
        let pages = PAGES.iter().map(|page| {
            context! {
                name => page.name,
                href => href(self.ui, page.name, self.address),
            }
        });
        pages.collect()
    }
}

/// Filters that no field offers, while they hold.
fn others(filters: &Filters) -> Vec<(&'static str, String)> {
    let given = filters.given();
    let others = given.filter(|(name, _)| matches!(*name, "application" | "theme"));
    others
        .map(|(name, value)| (name, value.to_owned()))
        .collect()
}

/// Where a page is: the overview is at the root of its language.
pub(super) fn href(ui: Lang, page: &str, address: &Address) -> String {
    let ui = ui.as_str();
    let query = address.query(&[]);
    match page {
        "overview" => format!("/{ui}{query}"),
        page => format!("/{ui}/{page}{query}"),
    }
}

/// The values that a filter can have in the period.
fn values(view: &View<'_>, question: &Question, dimension: &str) -> Result<Vec<String>, Error> {
    let mut values: BTreeSet<String> = BTreeSet::new();
    let mut wider = question.clone();
    match dimension {
        "channel" => wider.filters.channel = None,
        _ => wider.filters.lang = None,
    }
    let axis = Axis::Column(dimension.to_owned());
    for name in OF_EVERYTHING {
        if let Some(kpi) = view.catalogue.find(name) {
            values.extend(run::by(view.facts, kpi, &wider, &axis)?.into_keys());
        }
    }
    values.remove("");
    Ok(values.into_iter().collect())
}
