//! One KPI: its figure, what it is made of, what it means, and the rows behind it.

mod behind;
mod slices;
mod why;

pub(super) use slices::measured;

use minijinja::{Value, context};

use super::super::error::Error;
use super::Asking;
use crate::kpi::{Kpi, Problem};
use crate::reports::Card;
use crate::reports::definition::{Fact, facts};
use crate::reports::glossary;
use crate::reports::language::text;
use crate::reports::moment;
use crate::reports::quantity::{self, difference};
use crate::reports::unseen;
use crate::reports::wording;

pub(super) fn show(asking: &Asking<'_>) -> Result<Value, Error> {
    let kpi = asking.kpi()?;
    let card = Card::of(asking.view, &kpi.name, &asking.question)?;
    let figure = &card.slice.figure;
    // Of a whole and its parts the whole says nothing: it is 100 %.
    let is_whole = kpi
        .axis
        .as_deref()
        .is_some_and(|axis| !asking.is_filtered(axis));
    let slices = match card.needs.is_empty() {
        true => asking.slices(kpi)?,
        false => Value::from(()),
    };
    let parameters: Vec<String> = kpi.parameters.iter().map(|it| it.name.clone()).collect();
    Ok(context! {
        card => asking.shown(&card),
        is_whole,
        method => figure.method.map(|method| wording::method(asking.ui, method)),
        target => asking.target(kpi, Some(figure)),
        too_few => (figure.too_few && figure.value.is_some()).then_some(kpi.least),
        then => asking.then(&card),
        slices,
        behind => asking.behind(kpi)?,
        why => asking.why(kpi, &card)?,
        facts => facts(asking.ui, kpi).into_iter().map(|fact| asking.fact(fact)).collect::<Vec<_>>(),
        sql => kpi.select.as_str(),
        parameters,
        silence => kpi.silence.as_ref().map(|silence| text(asking.ui, silence)),
        unseen => asking.unseen(kpi)?,
        window => kpi.window.as_deref().map(|window| moment::window(asking.ui, window)),
        family => asking.family_of(kpi),
        terms => glossary::terms_in(asking.ui, kpi).into_iter().map(|term| asking.term(term)).collect::<Vec<_>>(),
        keep => format!("/{}/kpis/{}/link{}", asking.ui.as_str(), kpi.name, asking.address.query()),
        list => format!("/{}/kpis{}", asking.ui.as_str(), asking.address.query()),
        glossary => asking.to_glossary(""),
    })
}

impl Asking<'_> {
    /// The KPI that the address names.
    fn kpi(&self) -> Result<&Kpi, Error> {
        let name = self.of;
        self.view.catalogue.find(name).ok_or_else(|| {
            let of_this_name = |problem: &Problem| {
                std::path::Path::new(&problem.file).file_stem() == Some(name.as_ref())
            };
            let problems = self.view.catalogue.problems();
            Error::no_kpi(match problems.into_iter().find(of_this_name) {
                Some(problem) => format!("`{name}` cannot be used: {}", problem.message),
                None => format!("there is no KPI `{name}`"),
            })
        })
    }

    fn is_filtered(&self, axis: &str) -> bool {
        let mut filters = self.question.filters.given();
        filters.any(|(name, _)| name == axis)
    }

    fn unseen(&self, kpi: &Kpi) -> Result<Option<Value>, Error> {
        let unseen = unseen::of(self.view, kpi, &self.question)?;
        Ok(unseen.map(|unseen| {
            context! { rows => unseen.rows, last => moment::day(self.ui, unseen.last) }
        }))
    }

    /// The figure of as many days before, and what became of it.
    fn then(&self, card: &Card<'_>) -> Option<Value> {
        let (ui, then) = (self.ui, &card.then);
        let before = quantity::value(ui, card.kpi, &then.before)?;
        let by = |by: f64| difference(ui, card.kpi, by);
        (then.before.n > 0).then(|| {
            context! {
                period => moment::period(ui, then.period),
                before,
                by => then.by.map(by),
                between => then.change.map(|change| format!("[{} – {}]", by(change.low), by(change.high))),
            }
        })
    }

    fn fact(&self, fact: Fact<'_>) -> Value {
        let kpis = fact
            .kpis
            .iter()
            .filter_map(|name| self.view.catalogue.find(name));
        let kpis: Vec<&Kpi> = kpis.collect();
        context! { name => fact.name, text => fact.text, kpis => self.titles(&kpis) }
    }

    /// The family that a KPI is one of, or stands at the head of.
    fn family_of(&self, kpi: &Kpi) -> Option<Value> {
        let families = self.view.catalogue.families();
        let is_in = |family: &&str| {
            let members = self.view.catalogue.family(family);
            members.iter().any(|member| member.name == kpi.name)
        };
        let family = families.into_iter().find(is_in)?;
        Some(context! {
            title => wording::family(self.ui, family),
            href => self.to_family(family),
        })
    }
}
