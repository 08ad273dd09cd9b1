//! The whole report of a period.

use std::fmt::Write;

use super::conversations::keywords_table;
use super::gaps::{expressions, words};
use super::{nothing, section};
use crate::reports::language::{of_terminal, pick};
use crate::reports::moment::moment;
use crate::reports::number::{count, counted, decimal, not_applicable, percent};
use crate::reports::report::{Mean, Rate, Report};
use crate::reports::table::columns;
use crate::reports::wording::left_out;
use crate::text::language::Lang;

/// The whole report.
pub fn report(report: &Report) -> String {
    let lang = of_terminal();
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} {}, {} … {}",
        pick(lang, "Site", "Site"),
        report.site,
        report.period.from,
        report.period.to
    );
    section(
        &mut out,
        pick(lang, "Épisodes de selfcare", "Selfcare episodes"),
    );
    out.push_str(&columns(&episodes(lang, report), &[0]));
    section(&mut out, pick(lang, "Transferts", "Transfers"));
    out.push_str(&columns(&transfers(lang, report), &[0, 3]));
    section(&mut out, pick(lang, "Recherche", "Search"));
    out.push_str(&columns(&searches(lang, report), &[0, 3]));
    section(
        &mut out,
        pick(lang, "Sans réponse, par personnes", "Unanswered, by people"),
    );
    out.push_str(&expressions(lang, &report.unanswered));
    section(
        &mut out,
        pick(lang, "Mots sans réponse", "Unanswered words"),
    );
    out.push_str(&words(lang, &report.unanswered));
    section(
        &mut out,
        pick(
            lang,
            "Mots-clés des conversations",
            "Keywords of conversations",
        ),
    );
    out.push_str(&keywords_table(lang, &report.keywords));
    section(
        &mut out,
        pick(lang, "Sentiment des clients", "Customers' sentiment"),
    );
    out.push_str(&sentiment(lang, report));
    let _ = write!(out, "\n{}", excluded(lang, report));
    out.trim_end().to_owned()
}

fn excluded(lang: Lang, report: &Report) -> String {
    let robots = counted(
        lang,
        report.excluded.bots,
        ("événement de robot", "événements de robots"),
        ("event of a robot", "events of robots"),
    );
    let conflicts = counted(
        lang,
        report.excluded.conflicts,
        ("contenu contradictoire", "contenus contradictoires"),
        ("conflicting content", "conflicting contents"),
    );
    format!(
        "{}{robots} · {conflicts}\n{} {}",
        pick(lang, "Écartés\u{a0}: ", "Left out: "),
        pick(lang, "Au", "As of"),
        moment(lang, report.as_of, &report.zone)
    )
}

fn episodes(lang: Lang, report: &Report) -> Vec<Vec<String>> {
    let episodes = &report.episodes;
    let outcomes = &episodes.outcomes;
    let row = |fr, en, n: u64| {
        let share = if episodes.total == 0 {
            not_applicable(lang).to_owned()
        } else {
            percent(lang, n as f64 / episodes.total as f64)
        };
        vec![pick(lang, fr, en).to_owned(), count(lang, n), share]
    };
    vec![
        row("Tous", "All", episodes.total),
        row("  engagés", "  engaged", episodes.engaged),
        row(
            "  d’un client connu",
            "  of a known customer",
            episodes.with_customer,
        ),
        row(
            "Issue : transfert vers un humain",
            "Outcome: escalated to a human",
            outcomes.escalated,
        ),
        row(
            "  confirmé utile",
            "  confirmed helpful",
            outcomes.confirmed,
        ),
        row("  jugé inutile", "  voted not helpful", outcomes.negative),
        row(
            "  silencieux, avec réponse",
            "  silent, with an answer",
            outcomes.silent_with_answer,
        ),
        row(
            "  silencieux, sans réponse",
            "  silent, without an answer",
            outcomes.silent_without_answer,
        ),
        row("  non engagé", "  unengaged", outcomes.unengaged),
    ]
}

fn transfers(lang: Lang, report: &Report) -> Vec<Vec<String>> {
    let from = &report.transfer_from_selfcare;
    let title = pick(lang, "Depuis le selfcare", "From selfcare");
    let mut rows = vec![rate_row(lang, title, &from.rate)];
    for (cause, n) in &from.by_cause {
        let cause = match *cause {
            "offered" => pick(lang, "  proposés", "  offered"),
            "requested" => pick(lang, "  demandés", "  requested"),
            _ => pick(lang, "  automatiques", "  automatic"),
        };
        rows.push(vec![cause.to_owned(), count(lang, *n)]);
    }
    for (fr, en, rate) in to_selfcare(report).into_iter().chain(needs_met(report)) {
        rows.extend(rate_rows(lang, pick(lang, fr, en), rate));
    }
    rows
}

/// A rate, and below it what it leaves out.
fn rate_rows(lang: Lang, title: &str, rate: &Rate) -> Vec<Vec<String>> {
    let of = rate.left_out_of.as_ref();
    let remark = left_out(lang, of, &rate.left_out);
    let remark = remark.map(|remark| vec![format!("      {remark}")]);
    std::iter::once(rate_row(lang, title, rate))
        .chain(remark)
        .collect()
}

/// A rate with its title in French and English.
type Titled<'r> = (&'static str, &'static str, &'r Rate);

fn to_selfcare(report: &Report) -> [Titled<'_>; 5] {
    let to = &report.transfer_to_selfcare;
    [
        (
            "Vers le selfcare, proposés",
            "To selfcare, offered",
            &to.offered,
        ),
        ("  acceptés", "  accepted", &to.accepted),
        (
            "  durablement acceptés, 24 h",
            "  durably accepted, 24 h",
            &to.durably_accepted_24h,
        ),
        (
            "  durablement acceptés, 7 j",
            "  durably accepted, 7 d",
            &to.durably_accepted_7d,
        ),
        ("  forcés", "  forced", &to.forced),
    ]
}

fn needs_met(report: &Report) -> [Titled<'_>; 4] {
    let (deflection, durable) = (&report.deflection, &report.durable_resolution);
    [
        (
            "Déflexion, au moins",
            "Deflection, at least",
            &deflection.low,
        ),
        (
            "Déflexion, au plus",
            "Deflection, at most",
            &deflection.high,
        ),
        (
            "Résolution durable, 24 h",
            "Durable resolution, 24 h",
            &durable.day,
        ),
        (
            "Résolution durable, 7 j",
            "Durable resolution, 7 d",
            &durable.week,
        ),
    ]
}

fn searches(lang: Lang, report: &Report) -> Vec<Vec<String>> {
    let searches = &report.searches;
    let mut rows = vec![vec![
        pick(lang, "Recherches", "Searches").to_owned(),
        count(lang, searches.intents),
    ]];
    let without_result = pick(lang, "Sans résultat", "Without result");
    rows.extend(rate_rows(lang, without_result, &searches.zero_result));
    let without_click = pick(lang, "Sans clic", "Without click");
    rows.extend(rate_rows(lang, without_click, &searches.no_click));
    rows.push(click_position(lang, &searches.mean_click_position));
    rows
}

fn rate_row(lang: Lang, title: &str, rate: &Rate) -> Vec<String> {
    let value = rate.value.map(|value| percent(lang, value));
    let interval = rate
        .low
        .zip(rate.high)
        .map(|(low, high)| format!("[{} – {}]", percent(lang, low), percent(lang, high)));
    vec![
        title.to_owned(),
        value.unwrap_or_else(|| not_applicable(lang).to_owned()),
        format!("{} / {}", count(lang, rate.num), count(lang, rate.den)),
        interval.unwrap_or_default(),
    ]
}

fn click_position(lang: Lang, mean: &Mean) -> Vec<String> {
    let clicks = counted(
        lang,
        mean.n.unsigned_abs(),
        ("clic", "clics"),
        ("click", "clicks"),
    );
    let value = mean.value.map(|value| decimal(lang, value, 2));
    let interval = mean
        .low
        .zip(mean.high)
        .map(|(low, high)| format!("[{} – {}]", decimal(lang, low, 2), decimal(lang, high, 2)));
    vec![
        pick(lang, "Position moyenne des clics", "Mean click position").to_owned(),
        value.unwrap_or_else(|| not_applicable(lang).to_owned()),
        clicks,
        interval.unwrap_or_default(),
    ]
}

fn sentiment(lang: Lang, report: &Report) -> String {
    let sentiment = &report.sentiment;
    if sentiment.conversations == 0 {
        return nothing(lang);
    }
    let mean = sentiment.mean.map(|mean| decimal(lang, mean, 2));
    let mut rows = vec![vec![
        pick(lang, "Moyenne, de -1 à 1", "Mean, from -1 to 1").to_owned(),
        mean.unwrap_or_default(),
    ]];
    for (fr, en, n) in [
        (
            "Conversations positives",
            "Positive conversations",
            sentiment.positive,
        ),
        ("  neutres", "  neutral", sentiment.neutral),
        ("  négatives", "  negative", sentiment.negative),
    ] {
        let share = percent(lang, n as f64 / sentiment.conversations as f64);
        rows.push(vec![pick(lang, fr, en).to_owned(), count(lang, n), share]);
    }
    columns(&rows, &[0])
}
