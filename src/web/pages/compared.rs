//! What several call by one word, side by side on one scale.

use minijinja::{Value, context};

use super::super::error::Error;
use super::Asking;
use super::kpi::measured;
use crate::chart::Gauge;
use crate::kpi::bounds;
use crate::kpi::{Kind, Kpi, LeftOut, Slice, left_out, needs};
use crate::reports::language::text;
use crate::reports::moment::window;
use crate::reports::quantity;
use crate::reports::report;
use crate::reports::wording;

/// A definition, with its figure where it has one.
struct Member<'k> {
    kpi: &'k Kpi,
    slice: Option<Slice>,
    needs: Vec<&'k Kpi>,
}

pub(super) fn show(asking: &Asking<'_>) -> Result<Value, Error> {
    let family = asking.of;
    let kpis = asking.view.catalogue.family(family);
    if kpis.is_empty() {
        let message = format!("nobody defines `{family}` in several ways");
        return Err(Error::no_kpi(message));
    }
    let mut members = Vec::new();
    for kpi in kpis {
        members.push(asking.member(kpi).map_err(report::Error::from)?);
    }
    let lines = members.iter().map(|member| asking.compared(member));
    Ok(context! {
        title => wording::family(asking.ui, family),
        bounds => if family == "deflection" { asking.bounds()? } else { Value::from(()) },
        lines => lines.collect::<Vec<_>>(),
        list => format!("/{}/kpis{}", asking.ui.as_str(), asking.address.query()),
    })
}

impl Asking<'_> {
    /// Between which shares deflection lies, and what would narrow that.
    fn bounds(&self) -> Result<Value, Error> {
        let bounds = bounds::of(self.view.facts, &self.question).map_err(report::Error::from)?;
        let Some(bounds) = bounds else {
            return Ok(Value::from(()));
        };
        let gains = bounds.measurements.iter().filter(|gain| gain.by > 0.0);
        let gains = gains.map(|gain| {
            context! {
                measurement => wording::measurement(self.ui, gain.measurement),
                by => gain.by,
                episodes => gain.episodes,
            }
        });
        Ok(context! {
            low => bounds.low,
            high => bounds.high,
            engaged => bounds.engaged,
            gains => gains.collect::<Vec<_>>(),
        })
    }

    fn member<'k>(&self, kpi: &'k Kpi) -> Result<Member<'k>, crate::kpi::run::Error> {
        let (db, question) = (self.view.facts, &self.question);
        let needs = needs::missing(db, kpi, question)?;
        let slice = match needs.is_empty() {
            true => Some(left_out::total(db, kpi, question)?),
            false => None,
        };
        Ok(Member { kpi, slice, needs })
    }

    fn compared(&self, member: &Member<'_>) -> Value {
        let (ui, kpi) = (self.ui, member.kpi);
        let figure = member.slice.as_ref().map(|slice| &slice.figure);
        let left_out_of = member
            .slice
            .map_or(LeftOut::default(), |slice| slice.left_out);
        // Some call a score by the name of a share; one scale would hide all shares beside it.
        let share = figure.filter(|_| kpi.is_share()).and_then(measured);
        let bar = share.map(|share| Gauge::SHARES.bar(share));
        context! {
            title => text(ui, &kpi.title),
            name => kpi.name.as_str(),
            href => self.to_kpi(&kpi.name),
            about => text(ui, &kpi.about),
            source => kpi.source.as_str(),
            is_ours => kpi.family().is_none(),
            is_share => kpi.is_share(),
            has_rows => kpi.kind != Kind::Formula,
            silence => kpi.silence.as_ref().map(|silence| text(ui, silence)),
            window => kpi.window.as_deref().map(|written| window(ui, written)),
            needs => self.titles(&member.needs),
            value => figure.and_then(|figure| quantity::value(ui, kpi, figure)),
            of => figure.and_then(|figure| self.basis(kpi, figure)),
            interval => figure.and_then(|figure| quantity::interval(ui, kpi, figure)),
            left_out => wording::left_out(ui, kpi.left_out.as_ref(), &left_out_of),
            bar => bar.map(Value::from_safe_string),
        }
    }
}
