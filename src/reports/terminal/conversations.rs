//! What conversations say, and how they feel.

use std::fmt::Write;

use super::{header, nothing};
use crate::reports::language::{of_terminal, pick};
use crate::reports::number::{count, decimal};
use crate::reports::table::{columns, shortened};
use crate::reports::wording;
use crate::text::language::Lang;
use crate::text::sentiment::{Cue, Score};
use crate::transcripts::feelings::{Felt, Summary, Turn};
use crate::transcripts::frequency::Keyword;

/// Keywords of transcripts.
pub fn keywords(keywords: &[Keyword]) -> String {
    keywords_table(of_terminal(), keywords)
        .trim_end()
        .to_owned()
}

pub(super) fn keywords_table(lang: Lang, keywords: &[Keyword]) -> String {
    if keywords.is_empty() {
        return nothing(lang);
    }
    let mut rows = vec![header(
        lang,
        &[
            ("mot-clé", "keyword"),
            ("fois", "times"),
            ("conversations", "conversations"),
            ("par", "by"),
        ],
    )];
    for keyword in keywords {
        let by: Vec<String> = keyword
            .by_speaker
            .iter()
            .map(|(speaker, n)| format!("{} {n}", wording::speaker(lang, speaker.as_str())))
            .collect();
        rows.push(vec![
            shortened(&keyword.keyword, 40),
            count(lang, keyword.count),
            count(lang, keyword.documents),
            by.join(", "),
        ]);
    }
    columns(&rows, &[0, 3])
}

/// Sentiment, by slice.
pub fn feelings(slices: &[(String, Summary)]) -> String {
    let lang = of_terminal();
    let mut rows = vec![header(
        lang,
        &[
            ("", ""),
            ("conversations", "conversations"),
            ("moyenne", "mean"),
            ("positives", "positive"),
            ("neutres", "neutral"),
            ("négatives", "negative"),
            ("évolution", "shift"),
        ],
    )];
    let number =
        |value: Option<f64>| value.map_or("–".to_owned(), |value| decimal(lang, value, 2));
    for (slice, summary) in slices {
        let name = if slice.is_empty() {
            pick(lang, "tout", "all")
        } else {
            slice
        };
        rows.push(vec![
            name.to_owned(),
            count(lang, summary.conversations),
            number(summary.mean),
            count(lang, summary.positive),
            count(lang, summary.neutral),
            count(lang, summary.negative),
            number(summary.shift),
        ]);
    }
    if let [(_, all)] = slices {
        let title = pick(
            lang,
            "par quart de conversation\u{a0}:",
            "by quarter of conversations:",
        );
        rows.push(vec![format!(
            "  {title} {}",
            all.quarters.map(number).join(" · ")
        )]);
    }
    columns(&rows, &[0]).trim_end().to_owned()
}

/// Conversations with their sentiment.
pub fn felt(felt: &[Felt]) -> String {
    let lang = of_terminal();
    let mut rows = vec![header(
        lang,
        &[
            ("conversation", "conversation"),
            ("moyenne", "mean"),
            ("évolution", "shift"),
            ("tours", "turns"),
        ],
    )];
    let number =
        |value: Option<f64>| value.map_or("–".to_owned(), |value| decimal(lang, value, 2));
    for felt in felt {
        rows.push(vec![
            shortened(&felt.conversation, 40),
            number(felt.feeling.mean),
            number(felt.feeling.shift),
            count(lang, felt.feeling.turns as u64),
        ]);
    }
    columns(&rows, &[0]).trim_end().to_owned()
}

/// Turns with their sentiment.
pub fn turns(turns: &[Turn]) -> String {
    let lang = of_terminal();
    let rows: Vec<Vec<String>> = turns
        .iter()
        .map(|turn| {
            vec![
                decimal(lang, turn.compound, 2),
                format!("{}:{}", shortened(&turn.conversation, 24), turn.turn),
                shortened(&turn.text, 80),
            ]
        })
        .collect();
    columns(&rows, &[1, 2]).trim_end().to_owned()
}

/// A text's score, and the words that made it.
pub fn score(score: &Score, cues: &[Cue]) -> String {
    let lang = of_terminal();
    let mut out = decimal(lang, score.compound, 4);
    for cue in cues {
        let value = decimal(lang, cue.value, 2);
        let _ = write!(out, "\n  {value:>6}  {}", cue.word);
    }
    out
}
