//! What stands around every page: where one is, where one can go, which filters hold.

use std::collections::BTreeSet;

use minijinja::{Value, context};

use super::super::error::Error;
use super::PAGES;
use super::address::{Address, LENGTHS};
use super::assets;
use crate::kpi::{Axis, Filters, Question, run};
use crate::period::rfc3339;
use crate::reports::{moment, report};
use crate::service::Freshness;
use crate::site::View;
use crate::text::language::Lang;

/// KPIs whose rows hold the values that a filter can have: a search may be in another
/// language than its episode.
const OF_EVERYTHING: [&str; 5] = [
    "episodes",
    "searches",
    "misunderstood_rate",
    "contacts",
    "conversations",
];

/// What every page has around it, also one without figures.
pub(super) struct Bare<'f> {
    pub(super) ui: Lang,
    /// The page of the navigation that it belongs to.
    pub(super) section: &'static str,
    /// Where it is, behind the language.
    pub(super) path: &'f str,
    pub(super) address: &'f Address,
}

/// Whatever of a site's page does not come from its figures.
pub(super) struct Frame<'f> {
    pub(super) bare: Bare<'f>,
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
        let period = question.period;
        Ok(context! {
            site => view.name,
            sites => self.sites.clone(),
            notice => self.notice,
            is_signed_in => self.is_signed_in,
            nav => self.bare.nav(),
            // When this is another one, so are the filters and the headings.
            view => format!("{} {period}", view.name),
            filters => self.filters(view, question)?,
            fresh => context! {
                watermark => self.freshness.watermark,
                is_known => self.freshness.at > 0,
                at => rfc3339(self.freshness.at),
                clock => moment::since(self.bare.ui, self.freshness.at, question.as_of, &zone),
                zone => zone.name(),
            },
            ..self.bare.context()
        })
    }

    fn filters(&self, view: &View<'_>, question: &Question) -> Result<Value, Error> {
        let address = self.bare.address;
        let kept = address.filters().into_iter();
        let kept = kept.filter(|(_, value)| !value.is_empty());
        let kept: Vec<(&str, String)> =
            kept.map(|(name, value)| (name, value.to_owned())).collect();
        let own = address.own().into_iter();
        let own = own.filter(|(_, value)| !value.is_empty());
        let own = own.map(|(name, value)| (name, value.to_owned()));
        let channels = Values::of(view, question, "channel")?;
        let langs = Values::of(view, question, "lang")?;
        let unknown = [&channels, &langs]
            .into_iter()
            .filter_map(|values| values.unknown.clone());
        Ok(context! {
            unknown => unknown.collect::<Vec<_>>(),
            length => address.length()?,
            lengths => LENGTHS,
            period => moment::period(self.bare.ui, question.period),
            asked_from => address.from.as_str(),
            asked_to => address.to.as_str(),
            channel => question.filters.channel.as_deref(),
            channels => channels.offered,
            lang => question.filters.lang.as_deref(),
            langs => langs.offered,
            others => others(&question.filters),
            own => own.collect::<Vec<_>>(),
            query => address.query(),
            kept => kept,
        })
    }
}

impl Bare<'_> {
    pub(super) fn context(&self) -> Value {
        let other = match self.ui {
            Lang::Fr => Lang::En,
            Lang::En => Lang::Fr,
        };
        context! {
            ui => self.ui.as_str(),
            section => self.section,
            other => context! {
                code => other.as_str(),
                href => format!("/{}{}{}", other.as_str(), self.path, self.address.here(&[])),
            },
            style => assets::STYLE.address(),
            script => assets::SCRIPT.address(),
            icon => assets::ICON.address(),
        }
    }

    fn nav(&self) -> Vec<Value> {
        let pages = PAGES.iter().map(|page| {
            context! {
                name => page.name,
                href => href(self.ui, page.name, &self.address.query()),
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
fn href(ui: Lang, page: &str, query: &str) -> String {
    let ui = ui.as_str();
    match page {
        "overview" => format!("/{ui}{query}"),
        page => format!("/{ui}/{page}{query}"),
    }
}

/// The values that a filter can have.
struct Values {
    /// Those in the period, and the one asked for.
    offered: Vec<String>,
    /// The one asked for, where nothing has it.
    unknown: Option<String>,
}

impl Values {
    fn of(view: &View<'_>, question: &Question, dimension: &str) -> Result<Values, Error> {
        let mut wider = question.clone();
        let asked = match dimension {
            "channel" => wider.filters.channel.take(),
            _ => wider.filters.lang.take(),
        };
        let axis = Axis::Column(dimension.to_owned());
        let mut values = BTreeSet::new();
        for kpi in OF_EVERYTHING
            .iter()
            .filter_map(|name| view.catalogue.find(name))
        {
            let slices = run::by(view.facts, kpi, &wider, &axis).map_err(report::Error::from)?;
            values.extend(slices.into_keys());
        }
        values.remove("");
        let unknown = asked.clone().filter(|asked| !values.contains(asked));
        values.extend(asked);
        Ok(Values {
            offered: values.into_iter().collect(),
            unknown,
        })
    }
}
