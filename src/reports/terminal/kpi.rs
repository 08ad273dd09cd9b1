//! What KPIs there are, and what one is.

use std::fmt::Write;

use crate::kpi::{Kpi, User};
use crate::reports::definition::facts;
use crate::reports::language::{of_terminal, pick, text};
use crate::reports::number::counted;
use crate::reports::table::{columns, paragraph};
use crate::reports::wording;
use crate::text::language::Lang;

/// KPIs by who needs them, each by its name with its title; one that several need stands
/// under each.
pub fn kpis(kpis: &[&Kpi], asked: Option<User>) -> String {
    let lang = of_terminal();
    let groups = User::ALL
        .into_iter()
        .filter(|user| asked.is_none_or(|it| it == *user));
    let mut out = String::new();
    for user in groups {
        let of_user: Vec<&Kpi> = kpis
            .iter()
            .copied()
            .filter(|kpi| kpi.users.contains(&user))
            .collect();
        group(&mut out, lang, wording::user(lang, user), &of_user);
    }
    let of_nobody: Vec<&Kpi> = kpis
        .iter()
        .copied()
        .filter(|kpi| kpi.users.is_empty())
        .collect();
    let is_only = out.is_empty();
    match is_only {
        true => out.push_str(&table(lang, &of_nobody)),
        false => group(&mut out, lang, pick(lang, "Autres", "Others"), &of_nobody),
    }
    out.trim_end().to_owned()
}

fn group(out: &mut String, lang: Lang, title: &str, kpis: &[&Kpi]) {
    if kpis.is_empty() {
        return;
    }
    let line = "─".repeat(title.chars().count());
    let _ = write!(out, "{title}\n{line}\n{}\n", table(lang, kpis));
}

fn table(lang: Lang, kpis: &[&Kpi]) -> String {
    let row = |kpi: &&Kpi| vec![kpi.name.clone(), text(lang, &kpi.title).to_owned()];
    columns(&kpis.iter().map(row).collect::<Vec<_>>(), &[0, 1])
}

/// How many KPIs can be computed.
pub fn usable_kpis(number: usize) -> String {
    let (fr, en) = (
        ("KPI peut être calculé", "KPI peuvent être calculés"),
        ("KPI can be computed", "KPIs can be computed"),
    );
    counted(of_terminal(), number as u64, fr, en)
}

/// What a KPI is, in words and as SQL.
pub fn explanation(kpi: &Kpi) -> String {
    let lang = of_terminal();
    let facts = facts(lang, kpi).into_iter();
    let facts = facts.map(|fact| vec![fact.name.to_owned(), fact.says()]);
    format!(
        "{}\n{}\n\n{}\n\n{}\n{}",
        kpi.name,
        text(lang, &kpi.title),
        paragraph(text(lang, &kpi.about)),
        columns(&facts.collect::<Vec<_>>(), &[0, 1]),
        kpi.select
    )
}
