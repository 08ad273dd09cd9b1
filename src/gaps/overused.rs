//! The words that are over-used in a part of what people asked, against all else.

use std::collections::BTreeMap;

use rusqlite::{Connection, params_from_iter};
use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::kpi::{Filters, Question};
use crate::period::Period;
use crate::text::analyzer::Analyzer;
use crate::text::language::Lang;

/// From here on a word is over-used by chance in less than one of a hundred cases: the
/// 99 % quantile of χ² with one degree of freedom.
const SURE: f64 = 6.635;

/// A word, and how many questions hold it in the part and in the rest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Overused {
    pub word: String,
    pub part: u64,
    pub rest: u64,
    /// How far its frequency in the part is from that in the rest: Dunning's G² (1993),
    /// "Accurate Methods for the Statistics of Surprise and Coincidence", with Williams'
    /// correction.
    pub g2: f64,
}

/// The words over-used in the questions of a part of a period, against all others of the
/// periods given; the most over-used first. `filters` make the part.
pub fn overused(
    db: &Connection,
    site: Lang,
    part: &Question,
    periods: &[Period],
    limit: usize,
) -> rusqlite::Result<Vec<Overused>> {
    let mut words = Words::new(site);
    let in_part = words.add(db, part.period, &part.filters, |word| &mut word.part)?;
    let mut everywhere = 0;
    for period in periods {
        let all = Filters::default();
        everywhere += words.add(db, *period, &all, |word| &mut word.everywhere)?;
    }
    let totals = [in_part, everywhere.saturating_sub(in_part)];
    let mut overused: Vec<Overused> = words
        .by_stem
        .into_values()
        .filter_map(|word| word.overused(totals))
        .collect();
    overused.sort_by(|one, other| {
        let by_g2 = other.g2.total_cmp(&one.g2);
        by_g2.then_with(|| one.word.cmp(&other.word))
    });
    overused.truncate(limit);
    Ok(overused)
}

/// Questions that hold a word.
#[derive(Default)]
struct Word {
    part: u64,
    /// In all periods, the part included.
    everywhere: u64,
    spellings: BTreeMap<String, u64>,
}

impl Word {
    fn overused(self, totals: [u64; 2]) -> Option<Overused> {
        let rest = self.everywhere.saturating_sub(self.part);
        let g2 = g2([self.part, rest], totals);
        let is_over = self.part * totals[1] > rest * totals[0];
        let spelling = self.spellings.iter().max_by_key(|(_, count)| **count);
        (g2 >= SURE && is_over).then(|| Overused {
            word: spelling.map_or_else(String::new, |(spelling, _)| spelling.clone()),
            part: self.part,
            rest,
            g2,
        })
    }
}

/// Words by their stem.
struct Words {
    french: Analyzer,
    english: Analyzer,
    site: Lang,
    by_stem: FxHashMap<String, Word>,
}

impl Words {
    fn new(site: Lang) -> Words {
        Words {
            french: Analyzer::new(Lang::Fr),
            english: Analyzer::new(Lang::En),
            site,
            by_stem: FxHashMap::default(),
        }
    }

    /// Counts the questions of a period and filters, each word of them once; how many.
    fn add(
        &mut self,
        db: &Connection,
        period: Period,
        filters: &Filters,
        count: fn(&mut Word) -> &mut u64,
    ) -> rusqlite::Result<u64> {
        let (sql, values) = select(period, filters);
        let mut statement = db.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut all = 0;
        while let Some(row) = rows.next()? {
            let times: u64 = row.get(2)?;
            let question = row.get_ref(0)?.as_str()?;
            let lang = row.get_ref(1)?.as_str_or_null()?.and_then(Lang::parse);
            let lang = lang.unwrap_or_else(|| Lang::of_question(question, self.site));
            self.hear(question, lang, times, count);
            all += times;
        }
        Ok(all)
    }

    fn hear(&mut self, question: &str, lang: Lang, times: u64, count: fn(&mut Word) -> &mut u64) {
        let analyzer = match lang {
            Lang::Fr => &self.french,
            Lang::En => &self.english,
        };
        let mut terms = analyzer.terms(question);
        terms.retain(|term| !term.is_stop);
        terms.sort_by(|one, other| one.stem.cmp(&other.stem));
        terms.dedup_by(|one, other| one.stem == other.stem);
        for term in terms {
            let word = self.by_stem.entry(term.stem).or_default();
            *count(word) += times;
            *word.spellings.entry(term.text.to_lowercase()).or_default() += times;
        }
    }
}

/// Searches and messages, equal ones at once.
fn select(period: Period, filters: &Filters) -> (String, Vec<String>) {
    let mut values = vec![period.from.to_string(), period.to.to_string()];
    let mut conditions = "day >= ?1 and day <= ?2".to_owned();
    for (dimension, value) in filters.given() {
        values.push(value.to_owned());
        conditions.push_str(&format!(
            " and coalesce({dimension}, '') = ?{}",
            values.len()
        ));
    }
    let of = |words: &str, table: &str| {
        format!("select {words} as question, lang from {table} where {conditions}")
    };
    let sql = format!(
        "select question, lang, count(*) from ({} union all {}) group by 1, 2",
        of("query", "intents"),
        of("text", "messages")
    );
    (sql, values)
}

/// G² of a word that so many questions of each total hold.
fn g2(holding: [u64; 2], totals: [u64; 2]) -> f64 {
    let n = (totals[0] + totals[1]) as f64;
    let held = (holding[0] + holding[1]) as f64;
    let mut sum = 0.0;
    for (holding, total) in holding.into_iter().zip(totals) {
        let (holding, total) = (holding as f64, total as f64);
        for (seen, of_all) in [(holding, held), (total - holding, n - held)] {
            let expected = total * of_all / n;
            if seen > 0.0 && expected > 0.0 {
                sum += seen * (seen / expected).ln();
            }
        }
    }
    let inverse = |a: f64, b: f64| n * (1.0 / a + 1.0 / b) - 1.0;
    let williams =
        1.0 + inverse(held, n - held) * inverse(totals[0] as f64, totals[1] as f64) / (6.0 * n);
    match williams.is_finite() {
        true => 2.0 * sum / williams,
        false => 0.0,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn g2_is_that_of_the_textbook() {
        // 2 Σ O ln(O ÷ E) of 10, 90; 2, 98 is 6.0134; with Williams' correction less.
        let plain = 2.0
            * (10.0 * (10.0f64 / 6.0).ln()
                + 90.0 * (90.0f64 / 94.0).ln()
                + 2.0 * (2.0f64 / 6.0).ln()
                + 98.0 * (98.0f64 / 94.0).ln());
        let q = 1.0 + (200.0 / 12.0 + 200.0 / 188.0 - 1.0) * (2.0 + 2.0 - 1.0) / 1200.0;
        assert!((g2([10, 2], [100, 100]) - plain / q).abs() < 1e-12);
        assert_eq!(g2([0, 0], [100, 100]), 0.0);
    }

    #[test]
    fn words_of_the_part_come_first_by_their_most_frequent_spelling() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(crate::facts::TABLES).unwrap();
        let ask = |day: &str, theme: &str, query: &str, times: usize| {
            for _ in 0..times {
                db.execute(
                    "insert into intents (id, client, episode, at, day, theme, lang, query, form,
                       clicked, no_result, no_click, reformulated, negative, handoff)
                     values (x'00', x'00', x'00', 0, ?1, ?2, 'fr', ?3, '', 0, 0, 0, 0, 0, 0)",
                    [day, theme, query],
                )
                .unwrap();
            }
        };
        ask("2026-03-01", "compte", "changer mon adresse", 60);
        ask("2026-03-02", "compte", "changer mon adresse", 60);
        ask("2026-03-02", "espace", "code jamais reçu", 30);
        ask("2026-03-02", "espace", "codes refusés", 10);
        ask("2026-03-02", "espace", "changer mon adresse", 10);
        let day = |day: &str| Period {
            from: day.parse().unwrap(),
            to: day.parse().unwrap(),
        };
        let part = Question {
            period: day("2026-03-02"),
            filters: Filters {
                theme: Some("espace".to_owned()),
                ..Filters::default()
            },
            as_of: 0,
        };
        let periods = [day("2026-03-01"), day("2026-03-02")];
        let found = overused(&db, Lang::Fr, &part, &periods, 3).unwrap();
        let words: Vec<&str> = found.iter().map(|word| word.word.as_str()).collect();
        assert_eq!(words, ["code", "jamais", "reçu"]);
        assert_eq!((found[0].part, found[0].rest), (40, 0));
        assert!(found[0].g2 > found[1].g2);
    }
}
