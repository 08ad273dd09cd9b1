//! Searches, and what people asked and did not find.

use minijinja::value::Serde;
use minijinja::{Value, context};

use super::super::error::Error;
use super::Asking;
use super::lists::Column;
use crate::facts::asked::REASONS;
use crate::gaps::questions::{self, Which};
use crate::gaps::rare::Reader;
use crate::gaps::unanswered::{Expression, Request, Unanswered, unanswered};
use crate::reports::report;
use crate::reports::wording;

/// Lines of each list.
const LIMIT: usize = 30;

/// What is shown of a question.
const COLUMNS: [Column; 5] = [
    ("question", "Demande", "Question"),
    ("at", "Quand", "When"),
    ("channel", "Canal", "Channel"),
    ("theme", "Thème", "Theme"),
    ("reasons", "Raisons", "Reasons"),
];

/// Questions shown behind a line.
const ROWS: usize = 100;

pub(super) fn show(asking: &Asking<'_>) -> Result<Value, Error> {
    let address = asking.address;
    let reason = address.known_reason()?;
    let expression = Some(address.expression.as_str()).filter(|words| !words.is_empty());
    let request = Request {
        period: asking.question.period,
        filters: &asking.question.filters,
        reason,
        expression,
        reader: Reader::Insider,
        limit: LIMIT,
        lang: asking.view.settings.lang,
    };
    let found = unanswered(asking.view.facts, &request).map_err(report::Error::from)?;
    let asked = match expression {
        Some(_) => {
            let which = Which { expression, reason };
            let rows = questions::rows(asking.view.facts, &asking.question, which, ROWS)
                .map_err(report::Error::from)?;
            Some(asking.rows(&rows, &COLUMNS)?)
        }
        None => None,
    };
    Ok(context! {
        cards => match expression {
            Some(_) => Vec::new(),
            None => vec![
                asking.card("searches")?,
                asking.card("zero_result_rate")?,
                asking.card("no_click_rate")?,
                asking.card("mean_click_position")?,
                asking.card("misunderstood_rate")?,
                asking.card("article_satisfaction")?,
            ],
        },
        reason,
        reasons => reasons(asking),
        expression,
        back => address.here(&[("expression", "")]),
        asked,
        ..lists(asking, &found)
    })
}

/// The reasons that one can ask for, all of them first.
fn reasons(asking: &Asking<'_>) -> Vec<Value> {
    let line = |name: &'static str| {
        context! {
            name,
            label => wording::reason(asking.ui, name),
            href => asking.address.here(&[("reason", name)]),
        }
    };
    std::iter::once("").chain(REASONS).map(line).collect()
}

impl Asking<'_> {
    /// Where the hand-offs are that followed a question.
    fn handoffs_of(&self, question: &str) -> String {
        let anew = [("expression", ""), ("reason", ""), ("question", question)];
        format!("/{}/handoffs{}", self.ui.as_str(), self.address.here(&anew))
    }
}

fn lists(asking: &Asking<'_>, found: &Unanswered) -> Value {
    let most = found.expressions.iter().map(|line| line.visitors).max();
    let most_of_words = found.keywords.iter().map(|word| word.visitors).max();
    let line = |line: &Expression| expression_line(asking, line);
    let from = |half: usize| found.halves.map(|halves| halves[half].from.to_string());
    context! {
        most => most.unwrap_or(0),
        expressions => found.expressions.iter().map(line).collect::<Vec<_>>(),
        halves => from(0).zip(from(1)),
        most_of_words => most_of_words.unwrap_or(0),
        words => Serde(&found.keywords),
    }
}

fn expression_line(asking: &Asking<'_>, line: &Expression) -> Value {
    let mut reasons: Vec<(&str, u64)> = line.reasons.iter().map(|(name, n)| (*name, *n)).collect();
    reasons.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let reasons = reasons
        .into_iter()
        .map(|(name, n)| context! { label => wording::reason(asking.ui, name), n });
    context! {
        words => line.expression.as_str(),
        people => line.visitors,
        times => line.intents,
        reasons => reasons.collect::<Vec<_>>(),
        trend => Serde(&line.trend),
        examples => line.examples.iter().filter(|example| **example != line.expression).cloned().collect::<Vec<_>>(),
        handoffs => line.reasons.get("handoff").map(|_| asking.handoffs_of(&line.expression)),
        href => asking.address.here(&[("expression", line.expression.as_str())]),
    }
}
