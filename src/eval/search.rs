//! How well the search finds the entries that people judged right, and how
//! fast: `vigie eval search`. The index lives in memory; no site is touched.

use std::collections::HashMap;
use std::time::Instant;

use anyhow::Context as _;
use serde::Serialize;

use super::judgments::{BadRow, Judged, Source, read};
use super::ranking::{RankingScores, percentile, score};
use crate::faq::{Entry, Reading, Status};
use crate::search::{Index, Weights};
use crate::text::Lang;

/// Hits of a page, which is what is timed.
const PAGE: usize = 10;

/// Means over all judged queries (see [`RankingScores`]), and times of one
/// search for a page of ten, in milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct SearchScores {
    /// Queries with at least one right entry.
    pub n: usize,
    pub p1: f64,
    pub p5: f64,
    pub hit5: f64,
    pub map: f64,
    pub mrr: f64,
    pub ndcg10: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

/// Measures the search over the entries of `faq`. `lang` is the language of
/// the queries and of the entries that name none; without it, the one that
/// most entries are in. Rows that could not be used are given back.
pub fn search(
    faq: Reading,
    queries: Source<'_>,
    qrels: Option<Source<'_>>,
    lang: Option<Lang>,
) -> anyhow::Result<(SearchScores, Vec<BadRow>)> {
    search_with(faq, queries, qrels, lang, Weights::default())
}

/// The same under other weights, to choose them.
pub fn search_with(
    faq: Reading,
    queries: Source<'_>,
    qrels: Option<Source<'_>>,
    lang: Option<Lang>,
    weights: Weights,
) -> anyhow::Result<(SearchScores, Vec<BadRow>)> {
    let (judged, bad) = read(queries, qrels)?;
    let entries = entries(faq, lang);
    let lang = lang.unwrap_or_else(|| commonest_lang(&entries));
    let index = Index::in_memory(&entries)
        .context("could not build the index")?
        .with_weights(weights);
    let mut scores = SearchScores {
        n: judged.len(),
        ..SearchScores::default()
    };
    let mut times = Vec::with_capacity(judged.len());
    for question in &judged {
        let begun = Instant::now();
        index.search(&question.query, lang, PAGE, 0)?;
        times.push(begun.elapsed().as_secs_f64() * 1000.0);
        let ranking = index.ranking(&question.query, lang)?;
        scores.add(score(
            &gains(question, &ranking, &entries),
            &judged_gains(question),
        ));
    }
    scores.average();
    times.sort_by(f64::total_cmp);
    scores.p50_ms = percentile(&times, 0.5).unwrap_or_default();
    scores.p99_ms = percentile(&times, 0.99).unwrap_or_default();
    Ok((scores, bad))
}

impl SearchScores {
    fn add(&mut self, one: RankingScores) {
        self.p1 += one.p1;
        self.p5 += one.p5;
        self.hit5 += one.hit5;
        self.map += one.map;
        self.mrr += one.mrr;
        self.ndcg10 += one.ndcg10;
    }

    fn average(&mut self) {
        let n = self.n.max(1) as f64;
        let SearchScores {
            p1,
            p5,
            hit5,
            map,
            mrr,
            ndcg10,
            ..
        } = self;
        for sum in [p1, p5, hit5, map, mrr, ndcg10] {
            *sum /= n;
        }
    }
}

/// The entries that are searched: the numbers of a ranking count these.
fn entries(faq: Reading, lang: Option<Lang>) -> Vec<Entry> {
    let entries = faq.drafts.into_iter().map(|draft| draft.into_entry(lang));
    entries
        .filter(|entry| entry.status == Status::Published)
        .collect()
}

fn commonest_lang(entries: &[Entry]) -> Lang {
    let mut counts: HashMap<Lang, usize> = HashMap::new();
    for entry in entries {
        *counts.entry(entry.lang).or_default() += 1;
    }
    let english = counts.get(&Lang::En).copied().unwrap_or_default();
    if english * 2 > entries.len() {
        Lang::En
    } else {
        Lang::Fr
    }
}

fn gains(question: &Judged, ranking: &[usize], entries: &[Entry]) -> Vec<f64> {
    let gain = |entry: &Entry| question.gains.get(&entry.id).copied().unwrap_or_default();
    ranking
        .iter()
        .map(|number| gain(&entries[*number]))
        .collect()
}

fn judged_gains(question: &Judged) -> Vec<f64> {
    question.gains.values().copied().collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::faq;

    const FAQ: &str = r#"{"id":"rib","question":"Changer mon RIB"}
{"id":"facture","question":"Où est ma facture ?"}
{"id":"brouillon","question":"Où est mon colis ?","status":"draft"}
{"id":"box","question":"Ma box ne marche plus"}"#;

    fn scores(queries: &str) -> SearchScores {
        let faq = faq::read("f.jsonl", FAQ.as_bytes()).unwrap();
        let mut queries = queries.as_bytes();
        search(faq, ("q.tsv", &mut queries), None, None).unwrap().0
    }

    #[test]
    fn right_entries_first_are_worth_one_and_absent_ones_nothing() {
        let scores = scores("query\tfaq_id\nmon rib\trib\nfactures\tfacture\nhuître\tbox\n");
        assert_eq!(scores.n, 3);
        for figure in [
            scores.p1,
            scores.hit5,
            scores.map,
            scores.mrr,
            scores.ndcg10,
        ] {
            assert!((figure - 2.0 / 3.0).abs() < 1e-9, "{scores:?}");
        }
        assert!(scores.p50_ms > 0.0 && scores.p99_ms >= scores.p50_ms);
    }

    #[test]
    fn drafts_are_not_found() {
        assert_eq!(scores("query\tfaq_id\ncolis\tbrouillon\n").p1, 0.0);
    }

    #[test]
    fn a_file_without_rows_gives_zeros_over_no_query() {
        assert_eq!(scores("query\tfaq_id\n"), SearchScores::default());
    }
}
