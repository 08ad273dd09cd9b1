#![allow(clippy::unwrap_used)]
use std::io::BufReader;

use super::{Broken, Shape, each_record};
use crate::input::lines::LONGEST;

#[track_caller]
fn check(json: &str, expected: &[(u64, Result<&str, Broken>)]) {
    let mut seen = Vec::new();
    // A buffer of 3 bytes cuts every record in the middle.
    let input = BufReader::with_capacity(3, json.as_bytes());
    each_record(input, &mut |line, record| {
        let text = record.map(|bytes| String::from_utf8(bytes.to_vec()).unwrap());
        seen.push((line, text));
    })
    .unwrap();
    let expected: Vec<_> = expected
        .iter()
        .map(|(line, record)| (*line, record.map(str::to_owned)))
        .collect();
    assert_eq!(seen, expected, "{json}");
}

#[test]
fn elements_and_objects_come_with_the_line_on_which_they_begin() {
    check("[]", &[]);
    check("", &[]);
    check(
        "[{\"a\":1},\n{\"a\":\n[2]}\n,{}]\n",
        &[
            (1, Ok("{\"a\":1}")),
            (2, Ok("{\"a\":\n[2]}")),
            (4, Ok("{}")),
        ],
    );
    check(
        "{\n\"a\":1\n}\n{\n\"b\":2}",
        &[(1, Ok("{\n\"a\":1\n}")), (4, Ok("{\n\"b\":2}"))],
    );
    check(
        "[[1],[]] [{}]",
        &[(1, Ok("[1]")), (1, Ok("[]")), (1, Ok("{}"))],
    );
}

#[test]
fn brackets_within_strings_are_words() {
    for record in [
        r#"{"a":"}{]["}"#,
        r#"{"a":"\"}"}"#,
        r#"{"a\\":"{"}"#,
        "{\"é\":\"…\"}",
    ] {
        check(&format!("[{record},{record}]"), &[(1, Ok(record)); 2]);
    }
}

#[test]
fn a_record_without_end_costs_itself_only() {
    let open = "[\n  {\n    \"a\": {\n      \"b\": 1\n    \n  },\n  {\n    \"c\": 2\n  }\n]";
    check(
        open,
        &[(2, Err(Broken::Open)), (7, Ok("{\n    \"c\": 2\n  }"))],
    );
    check(
        "{\"a\":\n{\"b\":1}\n",
        &[(1, Err(Broken::Open)), (2, Ok("{\"b\":1}"))],
    );
    check(
        "[{\"a\":[1},{}]",
        &[(1, Err(Broken::Crossed)), (1, Ok("{}"))],
    );
    check(
        "[\n{\"a\":\"b},\n{\"c\":1}\n]",
        &[(2, Err(Broken::Open)), (3, Ok("{\"c\":1}"))],
    );
    check("[{}", &[(1, Ok("{}")), (1, Err(Broken::List))]);
}

#[test]
fn what_is_no_record_is_given_as_it_stands() {
    check("[1, 2]", &[(1, Ok("1, 2"))]);
    check(
        "[{},\n\"a\": \"{\",\n \"b\"}\n,{}]",
        &[
            (1, Ok("{}")),
            (2, Ok("\"a\": \"{\",\n \"b\"}")),
            (4, Ok("{}")),
        ],
    );
    check("{}}", &[(1, Ok("{}")), (1, Ok("}"))]);
}

#[test]
fn objects_within_others_may_begin_a_line_where_nothing_is_indented() {
    let flat = "{\n\"a\":[\n{\n\"b\":1\n}\n]\n}";
    check(
        &format!("[\n{flat},\n{flat}\n]"),
        &[(2, Ok(flat)), (9, Ok(flat))],
    );
}

#[test]
fn a_record_without_end_does_not_fill_the_memory() {
    let long = format!("[{{\"a\":\"{}\"}},{{}}]", "x".repeat(LONGEST));
    check(&long, &[(1, Err(Broken::TooLong)), (1, Ok("{}"))]);
}

#[track_caller]
fn check_shape(mut file: &[u8], expected: Shape) {
    assert_eq!(Shape::of(&mut file).unwrap(), expected);
    assert!(!file.starts_with(b"\xef"));
}

#[test]
fn the_first_bytes_tell_the_shape() {
    check_shape(b"", Shape::Lines);
    check_shape(b"\n{\"a\":1}", Shape::Lines);
    check_shape(b"{\"a\":1}\n{\"a\":2}", Shape::Lines);
    check_shape(b"ubi_events\t{", Shape::Lines);
    check_shape(b"{\"broken\":\n{\"a\":1}\n", Shape::Lines);
    check_shape(b"{\"broken\":", Shape::Lines);
    check_shape(b"\xef\xbb\xbf [\n", Shape::Spread);
    check_shape(b"\xef\xbb\xbf{\r\n\"a\"", Shape::Spread);
    check_shape(b"{ \"a\": 1,\n  \"b\": 2 }", Shape::Spread);
}
