//! `vigie kpi explain`: why a figure moved.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::find;
use super::run::days;
use crate::cli::Global;
use crate::cli::output::{print, print_json};
use crate::cli::scope::Scope;
use crate::cli::usage::Usage;
use crate::cli::values::day;
use crate::gaps::overused::{Overused, overused};
use crate::kpi::explain::{Effect, Explanation, Split, explain};
use crate::kpi::{Change, Kpi, Question, needs, run};
use crate::period::{Period, rfc3339};
use crate::reports::terminal;
use crate::site::Site;

/// Values of an axis printed where nothing else is asked.
const VALUES: usize = 5;

#[derive(Debug, clap::Args)]
pub(super) struct Asked {
    name: String,
    #[command(flatten)]
    scope: Scope,
    /// First day of the period to compare with [default: as many days just before]
    #[arg(long, value_name = "DAY", value_parser = day, requires = "before_to")]
    before_from: Option<Date>,
    /// Last day of the period to compare with
    #[arg(long, value_name = "DAY", value_parser = day, requires = "before_from")]
    before_to: Option<Date>,
    /// Split over these together, as channel,theme [default: channel, theme, lang,
    /// application and article, each alone]
    #[arg(long, value_name = "AXES", value_delimiter = ',')]
    by: Vec<String>,
    /// At most so many values of an axis, those that did most [default: 5; in JSON all]
    #[arg(long)]
    limit: Option<usize>,
}

/// Words shown of the part that explains most.
const WORDS: usize = 8;

/// The part that explains most of a change, as far as words can be of it.
struct Part<'e> {
    axes: &'e [String],
    values: &'e [String],
    question: Question,
    periods: [Period; 2],
}

impl Part<'_> {
    fn of<'e>(
        explanation: &'e Explanation,
        before: &Question,
        after: &Question,
    ) -> Option<Part<'e>> {
        let split = explanation.splits.first()?;
        let values = &split.effects.first()?.values;
        let mut question = after.clone();
        for (axis, value) in split.axes.iter().zip(values) {
            // What people ask has dimensions, but no article or team.
            question.filters.set(axis, value)?;
        }
        Some(Part {
            axes: &split.axes,
            values,
            question,
            periods: [before.period, after.period],
        })
    }

    fn words(&self, site: &Site) -> anyhow::Result<Vec<Overused>> {
        let lang = site.settings.lang;
        let db = site.facts.db();
        Ok(overused(db, lang, &self.question, &self.periods, WORDS)?)
    }

    fn name(&self) -> String {
        self.values.join(" × ")
    }

    fn described(&self, words: &[Overused]) -> Value {
        let values = self.axes.iter().cloned().zip(self.values);
        let values: Map<String, Value> = values.map(|(axis, value)| (axis, json!(value))).collect();
        json!({"values": values, "overused": words})
    }
}

impl Asked {
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<()> {
        global.read(|site| {
            let kpi = find(&site.catalogue, &self.name)?;
            let after = self.scope.question(site)?;
            let before = Question {
                period: self.before(after.period)?,
                ..after.clone()
            };
            let db = site.facts.db();
            for question in [&before, &after] {
                let missing = needs::missing(db, kpi, question)?;
                if !missing.is_empty() {
                    return not_computable(global, kpi, &missing);
                }
            }
            let explanation = explain(db, kpi, &before, &after, &self.by)?;
            let part = Part::of(&explanation, &before, &after);
            let words = match &part {
                Some(part) => part.words(site)?,
                None => Vec::new(),
            };
            let figures = (run::total(db, kpi, &before)?, run::total(db, kpi, &after)?);
            let change = Change::between(&figures.0, &figures.1);
            if global.json {
                let mut document = head(site, kpi, &before, &after)?;
                document["change"] = changed(&explanation, change.as_ref());
                document["before"]["figure"] = json!(figures.0);
                document["after"]["figure"] = json!(figures.1);
                let limit = self.limit.unwrap_or(usize::MAX);
                let splits = explanation.splits.iter();
                document["splits"] = splits.map(|split| described(split, limit)).collect();
                document["words"] = part.map_or(Value::Null, |part| part.described(&words));
                return print_json(&document);
            }
            let periods = [before.period, after.period];
            let limit = self.limit.unwrap_or(VALUES);
            print(&terminal::explained(
                kpi,
                periods,
                &explanation,
                change.as_ref(),
                limit,
                part.map(|part| (part.name(), words.as_slice())),
            ))
        })
    }

    fn before(&self, after: Period) -> Result<Period, Usage> {
        match (self.before_from, self.before_to) {
            (Some(from), Some(to)) if from > to => Err(Usage(format!(
                "--before-from {from} is after --before-to {to}"
            ))),
            (Some(from), Some(to)) => Ok(Period { from, to }),
            _ => Ok(after.previous()),
        }
    }
}

fn not_computable(global: &Global, kpi: &Kpi, missing: &[&Kpi]) -> anyhow::Result<()> {
    if !global.json {
        return print(&terminal::not_computable(missing));
    }
    let names: Vec<&str> = missing.iter().map(|kpi| kpi.name.as_str()).collect();
    print_json(&json!({"kpi": kpi.name, "computable": false, "needs": names}))
}

fn head(site: &Site, kpi: &Kpi, before: &Question, after: &Question) -> anyhow::Result<Value> {
    Ok(json!({
        "kpi": kpi.name, "version": kpi.digest(),
        "as_of": rfc3339(after.as_of),
        "watermark": site.facts.watermark()?.events,
        "computable": true,
        "before": {"period": days(before.period)},
        "after": {"period": days(after.period)},
    }))
}

fn changed(explanation: &Explanation, change: Option<&Change>) -> Value {
    json!({
        "by": explanation.after - explanation.before,
        "low": change.map(|change| change.low), "high": change.map(|change| change.high),
        "says": change.map(Change::way),
    })
}

fn described(split: &Split, limit: usize) -> Value {
    let mix = split.axes.iter().cloned().zip(&split.mix);
    let mix: Map<String, Value> = mix.map(|(axis, mix)| (axis, json!(mix))).collect();
    let effects = split.effects.iter().take(limit);
    let effects: Vec<Value> = effects
        .map(|effect| of_effect(&split.axes, effect))
        .collect();
    json!({"axes": split.axes, "mix": mix, "rate": split.rate, "effects": effects})
}

fn of_effect(axes: &[String], effect: &Effect) -> Value {
    let values = axes.iter().cloned().zip(&effect.values);
    let values: Map<String, Value> = values.map(|(axis, value)| (axis, json!(value))).collect();
    json!({
        "values": values, "mix": effect.mix, "rate": effect.rate,
        "weights": effect.weights, "rates": effect.rates,
    })
}
