//! CSV as people export it: one turn a row, in any order of columns and rows.

use std::ops::Range;

use csv::StringRecord;

use super::columns::{Header, separator};
use super::draft::Drafts;
use super::threads::Threads;

/// Rows torn by a stray quote, after which reading begins again.
const MOST_TORN: usize = 1_000;

pub(super) fn read(text: &str, drafts: &mut Drafts<'_>) {
    let mut table = Table::default();
    let mut rest = Rest::of(text);
    for _ in 0..MOST_TORN {
        match table.read(&rest, drafts) {
            Some(next) => rest = next,
            None => break,
        }
    }
    table.threads.finish(drafts);
}

/// What is still to be read.
struct Rest<'a> {
    text: &'a str,
    separator: u8,
    /// Lines before it.
    lines: u64,
}

impl<'a> Rest<'a> {
    /// The whole file, without the `sep=;` that Excel writes on top.
    fn of(text: &'a str) -> Rest<'a> {
        let first = text.lines().next().unwrap_or_default();
        let lines = u64::from(first.starts_with("sep="));
        let text = match lines {
            0 => text,
            _ => text.split_once('\n').unwrap_or_default().1,
        };
        let header = text.lines().find(|line| !line.trim().is_empty());
        Rest {
            text,
            separator: separator(header.unwrap_or_default()),
            lines,
        }
    }

    /// A stray quote makes a row go on over the next ones. Reading begins again
    /// below the first line of such a row.
    fn after_torn(&self, row: Range<usize>) -> Option<Rest<'a>> {
        let text = self.text.get(row.clone())?;
        let first = text.trim_start().split_once('\n')?;
        if first.1.trim().is_empty() || !is_torn(text, self.separator) {
            return None;
        }
        let below = &self.text[row.end - first.1.len()..];
        let before = &self.text[..self.text.len() - below.len()];
        Some(Rest {
            text: below,
            separator: self.separator,
            lines: self.lines + before.matches('\n').count() as u64,
        })
    }
}

/// Is a quote left open, or closed in the middle of a cell?
fn is_torn(row: &str, separator: u8) -> bool {
    #[derive(PartialEq)]
    enum Cell {
        Start,
        Plain,
        Quoted,
        Closed,
    }
    let mut cell = Cell::Start;
    for byte in row.bytes() {
        cell = match (cell, byte) {
            (Cell::Quoted, b'"') => Cell::Closed,
            (Cell::Start | Cell::Closed, b'"') => Cell::Quoted,
            (Cell::Quoted, _) => Cell::Quoted,
            (_, b'\n' | b'\r') => Cell::Start,
            (_, byte) if byte == separator => Cell::Start,
            (Cell::Closed, b' ') => Cell::Closed,
            (Cell::Closed, _) => return true,
            (Cell::Start | Cell::Plain, _) => Cell::Plain,
        };
    }
    cell == Cell::Quoted
}

/// The header, once it is read, and the rows below it.
#[derive(Default)]
struct Table {
    header: Option<Header>,
    threads: Threads,
}

impl Table {
    /// Reads on to the end, or to where reading has to begin again.
    fn read<'a>(&mut self, rest: &Rest<'a>, drafts: &mut Drafts<'_>) -> Option<Rest<'a>> {
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(rest.separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(rest.text.as_bytes());
        let mut row = StringRecord::new();
        loop {
            let start = byte(&rows);
            match rows.read_record(&mut row) {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    drafts.problem(rest.lines + rows.position().line(), "bad_csv", error);
                    continue;
                }
            }
            let line = rest.lines + row.position().map_or(0, csv::Position::line);
            if let Some(next) = rest.after_torn(start..byte(&rows)) {
                drafts.problem(line, "bad_csv", "a quote is left open");
                return Some(next);
            }
            if !self.add(&row, line, drafts) {
                return None;
            }
        }
    }

    /// Takes the header or a row. `false`: without its columns nothing can be.
    fn add(&mut self, row: &StringRecord, line: u64, drafts: &mut Drafts<'_>) -> bool {
        if let Some(header) = &self.header {
            self.threads.add(row, line, header, drafts);
            return true;
        }
        match Header::of(row.iter()).checked() {
            Ok(header) => self.header = Some(header),
            Err(missing) => {
                let message = format!("the first line names no column `{missing}`");
                drafts.problem(line, "missing_column", message);
            }
        }
        self.header.is_some()
    }
}

fn byte(rows: &csv::Reader<&[u8]>) -> usize {
    usize::try_from(rows.position().byte()).unwrap_or(usize::MAX)
}
