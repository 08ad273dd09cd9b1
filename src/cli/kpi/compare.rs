//! `vigie kpi compare`: one log under every rule of a family.

use serde_json::{Value, json};

use super::described::described;
use super::run::days;
use crate::cli::Global;
use crate::cli::output::{print, print_json, quoted};
use crate::cli::scope::Scope;
use crate::cli::usage::Usage;
use crate::kpi::side_by_side::{Answer, answers};
use crate::kpi::{Catalogue, Kind, Kpi, Question};
use crate::period::rfc3339;
use crate::reports::terminal;
use crate::site::Site;

/// The word for every family.
const ALL: &str = "all";

#[derive(Debug, clap::Args)]
pub(super) struct Asked {
    /// The word before the dot of their names, as deflection, resolution, escalation; or all
    family: String,
    #[command(flatten)]
    scope: Scope,
}

impl Asked {
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<()> {
        global.read(|site| {
            let kpis = self.kpis(&site.catalogue)?;
            let question = self.scope.question(site)?;
            let answers = answers(site.facts.db(), &kpis, &question)?;
            let scope = scope(global, &question);
            match global.json {
                true => print_json(&self.document(site, &question, &answers, &scope)?),
                false => print(&terminal::compared(&answers, &question, &scope)),
            }
        })
    }

    fn kpis<'c>(&self, catalogue: &'c Catalogue) -> anyhow::Result<Vec<&'c Kpi>> {
        let families = catalogue.families();
        if self.family == ALL {
            let of_families = families.into_iter();
            return Ok(of_families
                .flat_map(|family| catalogue.family(family))
                .collect());
        }
        if families.contains(&self.family.as_str()) {
            return Ok(catalogue.family(&self.family));
        }
        let says = format!(
            "no KPIs are called `{}.…`; families are {}, or {ALL}",
            self.family,
            families.join(", ")
        );
        Err(Usage(says).into())
    }

    fn document(
        &self,
        site: &Site,
        question: &Question,
        answers: &[Answer<'_>],
        scope: &str,
    ) -> anyhow::Result<Value> {
        let rules: Vec<Value> = answers.iter().map(|answer| rule(answer, scope)).collect();
        Ok(json!({
            "family": self.family,
            "period": days(question.period),
            "as_of": rfc3339(question.as_of),
            "watermark": site.facts.watermark()?.events,
            "rules": rules,
        }))
    }
}

/// All that the file says, what the log makes of it, and how to see the very rows.
fn rule(answer: &Answer<'_>, scope: &str) -> Value {
    let missing: Vec<&str> = answer.missing.iter().map(|kpi| &*kpi.name).collect();
    let commands = with_rows(answer.kpi).into_iter();
    let rows: Vec<String> = commands
        .map(|name| format!("vigie kpi run {name} --rows {scope}"))
        .collect();
    let mut rule = described(answer.kpi);
    rule["computable"] = json!(answer.slice.is_some());
    rule["missing"] = json!(missing);
    rule["figure"] = json!(answer.slice);
    rule["parts"] = parts(answer);
    rule["rows"] = json!(rows);
    rule
}

/// What a formula is made of, by name; null for what has rows of its own.
fn parts(answer: &Answer<'_>) -> Value {
    if answer.parts.is_empty() {
        return Value::Null;
    }
    let values = answer.parts.iter();
    let values = values.map(|(kpi, value)| (kpi.name.clone(), json!(value)));
    Value::Object(values.collect())
}

/// The KPIs that have its rows: itself, or those that a formula is made of.
fn with_rows(kpi: &Kpi) -> Vec<&str> {
    match kpi.kind {
        Kind::Formula => kpi.of.names.iter().map(String::as_str).collect(),
        _ => vec![&kpi.name],
    }
}

/// The options that ask the same question again.
fn scope(global: &Global, question: &Question) -> String {
    let (from, to) = (
        question.period.from.to_string(),
        question.period.to.to_string(),
    );
    let as_of = rfc3339(question.as_of);
    let filters = &question.filters;
    let options = [
        ("--from", Some(&from)),
        ("--to", Some(&to)),
        ("--as-of", Some(&as_of)),
        ("--channel", filters.channel.as_ref()),
        ("--lang", filters.lang.as_ref()),
        ("--application", filters.application.as_ref()),
        ("--theme", filters.theme.as_ref()),
    ];
    let given = options.iter().filter_map(|(name, value)| {
        let value = value.as_ref()?;
        Some(format!("{name} {}", quoted(value)))
    });
    given.collect::<Vec<_>>().join(" ") + &global.place()
}
