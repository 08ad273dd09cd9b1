//! How well the sentiment scores agree with people's judgement, on a labelled
//! TSV file: `text` with `label` (0/1 or neg/neu/pos), `mean_rating`, or both.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;
use serde::Serialize;

use super::metrics::{accuracy, auroc, macro_f1, pearson};
use crate::text::language::Lang;
use crate::text::sentiment::{Polarity, Score, Scorer};

/// A text with what people think of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The text to score.
    pub text: String,
    /// Its class, if the file has one.
    pub label: Option<Polarity>,
    /// Its mean rating on any scale, if the file has one.
    pub rating: Option<f64>,
}

/// The figures of `vigie eval sentiment`; null where the file's columns give
/// no such figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// Rows measured.
    pub n: usize,
    /// Share of labels found. Without a neutral label in the file there are
    /// two classes, positive above 0; with one there are three, by ±0.05.
    pub accuracy: Option<f64>,
    /// Mean F1 of the classes.
    pub macro_f1: Option<f64>,
    /// How well the score parts positive from negative labels.
    pub auroc: Option<f64>,
    /// Correlation of the score with the mean rating.
    pub pearson: Option<f64>,
}

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line in the file, from 1 (the header).
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// Why a file could not be measured at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file is absent, or not allowed to be read.
    #[error("could not open {path}")]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Reading broke off, for instance in a damaged .gz.
    #[error("could not read {path} after line {line}")]
    Read {
        /// The file.
        path: PathBuf,
        /// The last line read.
        line: usize,
        /// What the system says.
        source: io::Error,
    },
    /// The header lacks what is needed.
    #[error(
        "{path} needs the columns `text` and `label` or `mean_rating`; its header has: {found}"
    )]
    Columns {
        /// The file.
        path: PathBuf,
        /// The names in the header.
        found: String,
    },
}

/// Measures the scorer on a file (`.gz` as well, `-` is standard input). Rows
/// that cannot be read are named and left out.
pub fn sentiment(path: &Path, lang: Lang) -> Result<(Outcome, Vec<Problem>), Error> {
    let (rows, problems) = read(path)?;
    Ok((run(&rows, lang), problems))
}

/// Measures the scorer on rows.
pub fn run(rows: &[Row], lang: Lang) -> Outcome {
    let scorer = Scorer::new(lang);
    let scores: Vec<Score> = rows.iter().map(|row| scorer.score(&row.text)).collect();
    let labelled: Vec<(Polarity, Score)> = rows
        .iter()
        .zip(&scores)
        .filter_map(|(row, score)| Some((row.label?, *score)))
        .collect();
    let rated: Vec<(f64, f64)> = rows
        .iter()
        .zip(&scores)
        .filter_map(|(row, score)| Some((row.rating?, score.compound)))
        .collect();
    let classes = classes(&labelled);
    Outcome {
        n: rows.len(),
        accuracy: accuracy(&classes),
        macro_f1: macro_f1(&classes),
        auroc: auroc(&poles(&labelled)),
        pearson: pearson(&rated),
    }
}

/// The label and the predicted class of each row.
fn classes(labelled: &[(Polarity, Score)]) -> Vec<(Polarity, Polarity)> {
    let is_neutral = |(label, _): &(Polarity, Score)| *label == Polarity::Neutral;
    let has_neutral = labelled.iter().any(is_neutral);
    let predicted = |score: &Score| match has_neutral {
        true => score.polarity(),
        false if score.compound > 0.0 => Polarity::Positive,
        false => Polarity::Negative,
    };
    let pair = |(label, score): &(Polarity, Score)| (*label, predicted(score));
    labelled.iter().map(pair).collect()
}

/// The rows that are positive or negative.
fn poles(labelled: &[(Polarity, Score)]) -> Vec<(bool, f64)> {
    let poles = labelled.iter().filter(|row| row.0 != Polarity::Neutral);
    poles
        .map(|(label, score)| (*label == Polarity::Positive, score.compound))
        .collect()
}

/// Reads a file of rows.
fn read(path: &Path) -> Result<(Vec<Row>, Vec<Problem>), Error> {
    let input = open(path).map_err(|source| Error::Open {
        path: path.into(),
        source,
    })?;
    let mut lines = input.split(b'\n').zip(1..).map(|(bytes, line)| {
        let bytes = bytes.map_err(|source| Error::Read {
            path: path.into(),
            line: line - 1,
            source,
        })?;
        Ok((line, bytes))
    });
    let header = lines.next().transpose()?.unwrap_or_default().1;
    let header = String::from_utf8_lossy(&header).into_owned();
    let columns = Columns::find(&header).ok_or_else(|| Error::Columns {
        path: path.into(),
        found: header.trim_end().replace('\t', ", "),
    })?;
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for next in lines {
        let (line, bytes) = next?;
        match columns.row(&bytes) {
            Ok(row) => rows.extend(row),
            Err(reason) => problems.push(Problem { line, reason }),
        }
    }
    Ok((rows, problems))
}

/// A gzip file is known by its first bytes, whatever its name.
fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let input: Box<dyn Read> = match path.to_str() {
        Some("-") => Box::new(io::stdin()),
        _ => Box::new(File::open(path)?),
    };
    let mut input = BufReader::new(input);
    if input.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(BufReader::new(MultiGzDecoder::new(input))));
    }
    Ok(Box::new(input))
}

/// Where the columns are; fields are separated by tabs alone, quotes are
/// characters like others.
struct Columns {
    count: usize,
    text: usize,
    label: Option<usize>,
    rating: Option<usize>,
}

impl Columns {
    fn find(header: &str) -> Option<Self> {
        let header = header.trim_start_matches('\u{feff}').trim_end_matches('\r');
        let names: Vec<&str> = header.split('\t').map(str::trim).collect();
        let place = |name: &str| names.iter().position(|found| *found == name);
        let columns = Self {
            count: names.len(),
            text: place("text")?,
            label: place("label"),
            rating: place("mean_rating"),
        };
        (columns.label.is_some() || columns.rating.is_some()).then_some(columns)
    }

    /// The row of a line, none of an empty one, or what is wrong with it.
    fn row(&self, line: &[u8]) -> Result<Option<Row>, String> {
        let line = str::from_utf8(line).map_err(|_| "is not UTF-8".to_owned())?;
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.is_empty() {
            return Ok(None);
        }
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() != self.count {
            return Err(format!(
                "has {} fields, the header has {}",
                fields.len(),
                self.count
            ));
        }
        Ok(Some(Row {
            text: fields[self.text].to_owned(),
            label: self.label.map(|at| label(fields[at])).transpose()?,
            rating: self.rating.map(|at| rating(fields[at])).transpose()?,
        }))
    }
}

fn label(field: &str) -> Result<Polarity, String> {
    match field.trim().to_lowercase().as_str() {
        "0" | "neg" | "negative" => Ok(Polarity::Negative),
        "neu" | "neutral" => Ok(Polarity::Neutral),
        "1" | "pos" | "positive" => Ok(Polarity::Positive),
        _ => Err(format!("label `{field}` is not one of 0, 1, neg, neu, pos")),
    }
}

fn rating(field: &str) -> Result<f64, String> {
    let value = field.trim().parse().ok();
    value
        .filter(|value: &f64| value.is_finite())
        .ok_or_else(|| format!("mean_rating `{field}` is not a number"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::io::Write;

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    fn measure(text: &str) -> (Outcome, Vec<Problem>) {
        sentiment(file(text.as_bytes()).path(), Lang::En).unwrap()
    }

    #[test]
    fn two_labels_are_two_classes_and_a_text_without_a_cue_is_not_positive() {
        let (found, problems) = measure(
            "id\tlabel\ttext\n1\t1\tGreat help\n2\t0\tTerrible\n3\t1\tIt is a phone\n4\tneg\tA bad day\n",
        );
        assert_eq!(problems, []);
        // Negative: 2 of 2 found, 3 predicted: 4/5. Positive: 1 of 2: 2/3.
        let expected = Outcome {
            n: 4,
            accuracy: Some(0.75),
            macro_f1: Some((4.0 / 5.0 + 2.0 / 3.0) / 2.0),
            auroc: Some(1.0),
            pearson: None,
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_neutral_label_makes_three_classes() {
        let (found, _) = measure("text\tlabel\nGreat\tpos\nBad\tneg\nA phone\tneu\n");
        assert_eq!((found.accuracy, found.auroc), (Some(1.0), Some(1.0)));
    }

    #[test]
    fn ratings_alone_give_a_correlation_alone() {
        let (found, _) = measure("mean_rating\ttext\n-2\tbad\n2\tgood\n0\ta phone\n");
        assert!(found.pearson.unwrap() > 0.99);
        let nulls = serde_json::to_value(found).unwrap();
        assert!(nulls["accuracy"].is_null() && nulls["auroc"].is_null());
        let names: Vec<_> = nulls.as_object().unwrap().keys().cloned().collect();
        assert_eq!(names, ["accuracy", "auroc", "macro_f1", "n", "pearson"]);
    }

    #[test]
    fn a_broken_row_is_named_and_the_rest_is_read() {
        let (found, problems) =
            measure("text\tlabel\nfine\t1\nno label\nfine\tmaybe\n\nfine\t0\tmore\nfine\t0\r\n");
        assert_eq!(found.n, 2);
        let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [3, 4, 6]);
        assert!(problems[1].reason.contains("maybe"));
    }

    #[test]
    fn bytes_that_are_no_text_spoil_one_row_only() {
        let file = file(b"text\tmean_rating\ngood\t1\n\xff\t1\nbad\tNaN\nbad\t-1\n");
        let (found, problems) = sentiment(file.path(), Lang::En).unwrap();
        assert_eq!((found.n, problems.len()), (2, 2));
    }

    #[test]
    fn quotes_are_part_of_the_text() {
        let source = file(b"\xef\xbb\xbftext\tlabel\n\"good\tpos\n\"\"\tneg\n");
        let (rows, problems) = read(source.path()).unwrap();
        assert_eq!(problems, []);
        let texts: Vec<_> = rows.iter().map(|row| row.text.as_str()).collect();
        assert_eq!(texts, ["\"good", "\"\""]);
    }

    #[test]
    fn a_gzip_file_gives_the_same() {
        let text = "text\tlabel\nGreat\tpos\nBad\tneg\n";
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(text.as_bytes()).unwrap();
        let packed = file(&gz.finish().unwrap());
        let found = sentiment(packed.path(), Lang::En).unwrap();
        assert_eq!(found, measure(text));
    }

    #[test]
    fn a_missing_column_or_file_says_what_is_needed() {
        let error = sentiment(file(b"text\tstars\nfine\t3\n").path(), Lang::En).unwrap_err();
        assert!(error.to_string().ends_with("its header has: text, stars"));
        let error = sentiment(Path::new("no/such.tsv"), Lang::En).unwrap_err();
        assert_eq!(error.to_string(), "could not open no/such.tsv");
    }
}
