//! `vigie eval`: measure on labelled files. Reads no site and writes nothing.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Subcommand;
use serde::Serialize;

use super::Global;
use super::output::{print, print_json};
use super::values::lang;
use crate::eval::{search, sentiment};
use crate::faq;
use crate::input::open::open;
use crate::text::language::Lang;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
    /// The language of the texts: fr or en
    #[arg(long, global = true, value_parser = lang)]
    lang: Option<Lang>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// How well search finds what people judged right
    Search {
        /// Entries: JSONL with id, question, answer, alternates
        #[arg(long, value_name = "F")]
        faq: PathBuf,
        /// TSV: query and faq_id; with --qrels, query_id and query
        #[arg(long, value_name = "Q")]
        queries: PathBuf,
        /// TSV: query_id, faq_id, gain
        #[arg(long, value_name = "R")]
        qrels: Option<PathBuf>,
    },
    /// How well sentiment agrees with people
    Sentiment {
        /// TSV: text, and label (0/1 or neg/neu/pos) or mean_rating
        file: PathBuf,
    },
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        match self.what {
            What::Search {
                faq,
                queries,
                qrels,
            } => eval_search(global, &faq, &queries, qrels.as_deref(), self.lang),
            What::Sentiment { file } => {
                let lang = self
                    .lang
                    .context("name the language of the texts: --lang fr or --lang en")?;
                let (outcome, problems) = sentiment::sentiment(&file, lang)?;
                name(problems.iter().map(|problem| {
                    format!("{}:{}: {}", file.display(), problem.line, problem.reason)
                }));
                show(global, &outcome)
            }
        }
    }
}

fn eval_search(
    global: &Global,
    faq: &Path,
    queries: &Path,
    qrels: Option<&Path>,
    lang: Option<Lang>,
) -> anyhow::Result<()> {
    let named =
        |path: &Path| open(path).with_context(|| format!("could not open `{}`", path.display()));
    let entries = faq::read(&faq.display().to_string(), named(faq)?.reader)
        .with_context(|| format!("could not read `{}`", faq.display()))?;
    name(entries.problems.iter().map(ToString::to_string));
    let mut queries = named(queries)?;
    let mut qrels = qrels.map(named).transpose()?;
    let (scores, bad) = search::search(
        entries,
        (&queries.name, &mut queries.reader),
        qrels
            .as_mut()
            .map(|qrels| (qrels.name.as_str(), &mut qrels.reader as _)),
        lang,
    )?;
    name(
        bad.iter()
            .map(|row| format!("{}:{}: {}", row.file, row.line, row.message)),
    );
    show(global, &scores)
}

/// Names rows that could not be used: the first ones each, and then how many more.
fn name(rows: impl ExactSizeIterator<Item = String>) {
    const MOST: usize = 20;
    let more = rows.len().saturating_sub(MOST);
    for row in rows.take(MOST) {
        eprintln!("{row}");
    }
    if more > 0 {
        eprintln!("… and {more} more rows that could not be used");
    }
}

/// Prints measures by their names.
fn show(global: &Global, measures: &impl Serialize) -> anyhow::Result<()> {
    if global.json {
        return print_json(measures);
    }
    // A flat object of numbers, in the order of its fields, which a JSON map would lose.
    let flat = serde_json::to_string(measures)?;
    let lines: Vec<String> = flat
        .trim_matches(['{', '}'])
        .split(',')
        .filter_map(|field| field.split_once(':'))
        .map(|(name, value)| {
            let value = match value.parse::<f64>() {
                Ok(number) if number.fract() != 0.0 => format!("{number:.4}"),
                Ok(number) => number.to_string(),
                Err(_) => "–".to_owned(),
            };
            format!("{:<12} {value}", name.trim_matches('"'))
        })
        .collect();
    print(&lines.join("\n"))
}
