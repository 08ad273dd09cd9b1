//! Rows of a table as people export it: any separator, numbered by the lines of the file.
//!
//! A stray quote makes a row go on over the next ones. Reading then begins again below
//! the first line of that row, so that it costs no other.

use std::ops::Range;

use csv::{Reader, ReaderBuilder, StringRecord};

const SEPARATORS: [u8; 4] = *b",;\t|";

/// Torn rows after which quotes are taken as they stand: each may be read up to the end.
const MOST_TORN: usize = 1_000;

/// Why a row cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    #[error("a quote is left open")]
    OpenQuote,
    #[error(transparent)]
    Csv(#[from] csv::Error),
}

/// Reads rows into one that is used again.
pub struct Rows<'t> {
    text: &'t str,
    separator: u8,
    /// Where in the text its reader began.
    from: usize,
    reader: Reader<&'t [u8]>,
    row: StringRecord,
    torn: usize,
    /// A place in the text, and its line.
    counted: (usize, u64),
}

impl<'t> Rows<'t> {
    /// The header line, if there is one, is a row like all others.
    pub fn new(text: &'t str) -> Rows<'t> {
        // Excel writes `sep=;` on top.
        let from = match text.split_once('\n') {
            Some((first, below)) if first.starts_with("sep=") => text.len() - below.len(),
            _ => 0,
        };
        let header = text[from..].lines().find(|line| !line.trim().is_empty());
        let separator = separator(header.unwrap_or_default());
        Rows {
            text,
            separator,
            from,
            reader: reader(&text[from..], separator),
            row: StringRecord::new(),
            torn: 0,
            counted: (0, 1),
        }
    }

    /// The next row and the line on which it begins, from 1; `None` at the end.
    pub fn next_row(&mut self) -> Option<(u64, Result<&StringRecord, Broken>)> {
        let start = self.at();
        let read = self.reader.read_record(&mut self.row);
        let line = self.line_of(start);
        match read {
            Ok(false) => return None,
            Err(error) => return Some((line, Err(error.into()))),
            Ok(true) => {}
        }
        if let Some(below) = self.below_torn(start..self.at()) {
            self.torn += 1;
            self.from = below;
            self.reader = reader(&self.text[below..], self.separator);
            return Some((line, Err(Broken::OpenQuote)));
        }
        Some((line, Ok(&self.row)))
    }

    fn at(&self) -> usize {
        let read = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        self.from.saturating_add(read).min(self.text.len())
    }

    /// The line of the first row from a place on. The reader's own count is one short
    /// where lines end in CR LF, and does not know blank lines.
    fn line_of(&mut self, place: usize) -> u64 {
        let rest = &self.text.as_bytes()[place..];
        let is_end = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let place = place + rest.iter().take_while(is_end).count();
        let (before, line) = self.counted;
        let between = &self.text.as_bytes()[before..place];
        let ends = between.iter().filter(|byte| **byte == b'\n').count();
        self.counted = (place, line + ends as u64);
        self.counted.1
    }

    /// Where to read on below the first line of a row, if it is torn.
    fn below_torn(&self, row: Range<usize>) -> Option<usize> {
        let text = self.text.get(row.clone())?;
        let (_, below) = text.trim_start().split_once('\n')?;
        let is_one = below.trim().is_empty() || self.torn == MOST_TORN;
        (!is_one && is_torn(text, self.separator)).then(|| row.end - below.len())
    }
}

fn reader(text: &str, separator: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// The sign that a header holds most of, outside of quotes. Spreadsheets in French write `;`.
pub fn separator(header: &str) -> u8 {
    let mut counts = SEPARATORS.map(|sign| (sign, 0));
    let mut in_quotes = false;
    for byte in header.bytes() {
        in_quotes ^= byte == b'"';
        let count = counts.iter_mut().find(|(sign, _)| *sign == byte);
        if let Some((_, count)) = count.filter(|_| !in_quotes) {
            *count += 1;
        }
    }
    // `max_by_key` takes the last of equals, and the comma is the rule.
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(sign, _)| *sign)
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

#[cfg(test)]
mod tests {
    use super::{MOST_TORN, Rows, separator};

    /// The line of each row, and its cells with a bar between, or `broken`.
    #[track_caller]
    fn check(text: &str, expected: &[(u64, &str)]) {
        let mut rows = Rows::new(text);
        let mut found = Vec::new();
        while let Some((line, row)) = rows.next_row() {
            let cells = row.map(|row| row.iter().collect::<Vec<_>>().join("|"));
            found.push((line, cells.unwrap_or_else(|_| "broken".to_owned())));
        }
        let found: Vec<_> = found.iter().map(|(line, row)| (*line, &**row)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn rows_are_numbered_by_the_lines_of_the_file() {
        check("", &[]);
        for end in ["\n", "\r\n"] {
            let text = "sep=;\n\na;b\n\n\n1;\"x\ny\"\n2;z".replace('\n', end);
            let two_lines = format!("1|x{end}y");
            check(&text, &[(3, "a|b"), (6, &two_lines), (8, "2|z")]);
        }
    }

    #[test]
    fn the_separator_is_the_sign_that_the_header_holds_most_of() {
        assert_eq!(separator("question"), b',');
        assert_eq!(separator("a,b;c;d"), b';');
        assert_eq!(separator("\"a;b;c\",d"), b',');
        assert_eq!(separator("a\tb"), b'\t');
    }

    #[test]
    fn a_quote_that_is_left_open_costs_its_own_row_only() {
        let text = "a,b\n1,\"x\n2,y\n3,\"z\n\"\n4,5\" w\n";
        check(
            text,
            &[
                (1, "a|b"),
                (2, "broken"),
                (3, "2|y"),
                (4, "3|z\n"),
                (6, "4|5\" w"),
            ],
        );
        check(
            "a,b\n1,\"x\" y\nz\"\n2,y\n",
            &[(1, "a|b"), (2, "1|x y"), (3, "z\""), (4, "2|y")],
        );
        check("a,b\n1,\"x", &[(1, "a|b"), (2, "1|x")]);
    }

    #[test]
    fn however_many_quotes_are_left_open_the_table_is_read_to_its_end() {
        let text = "a,b\n".to_owned() + &"1,\"x\n2,y\n".repeat(2 * MOST_TORN + 1);
        let mut rows = Rows::new(&text);
        let mut last = 0;
        while let Some((line, row)) = rows.next_row() {
            last = line
                + row.map_or(0, |row| {
                    row.iter().collect::<String>().matches('\n').count()
                }) as u64;
        }
        assert_eq!(last, 2 + 2 * (2 * MOST_TORN as u64 + 1));
    }
}
