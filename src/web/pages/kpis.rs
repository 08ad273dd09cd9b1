//! The list of all KPIs, by who needs them, with a search in it.
//!
//! Figures come from sums alone, so that a hundred and more cost what a page may cost;
//! those that are made of rows stand on their own page only.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use super::super::error::Error;
use super::Asking;
use crate::chart::spark;
use crate::kpi::{Brief, Briefs, Figure, Kpi, Reached, User};
use crate::period::Granularity;
use crate::reports::card::{course, granularity};
use crate::reports::definition::speaks_of;
use crate::reports::language::text;
use crate::reports::quantity;
use crate::reports::report;
use crate::reports::wording;

pub(super) fn show(asking: &Asking<'_>) -> Result<Value, Error> {
    let query = asking.address.q.trim();
    let catalogue = asking.view.catalogue;
    let found: Vec<&Kpi> = catalogue
        .iter()
        .filter(|kpi| speaks_of(kpi, query))
        .collect();
    let mut briefs = Briefs::new(asking.view.facts, &asking.question);
    let mut lines: BTreeMap<&str, Value> = BTreeMap::new();
    for kpi in &found {
        let brief = briefs.of(kpi).map_err(report::Error::from)?;
        lines.insert(kpi.name.as_str(), asking.line(&brief)?);
    }
    let section = |id: &str, title: &str, kpis: Vec<&Kpi>| {
        let lines = kpis.iter().map(|kpi| lines.get(kpi.name.as_str()).cloned());
        context! { id, title, lines => lines.collect::<Vec<_>>() }
    };
    let (theirs, ours): (Vec<&Kpi>, Vec<&Kpi>) =
        found.iter().partition(|kpi| kpi.family().is_some());
    let users = User::ALL.into_iter().map(Some).chain([None]);
    let sections = users.filter_map(|user| {
        let is_needed = |kpi: &&&Kpi| match user {
            Some(user) => kpi.users.contains(&user),
            None => kpi.users.is_empty(),
        };
        let kpis: Vec<&Kpi> = ours.iter().filter(is_needed).copied().collect();
        let title = user.map_or(wording::everybody(asking.ui), |user| {
            wording::user(asking.ui, user)
        });
        let id = user.map_or("everybody", User::as_str);
        (!kpis.is_empty()).then(|| section(id, title, kpis))
    });
    let families = catalogue.families().into_iter().filter_map(|family| {
        let kpis = theirs.iter().filter(|kpi| kpi.family() == Some(family));
        let kpis: Vec<&Kpi> = kpis.copied().collect();
        let section =
            (!kpis.is_empty()).then(|| section(family, wording::family(asking.ui, family), kpis));
        section.map(|section| context! { href => asking.to_family(family), ..section })
    });
    Ok(context! {
        query,
        found => found.len(),
        sections => sections.collect::<Vec<_>>(),
        families => families.collect::<Vec<_>>(),
        problems => asking.problems(),
    })
}

impl Asking<'_> {
    /// Where a family's members stand side by side.
    pub(super) fn to_family(&self, family: &str) -> String {
        self.to_kpi(&format!("compare/{family}"))
            .replacen("%2F", "/", 1)
    }

    fn line(&self, brief: &Brief<'_>) -> Result<Value, Error> {
        let (ui, kpi) = (self.ui, brief.kpi);
        let figure = brief.figure.as_ref();
        let shown = figure.and_then(|figure| quantity::value(ui, kpi, figure));
        let largest = brief
            .largest
            .as_ref()
            .map(|(value, figure)| self.largest(kpi, value, figure));
        let change = brief.then.and_then(|then| then.change);
        let before = brief
            .then
            .and_then(|then| quantity::value(ui, kpi, &then.before));
        Ok(context! {
            name => kpi.name.as_str(),
            href => self.to_kpi(&kpi.name),
            title => text(ui, &kpi.title),
            needs => self.titles(&brief.needs),
            value => largest.or(shown.clone()),
            unit => quantity::unit_beside(ui, kpi),
            interval => figure.and_then(|figure| quantity::interval(ui, kpi, figure)),
            target => self.target(kpi, figure),
            change => change.map(|change| self.change(kpi, &change)),
            before => before.filter(|_| shown.is_some()),
            spark => Value::from_safe_string(self.spark(kpi, figure)?),
        })
    }

    /// The largest part of a whole, by its name.
    fn largest(&self, kpi: &Kpi, value: &str, figure: &Figure) -> String {
        let axis = kpi.axis.as_deref().unwrap_or_default();
        let value = wording::axis_value(self.ui, axis, value);
        let share = quantity::value(self.ui, kpi, figure).unwrap_or_default();
        format!("{value} {share}")
    }

    /// What is to be reached, and whether it is.
    pub(super) fn target(&self, kpi: &Kpi, figure: Option<&Figure>) -> Option<Value> {
        let target = quantity::quantity(self.ui, kpi, kpi.target?);
        let reached = figure.and_then(|figure| kpi.reached(figure));
        let verdict = match reached {
            Some(Reached::Met) => "better",
            Some(Reached::Missed) => "worse",
            _ => "unclear",
        };
        let says = reached.map(|reached| wording::reached(self.ui, reached));
        Some(context! { target, says, verdict })
    }

    /// The course, of what has a figure.
    fn spark(&self, kpi: &Kpi, figure: Option<&Figure>) -> Result<String, Error> {
        if figure.is_none_or(|figure| figure.value.is_none()) {
            return Ok(String::new());
        }
        // Months are summed already: a hundred courses of weeks would be read from days.
        let granularity = match granularity(self.question.period) {
            Granularity::Day => Granularity::Day,
            _ => Granularity::Month,
        };
        let steps = course(self.view, kpi, &self.question, granularity)?;
        let values = steps.iter().map(|step| step.figure?.value);
        Ok(spark(&values.collect::<Vec<_>>()))
    }

    /// The files that cannot be used, by their names.
    fn problems(&self) -> Vec<Value> {
        let problems = self.view.catalogue.problems().into_iter();
        let problem = problems.map(|problem| {
            let file = std::path::Path::new(&problem.file).file_name();
            let file = file.map(|name| name.to_string_lossy().into_owned());
            context! { file, message => problem.message }
        });
        problem.collect()
    }
}
