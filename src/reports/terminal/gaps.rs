//! What found no answer, and what stood before hand-offs.

use super::{header, nothing, section};
use crate::gaps::handoffs::{Count, Handoffs};
use crate::gaps::unanswered::Unanswered;
use crate::period::Period;
use crate::reports::language::{of_terminal, pick};
use crate::reports::number::count;
use crate::reports::table::{columns, shortened};
use crate::text::language::Lang;

/// What people ask and do not find.
pub fn unanswered(found: &Unanswered, period: Period) -> String {
    let lang = of_terminal();
    let title = pick(lang, "Sans réponse", "Unanswered");
    let mut out = format!("{title}, {period}\n\n{}", expressions(lang, found));
    section(&mut out, pick(lang, "Mots", "Words"));
    out.push_str(&words(lang, found));
    out.trim_end().to_owned()
}

pub(super) fn expressions(lang: Lang, found: &Unanswered) -> String {
    if found.expressions.is_empty() {
        return nothing(lang);
    }
    let mut rows = vec![header(
        lang,
        &[
            ("expression", "expression"),
            ("personnes", "people"),
            ("demandes", "times"),
            ("tendance", "trend"),
            ("raisons", "reasons"),
        ],
    )];
    for line in &found.expressions {
        let reasons: Vec<String> = line
            .reasons
            .iter()
            .map(|(reason, n)| format!("{} {n}", reason_name(lang, reason)))
            .collect();
        let trend = line.trend;
        rows.push(vec![
            shortened(&line.expression, 48),
            count(lang, line.visitors),
            count(lang, line.intents),
            format!("{} → {}", trend.first_half, trend.second_half),
            reasons.join(", "),
        ]);
    }
    columns(&rows, &[0, 4])
}

fn reason_name(lang: Lang, reason: &'static str) -> &'static str {
    match reason {
        "no_result" => pick(lang, "sans résultat", "no result"),
        "no_click" => pick(lang, "sans clic", "no click"),
        "reformulated" => pick(lang, "reformulée", "reformulated"),
        "negative" => pick(lang, "vote négatif", "negative vote"),
        "handoff" => pick(lang, "transfert", "hand-off"),
        "misunderstood" => pick(lang, "incomprise", "misunderstood"),
        other => other,
    }
}

pub(super) fn words(lang: Lang, found: &Unanswered) -> String {
    if found.keywords.is_empty() {
        return nothing(lang);
    }
    let mut rows = vec![header(
        lang,
        &[
            ("mot", "word"),
            ("personnes", "people"),
            ("demandes", "times"),
        ],
    )];
    for word in &found.keywords {
        rows.push(vec![
            shortened(&word.keyword, 30),
            count(lang, word.visitors),
            count(lang, word.intents),
        ]);
    }
    columns(&rows, &[0])
}

/// What stood before hand-offs.
pub fn handoffs(found: &Handoffs, period: Period) -> String {
    let lang = of_terminal();
    let mut out = format!(
        "{} {}, {period}\n",
        count(lang, found.total),
        match found.total {
            0 | 1 => pick(lang, "transfert vers un humain", "hand-off to a human"),
            _ => pick(lang, "transferts vers un humain", "hand-offs to a human"),
        }
    );
    section(&mut out, pick(lang, "Cause", "Cause"));
    let causes: Vec<Count> = found
        .causes
        .iter()
        .map(|line| Count {
            value: line
                .value
                .as_deref()
                .map(|cause| cause_name(lang, cause).to_owned()),
            handoffs: line.handoffs,
        })
        .collect();
    out.push_str(&counted(lang, &causes));
    for (fr, en, counts) in [
        ("Thème", "Theme", &found.themes),
        ("Dernière question", "Last question", &found.questions),
        ("Dernier article", "Last article", &found.articles),
        ("Motif", "Reason", &found.reasons),
    ] {
        section(&mut out, pick(lang, fr, en));
        out.push_str(&counted(lang, counts));
    }
    out.trim_end().to_owned()
}

fn cause_name(lang: Lang, cause: &str) -> &str {
    match cause {
        "offered" => pick(lang, "proposé", "offered"),
        "requested" => pick(lang, "demandé", "requested"),
        "automatic" => pick(lang, "automatique", "automatic"),
        other => other,
    }
}

fn counted(lang: Lang, counts: &[Count]) -> String {
    if counts.is_empty() {
        return nothing(lang);
    }
    let none = pick(lang, "(aucun)", "(none)");
    let rows: Vec<Vec<String>> = counts
        .iter()
        .map(|line| {
            let value = line.value.as_deref().unwrap_or(none);
            vec![shortened(value, 60), count(lang, line.handoffs)]
        })
        .collect();
    columns(&rows, &[0])
}
