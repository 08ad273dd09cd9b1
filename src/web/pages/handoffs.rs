//! Hand-offs: transfers from selfcare to humans and back, and what stood before them.

use minijinja::{Value, context};

use super::super::error::Error;
use super::Asking;
use super::lists::{Column, counts};
use crate::chart::palette::{BAD, ESCALATED, NEUTRAL, POOR};
use crate::gaps::handoffs::{Before, Count, handoffs, rows};
use crate::reports::language::pick;
use crate::reports::report;
use crate::reports::wording;
use crate::text::language::Lang;

/// Lines of each list.
const LIMIT: usize = 15;

/// Hand-offs shown behind a line.
const ROWS: usize = 100;

/// What is shown of a hand-off.
const COLUMNS: [Column; 6] = [
    ("question", "Dernière demande", "Last question"),
    ("at", "Quand", "When"),
    ("channel", "Canal", "Channel"),
    ("cause", "Cause", "Cause"),
    ("article", "Dernier article", "Last article"),
    ("reason", "Motif", "Reason"),
];

/// From selfcare to humans.
const FROM: [&str; 2] = ["transfer_from_selfcare", "outcome_escalated"];

/// From contacts back to selfcare.
const BACK: [&str; 5] = [
    "transfer_to_selfcare_offered",
    "transfer_to_selfcare_accepted",
    "transfer_to_selfcare_durably_accepted_7d",
    "transfer_to_selfcare_forced",
    "contacts",
];

pub(super) fn show(asking: &Asking<'_>) -> Result<Value, Error> {
    let ui = asking.ui;
    let before = asking.address.before();
    let is_all = before == Before::default();
    let db = asking.view.facts;
    let found = handoffs(db, &asking.question, &before, LIMIT).map_err(report::Error::from)?;
    let rows = match is_all {
        true => None,
        false => {
            let rows = rows(db, &asking.question, &before, ROWS).map_err(report::Error::from)?;
            Some(asking.rows(&rows, &COLUMNS)?)
        }
    };
    let causes: Vec<_> = found
        .causes
        .iter()
        .map(|line| match line.value.as_deref() {
            Some(cause) => (wording::cause(ui, cause), line.handoffs, colour(cause)),
            None => (pick(ui, "sans cause", "no cause"), line.handoffs, NEUTRAL),
        })
        .collect();
    let title = pick(ui, "Cause des transferts", "Cause of hand-offs");
    Ok(context! {
        total => found.total,
        causes => asking.linked_parts(title, &causes, |place| {
            let cause = found.causes[place].value.as_deref()?;
            Some(asking.address.here(&[("cause", cause)]))
        }),
        rows,
        all => asking.address.query(),
        asked => asked(ui, &before),
        cards => if is_all { cards(asking, &FROM)? } else { Vec::new() },
        back => if is_all { cards(asking, &BACK)? } else { Vec::new() },
        questions => list(asking, "question", &found.questions),
        articles => list(asking, "article", &found.articles),
        themes => list(asking, "theme", &found.themes),
        reasons => list(asking, "reason", &found.reasons),
    })
}

fn colour(cause: &str) -> crate::chart::Colour {
    match cause {
        "automatic" => BAD,
        "offered" => POOR,
        _ => ESCALATED,
    }
}

fn cards(asking: &Asking<'_>, names: &[&str]) -> Result<Vec<Value>, Error> {
    let cards = names.iter().map(|name| asking.card(name));
    Ok(cards.collect::<Result<_, _>>()?)
}

/// What is asked for, in people's words.
fn asked(ui: Lang, before: &Before) -> Option<String> {
    let cause = before.cause.as_deref();
    let cause = cause.map(|name| wording::cause(ui, name));
    let all = [
        (("Cause", "Cause"), cause),
        (
            ("Dernière demande", "Last question"),
            before.question.as_deref(),
        ),
        (
            ("Dernier article", "Last article"),
            before.article.as_deref(),
        ),
        (("Motif", "Reason"), before.reason.as_deref()),
    ];
    let asked = all.into_iter().filter_map(|((fr, en), value)| {
        let colon = pick(ui, "\u{a0}: ", ": ");
        Some(format!("{}{colon}{}", pick(ui, fr, en), value?))
    });
    let asked: Vec<String> = asked.collect();
    (!asked.is_empty()).then(|| asked.join(" · "))
}

/// A list whose lines lead to their hand-offs.
fn list(asking: &Asking<'_>, name: &'static str, lines: &[Count]) -> Value {
    let lines = lines.iter();
    let lines = lines.map(|line| (line.value.as_deref(), line.handoffs));
    counts(lines, |value| asking.address.here(&[(name, value)]))
}
