//! What found no answer, and what stood before hand-offs.

use super::{header, nothing, section};
use crate::gaps::handoffs::{Count, Handoffs};
use crate::gaps::unanswered::{Expression, Unanswered};
use crate::period::Period;
use crate::reports::language::{of_terminal, pick};
use crate::reports::moment::day;
use crate::reports::number::{count, counted};
use crate::reports::table::{columns, shortened};
use crate::reports::wording;
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
        ],
    )];
    rows[0].extend(found.halves.map(|halves| trend_of(lang, halves)));
    for line in &found.expressions {
        let trend = line.trend;
        let mut row = vec![
            shortened(&line.expression, 40),
            count(lang, line.visitors),
            count(lang, line.intents),
        ];
        let shown = |_| format!("{} → {}", trend.first_half, trend.second_half);
        row.extend(found.halves.map(shown));
        rows.push(row);
        rows.push(vec![format!("      {}", reasons(lang, line))]);
    }
    let overlap = pick(
        lang,
        "Une demande peut avoir plusieurs raisons.",
        "A question may have several reasons.",
    );
    format!("{}\n  {overlap}\n", columns(&rows, &[0]))
}

/// What a trend compares: the questions from one day on with those from another.
fn trend_of(lang: Lang, [first, second]: [Period; 2]) -> String {
    let from = pick(lang, "du", "from");
    let day = |half: Period| day(lang, half.from);
    format!("{from} {} → {from} {}", day(first), day(second))
}

/// Why an expression found no answer, the most frequent reason first; a line never ends
/// within a reason.
fn reasons(lang: Lang, line: &Expression) -> String {
    let mut reasons: Vec<(&str, u64)> = line.reasons.iter().map(|(name, n)| (*name, *n)).collect();
    reasons.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let shown = |(reason, n)| {
        let shown = format!("{} {}", wording::reason(lang, reason), count(lang, n));
        shown.replace(' ', "\u{a0}")
    };
    reasons
        .into_iter()
        .map(shown)
        .collect::<Vec<_>>()
        .join(" · ")
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
    let total = counted(
        lang,
        found.total,
        ("transfert vers un humain", "transferts vers un humain"),
        ("hand-off to a human", "hand-offs to a human"),
    );
    let mut out = format!("{total}, {period}\n");
    if found.total == 0 {
        return out.trim_end().to_owned();
    }
    section(&mut out, pick(lang, "Cause", "Cause"));
    let causes: Vec<Count> = found
        .causes
        .iter()
        .map(|line| Count {
            value: line
                .value
                .as_deref()
                .map(|cause| wording::cause(lang, cause).to_owned()),
            handoffs: line.handoffs,
        })
        .collect();
    out.push_str(&counts(lang, &causes, pick(lang, "(aucune)", "(none)")));
    for (fr, none, en, lines) in [
        ("Thème", "(aucun)", "Theme", &found.themes),
        (
            "Dernière question",
            "(aucune)",
            "Last question",
            &found.questions,
        ),
        (
            "Dernier article",
            "(aucun)",
            "Last article",
            &found.articles,
        ),
        ("Motif", "(aucun)", "Reason", &found.reasons),
    ] {
        section(&mut out, pick(lang, fr, en));
        out.push_str(&counts(lang, lines, pick(lang, none, "(none)")));
    }
    out.trim_end().to_owned()
}

fn counts(lang: Lang, counts: &[Count], none: &str) -> String {
    let rows: Vec<Vec<String>> = counts
        .iter()
        .map(|line| {
            let value = line.value.as_deref().unwrap_or(none);
            vec![shortened(value, 60), count(lang, line.handoffs)]
        })
        .collect();
    columns(&rows, &[0])
}
