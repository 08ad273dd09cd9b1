//! `vigie sentiment`: how conversations feel, all together, each, by turn, over time.

use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::json;

use super::Global;
use super::output::{print, print_json};
use super::talks::Talks;
use super::usage::Usage;
use super::values::lang;
use crate::reports::terminal;
use crate::text::language::Lang;
use crate::text::sentiment::Scorer;
use crate::transcripts::feelings::{Felt, Reader, Summary, Turn, by_day};

/// What the figures are, below the options.
const FIGURES: &str = "\
A score goes from -1 (all bad) to 1 (all good). In both languages it is positive from 0.05 on, \
negative from -0.05 down, and neutral in between. That of a conversation is the mean over its \
customer's turns.

Quarters: the means in the four quarters of a conversation, counted in turns of everybody.
Shift: the last quarter in which the customer speaks less the first; above 0 it got better.";

/// Turns or conversations listed where nothing else is asked.
const LISTED: usize = 20;

#[derive(Debug, clap::Args)]
#[command(after_help = FIGURES)]
pub(super) struct Arguments {
    /// Transcripts to read instead of the site's conversations; nothing is stored
    files: Vec<PathBuf>,
    /// What is scored
    #[arg(long, value_enum, default_value_t = Unit::Total)]
    by: Unit,
    /// Score this text, and show the words that made the score
    #[arg(long, conflicts_with = "files")]
    text: Option<String>,
    /// The language where nothing tells it: fr or en [default: that of the site]
    #[arg(long, value_parser = lang)]
    lang: Option<Lang>,
    /// With --by turn or conversation: at most so many, the worst first [default: 20]
    #[arg(long)]
    limit: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Unit {
    /// All together
    Total,
    /// Each conversation
    Conversation,
    /// Each turn of a customer
    Turn,
    /// Each day, in the site's time zone
    Day,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        if let Some(text) = &self.text {
            let lang = self.lang.or_else(|| Lang::detect(text));
            return explain(global, text, lang.unwrap_or(Lang::Fr));
        }
        if self.limit.is_some() && matches!(self.by, Unit::Total | Unit::Day) {
            let only = "--limit goes with --by turn and --by conversation";
            return Err(Usage(only.to_owned()).into());
        }
        let limit = self.limit.unwrap_or(LISTED);
        let talks = Talks::of(global, &self.files)?;
        let reader = Reader::new(
            self.lang.unwrap_or(talks.lang),
            talks.zone.clone(),
            self.by == Unit::Turn,
        );
        let mut felt = Vec::new();
        talks.each(&mut |batch| felt.extend(reader.read(batch)))?;
        match self.by {
            Unit::Total => total(global, &felt),
            Unit::Conversation => conversations(global, felt, limit),
            Unit::Turn => turns(global, felt, limit),
            Unit::Day => days(global, &felt),
        }
    }
}

fn explain(global: &Global, text: &str, lang: Lang) -> anyhow::Result<()> {
    let scorer = Scorer::new(lang);
    let (score, cues) = (scorer.score(text), scorer.explain(text));
    if global.json {
        let cues: Vec<_> = cues
            .iter()
            .map(|cue| json!({"word": cue.word, "start": cue.span.start, "end": cue.span.end, "base": cue.base, "value": cue.value}))
            .collect();
        return print_json(
            &json!({"lang": lang.as_str(), "score": score, "polarity": score.polarity(), "cues": cues}),
        );
    }
    print(&terminal::score(&score, &cues))
}

fn total(global: &Global, felt: &[Felt]) -> anyhow::Result<()> {
    let summary = Summary::of(felt.iter());
    if global.json {
        return print_json(&summary);
    }
    print(&terminal::feelings(&[(String::new(), summary)]))
}

fn days(global: &Global, felt: &[Felt]) -> anyhow::Result<()> {
    let days = by_day(felt);
    if global.json {
        return print_json(&json!({ "days": days }));
    }
    print(&terminal::feelings(&days.into_iter().collect::<Vec<_>>()))
}

fn conversations(global: &Global, mut felt: Vec<Felt>, limit: usize) -> anyhow::Result<()> {
    felt.retain(|felt| felt.feeling.mean.is_some());
    let mean = |felt: &Felt| felt.feeling.mean.unwrap_or_default();
    felt.sort_by(|one, other| mean(one).total_cmp(&mean(other)));
    felt.truncate(limit);
    if global.json {
        return print_json(&json!({ "conversations": felt }));
    }
    print(&terminal::felt(&felt))
}

fn turns(global: &Global, felt: Vec<Felt>, limit: usize) -> anyhow::Result<()> {
    let mut turns: Vec<Turn> = felt.into_iter().flat_map(|felt| felt.said).collect();
    turns.sort_by(|one, other| one.compound.total_cmp(&other.compound));
    turns.truncate(limit);
    if global.json {
        return print_json(&json!({ "turns": turns }));
    }
    print(&terminal::turns(&turns))
}
