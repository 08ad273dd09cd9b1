//! The records of a file of JSON, cut apart before anything is parsed: one a line,
//! the elements of an array, or one after the other over several lines.
//!
//! Because they are cut by their brackets, a broken one costs itself only, and all
//! can be parsed at once on several cores.

use std::io::{self, BufRead};

use super::lines::{BOM, LONGEST, Lines, Unreadable};

/// Nesting beyond which a record is broken; `serde_json` reads no deeper either.
const DEEPEST: u32 = 127;

/// Takes a record: the line on which it begins, from 1, and its text.
pub type Each<'a> = &'a mut dyn FnMut(u64, Result<&str, Unreadable>);

/// Gives every record, in order. Blank lines, and the commas and brackets between
/// the elements of an array, are none.
pub fn each_record(mut input: impl BufRead, each: Each<'_>) -> io::Result<()> {
    if input.fill_buf()?.starts_with(BOM) {
        input.consume(BOM.len());
    }
    if is_one_a_line(input.fill_buf()?) {
        each_line(input, each)
    } else {
        each_cut(input, each)
    }
}

/// Where in the file a record that begins on a line is broken, and why. The parser
/// counts from the record's own beginning.
pub fn broken(began: u64, error: &serde_json::Error) -> (u64, String) {
    // It takes the end of a line for the beginning of the next one.
    let ends = u64::from(error.column() == 0);
    let below = (error.line() as u64).saturating_sub(1 + ends);
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let why = message.strip_suffix(&place).unwrap_or(&message);
    let column = match error.column() {
        0 => "at the end of the line".to_owned(),
        column => format!("at column {column}"),
    };
    (began + below, format!("{why}, {column}"))
}

/// Told by the first line: it closes what it opens, or the next one begins anew.
fn is_one_a_line(head: &[u8]) -> bool {
    let mut lines = head.split(|&byte| byte == b'\n');
    let mut next = || lines.find(|line| !line.trim_ascii().is_empty());
    let first = next().unwrap_or_default().trim_ascii();
    let second = next().unwrap_or_default().trim_ascii();
    let is_closed = || {
        let mut scan = Scan::default();
        first.iter().for_each(|&byte| scan.take(byte));
        scan.depth == 0
    };
    match first {
        [b'[', ..] => false,
        [b'{'] => false,
        [b'{', ..] => second.is_empty() || second.starts_with(b"{") || is_closed(),
        _ => true,
    }
}

fn each_line(input: impl BufRead, each: Each<'_>) -> io::Result<()> {
    let mut lines = Lines::new(input);
    while let Some(line) = lines.next_line()? {
        if line.text.is_ok_and(|text| text.trim().is_empty()) {
            continue;
        }
        each(line.number, line.text);
    }
    Ok(())
}

fn each_cut(mut input: impl BufRead, each: Each<'_>) -> io::Result<()> {
    let mut cutter = Cutter::new(each);
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            cutter.end();
            return Ok(());
        }
        chunk.iter().for_each(|&byte| cutter.take(byte));
        let used = chunk.len();
        input.consume(used);
    }
}

/// What is open at some point of a record.
#[derive(Default)]
struct Scan {
    depth: u32,
    /// A bit for each open bracket, the innermost lowest: an object's is set.
    objects: u128,
    in_string: bool,
    is_escaped: bool,
    /// The last byte outside of strings that is no space.
    last: u8,
    /// Brackets cannot be trusted any more.
    is_broken: bool,
}

impl Scan {
    fn take(&mut self, byte: u8) {
        if self.in_string {
            return self.take_in_string(byte);
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.open(byte == b'{'),
            b'}' | b']' => self.close(byte == b'}'),
            b' ' | b'\t' | b'\r' | b'\n' => return,
            _ => {}
        }
        self.last = byte;
    }

    fn take_in_string(&mut self, byte: u8) {
        match byte {
            _ if self.is_escaped && byte != b'\n' => self.is_escaped = false,
            b'\\' => self.is_escaped = true,
            b'"' => self.in_string = false,
            // A string holds no line end: its last quote is missing.
            b'\n' => {
                (self.in_string, self.is_escaped) = (false, false);
                self.is_broken = true;
            }
            _ => {}
        }
    }

    fn open(&mut self, is_object: bool) {
        let expected = match self.objects & 1 {
            _ if self.depth == 0 => true,
            1 => self.last == b':',
            _ => matches!(self.last, b'[' | b','),
        };
        if !expected || self.depth == DEEPEST {
            self.is_broken = true;
            return;
        }
        self.depth += 1;
        self.objects = self.objects << 1 | u128::from(is_object);
    }

    fn close(&mut self, is_object: bool) {
        if self.depth == 0 || (self.objects & 1 == 1) != is_object {
            self.is_broken = true;
            return;
        }
        self.depth -= 1;
        self.objects >>= 1;
    }
}

/// Gathers the bytes of one record after the other.
struct Cutter<'a> {
    each: Each<'a>,
    line: u64,
    /// White space since the beginning of the line, until anything else comes.
    column: Option<usize>,
    /// Within the array that holds all records.
    in_array: bool,
    record: Vec<u8>,
    is_too_long: bool,
    /// The line on which the record begins, and the column if nothing stands before it.
    began: (u64, Option<usize>),
    scan: Scan,
}

impl Cutter<'_> {
    fn new(each: Each<'_>) -> Cutter<'_> {
        Cutter {
            each,
            line: 1,
            column: Some(0),
            in_array: false,
            record: Vec::new(),
            is_too_long: false,
            began: (1, None),
            scan: Scan::default(),
        }
    }

    fn take(&mut self, byte: u8) {
        if self.record.is_empty() {
            self.between(byte);
        } else {
            self.within(byte);
        }
        self.column = match byte {
            b'\n' => Some(0),
            b' ' | b'\t' | b'\r' => self.column.map(|column| column + 1),
            _ => None,
        };
        self.line += u64::from(byte == b'\n');
    }

    fn between(&mut self, byte: u8) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => {}
            b'[' if !self.in_array => self.in_array = true,
            b']' if self.in_array => self.in_array = false,
            _ => self.begin(byte),
        }
    }

    fn begin(&mut self, byte: u8) {
        self.began = (self.line, self.column);
        self.scan.take(byte);
        self.record.push(byte);
    }

    fn within(&mut self, byte: u8) {
        if self.scan.depth == 0 && matches!(byte, b',' | b'\n' | b']') && !self.scan.in_string {
            // A number, a word: whatever it is, it is no object.
            self.end();
            return self.between(byte);
        }
        self.scan.take(byte);
        let is_next = self.scan.is_broken && self.stands_below();
        if is_next && byte == b'{' {
            self.end();
            return self.begin(byte);
        }
        if self.record.len() < LONGEST {
            self.record.push(byte);
        } else {
            self.is_too_long = true;
        }
        let is_closed = self.scan.depth == 0 && matches!(byte, b'}' | b']');
        if is_closed && !self.scan.is_broken || is_next && byte == b'}' {
            self.end();
        }
    }

    /// Does a byte stand right below the beginning of its record?
    fn stands_below(&self) -> bool {
        self.column.is_some() && self.column == self.began.1
    }

    fn end(&mut self) {
        if !self.record.is_empty() {
            let text = match self.is_too_long {
                true => Err(Unreadable::TooLong),
                false => std::str::from_utf8(&self.record).map_err(|_| Unreadable::NotUtf8),
            };
            (self.each)(self.began.0, text);
        }
        self.record.clear();
        self.is_too_long = false;
        self.scan = Scan::default();
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::each_record;
    use serde_json::Value;
    use std::io::BufReader;

    /// The line of each record, and what it holds as JSON if it is any.
    fn records(json: &str) -> Vec<(u64, Option<String>)> {
        let mut seen = Vec::new();
        // A buffer of some bytes cuts every record in the middle.
        let input = BufReader::with_capacity(64, json.as_bytes());
        each_record(input, &mut |line, text| {
            let value = text
                .ok()
                .and_then(|text| serde_json::from_str::<Value>(text).ok());
            seen.push((line, value.map(|value| value.to_string())));
        })
        .unwrap();
        seen
    }

    #[track_caller]
    fn check(json: &str, expected: &[(u64, &str)]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, text)| (*line, (*text != "broken").then(|| (*text).to_owned())))
            .collect();
        assert_eq!(records(json), expected, "{json}");
    }

    #[test]
    fn one_a_line_one_array_and_spread_out_are_the_same_records() {
        let (one, two) = ("{\"a\":\"}\\\"{\"}", "{\"b\":[{\"c\":1},[]]}");
        check(&format!("{one}\n\n{two}"), &[(1, one), (3, two)]);
        check(&format!("\u{feff}[{one},{two}]\n"), &[(1, one), (1, two)]);
        check(&format!("[\n  {one},\n  {two}\n]"), &[(2, one), (3, two)]);
        let spread = "{\n\"a\":\"}\\\"{\"\n}\n{\"b\":\n[{\n\"c\":1},\n[]]}";
        check(spread, &[(1, one), (4, two)]);
        check(
            &format!("[{spread}]").replace("}\n{", "},\n{"),
            &[(1, one), (4, two)],
        );
        check("{\"a\": 1,\n \"b\": 2}\n", &[(1, "{\"a\":1,\"b\":2}")]);
    }

    #[test]
    fn what_holds_no_record_gives_none() {
        for json in ["", "\n \n", "[]", "[\n]\n"] {
            check(json, &[]);
        }
    }

    #[test]
    fn a_broken_line_costs_that_line() {
        let json = "{\"a\":1}\n{\"b\":\nnothing\n[3]\n{\"c\":3}";
        let expected = [
            (1, "{\"a\":1}"),
            (2, "broken"),
            (3, "broken"),
            (4, "[3]"),
            (5, "{\"c\":3}"),
        ];
        check(json, &expected);
        check("{\"a\":\n{\"b\":2}", &[(1, "broken"), (2, "{\"b\":2}")]);
    }

    #[test]
    fn a_broken_record_in_an_array_costs_itself() {
        for broken in [
            "{\n    \"id\": \"b,\n    \"n\": [1]\n  }",
            "{\n    \"id\": \"b\",\n    \"n\": [1\n  }",
            "{\n    \"id\": \"b\",\n    \"n\": [1]\n",
            "{\n    \"id\": \"b\",\n    \"n\": 1]\n  }",
            "{\n    \"id\" \"b\"\n  }",
            "{\n    \"id\": {\n      \"n\": 1\n  }",
        ] {
            let json = format!(
                "[\n  {{\n    \"id\": \"a\"\n  }},\n  {broken},\n  {{\n    \"id\": \"c\"\n  }}\n]\n"
            );
            let last = 6 + broken.matches('\n').count() as u64;
            check(
                &json,
                &[
                    (2, "{\"id\":\"a\"}"),
                    (5, "broken"),
                    (last, "{\"id\":\"c\"}"),
                ],
            );
        }
        check(
            "[{\"a\":1},{oops},7,{\"c\":3}]",
            &[(1, "{\"a\":1}"), (1, "broken"), (1, "7"), (1, "{\"c\":3}")],
        );
    }

    #[test]
    fn a_deep_nest_is_broken_and_fills_no_memory() {
        check(&"[".repeat(10_000), &[(1, "broken")]);
        check(&format!("{{\n{}", "[".repeat(10_000)), &[(1, "broken")]);
    }

    #[test]
    fn any_bytes_are_cut_without_panic() {
        arbtest::arbtest(|u| {
            let bytes: Vec<u8> = u.arbitrary()?;
            each_record(bytes.as_slice(), &mut |_, _| {}).unwrap();
            let signs: Vec<u8> = u.arbitrary_iter()?.filter_map(Result::ok).collect();
            let json: Vec<u8> = signs
                .iter()
                .map(|&sign: &u8| b"{}[]\",:\\\n a"[usize::from(sign % 11)])
                .collect();
            each_record(json.as_slice(), &mut |_, _| {}).unwrap();
            Ok(())
        });
    }
}
