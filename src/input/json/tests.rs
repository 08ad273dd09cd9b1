#![allow(clippy::unwrap_used)]
use std::io::BufReader;

use serde_json::{Value, json};

use super::{Broken, Why, each_record};
use crate::input::lines::{LONGEST, Unreadable};

type Seen = Vec<(u64, Result<String, Broken>)>;

/// What is cut out of a file, with the line on which it begins.
fn cut(file: impl AsRef<[u8]>, buffer: usize) -> Seen {
    let mut seen = Vec::new();
    let input = BufReader::with_capacity(buffer, file.as_ref());
    each_record(input, &["list"], &mut |record| {
        seen.push(match record {
            Ok(record) => (record.place.line, Ok(record.text.to_owned())),
            Err(broken) => (broken.line, Err(broken)),
        });
    })
    .unwrap();
    seen
}

/// The line of each record and what it is, if it is JSON; else `broken`.
#[track_caller]
fn check(file: &str, expected: &[(u64, &str)]) {
    // A small buffer cuts every record in the middle.
    let found: Vec<_> = cut(file, 64)
        .into_iter()
        .map(|(line, text)| {
            let value = text.map(|text| serde_json::from_str::<Value>(&text).ok());
            let text = value.ok().flatten().map(|value| value.to_string());
            (line, text.unwrap_or_else(|| "broken".to_owned()))
        })
        .collect();
    let found: Vec<_> = found.iter().map(|(line, text)| (*line, &**text)).collect();
    assert_eq!(found, expected, "{file}");
}

#[test]
fn one_a_line_one_list_and_spread_out_are_the_same_records() {
    let (one, two) = ("{\"a\":\"}\\\"{\"}", "{\"b\":[{\"c\":1},[]]}");
    check(&format!("{one}\n\n{two}"), &[(1, one), (3, two)]);
    check(&format!("\u{feff}[{one},{two}]\n"), &[(1, one), (1, two)]);
    check(&format!("[\n  {one},\n  {two}\n]"), &[(2, one), (3, two)]);
    check(
        &format!("{{\"n\":1,\"list\":[{one},{two}],\"m\":[{{}}]}}"),
        &[(1, one), (1, two)],
    );
    let spread = "{\n\"a\":\"}\\\"{\"\n}\n{\"b\":\n[{\n\"c\":1},\n[]]}";
    check(spread, &[(1, one), (4, two)]);
    check(
        &format!("[{spread}]").replace("}\n{", "},\n{"),
        &[(1, one), (4, two)],
    );
    check("{\"a\": 1,\n \"b\": 2}\n", &[(1, "{\"a\":1,\"b\":2}")]);
    check("[[1],[]] [{}]", &[(1, "[1]"), (1, "[]"), (1, "{}")]);
}

/// Without indentation, with all of it, and on one line.
#[test]
fn whatever_is_valid_is_cut_as_its_brackets_say() {
    let records = [
        json!({"a": [{"b": [{}, [], {"c": {"d": 1}}]}, "}{][\"\\"]}),
        json!({"é": {"{": "…"}, "n": [1, [2, {"m": null}]]}),
        json!({}),
    ];
    let pretty = serde_json::to_string_pretty(&records).unwrap();
    let flat: Vec<&str> = pretty.lines().map(str::trim_start).collect();
    let one = json!(records).to_string();
    let held = format!(
        "{{\n  \"list\":\n  {},\n  \"n\": [{{}}]\n}}",
        pretty.replace('\n', "\n  ")
    );
    for file in [
        &pretty,
        &flat.join("\n"),
        &pretty.replace('\n', "\r\n"),
        &one,
        &held,
    ] {
        // A list that is held is looked for in the first bytes.
        for buffer in [64, 4096] {
            let values = cut(file, buffer).into_iter().map(|(_, text)| text.unwrap());
            let values: Vec<Value> = values.map(|text| text.parse().unwrap()).collect();
            assert_eq!(values, records, "{file}");
        }
    }
}

#[test]
fn what_holds_no_record_gives_none() {
    for file in ["", "\n \n", "[]", "[\n]\n", "\u{feff}"] {
        check(file, &[]);
    }
}

#[test]
fn a_broken_line_costs_that_line() {
    let file = "{\"a\":1}\n{\"b\":\nnothing\n[3]\n{\"c\":3}";
    let broken = [(2, "broken"), (3, "broken")];
    check(
        file,
        &[
            &[(1, "{\"a\":1}")],
            &broken[..],
            &[(4, "[3]"), (5, "{\"c\":3}")],
        ]
        .concat(),
    );
    check("{\"a\":\n{\"b\":2}", &[(1, "broken"), (2, "{\"b\":2}")]);
}

/// Records over several lines, of which the second one is broken in every way.
#[test]
fn a_broken_record_over_several_lines_costs_itself_only() {
    for broken in [
        "{\n    \"id\": \"b,\n    \"n\": [1]\n  }",
        "{\n    \"id\": \"b\",\n    \"n\": [1\n  }",
        "{\n    \"id\": \"b\",\n    \"n\": [1]\n",
        "{\n    \"id\": \"b\",\n    \"n\": 1]\n  }",
        "{\n    \"id\" \"b\"\n  }",
        "{\n    \"id\": {\n      \"n\": 1\n  }",
        "{\n    \"n\": {{\n      \"n\": 1\n    }\n  }",
        "{\n    \"n\": [\n      {\"n\": 1},\n      {\"n\": 2}",
        "{\n    \"n\": [\n      1",
        "{\n    \"n\": {\"n\": \"1},\n    \"m\": 1\n  }",
        "\n    \"id\": \"{b\",\n    \"n\": [{}, 1]\n  }",
    ] {
        let first = "{\n    \"id\": \"a\"\n  }";
        let last = first.replace('a', "c");
        for file in [
            format!("[\n  {first},\n  {broken},\n  {last}\n]\n"),
            format!("\n  {first}\n  {broken}\n  {last}\n"),
            format!("\n[{first},  {broken},\n  {last}]\n"),
        ] {
            let found = cut(&file, 64);
            let values: Vec<_> = found
                .iter()
                .map(|(_, text)| text.clone().unwrap().parse::<Value>())
                .collect();
            assert!(
                matches!(&values[..], [Ok(_), Err(_), Ok(_)]),
                "{file}: {found:?}"
            );
            let expected = file[..file.rfind('{').unwrap()].matches('\n').count() + 1;
            assert_eq!(found[2].0, expected as u64, "{file}");
        }
    }
}

#[test]
fn a_broken_record_on_the_line_of_others_costs_itself_only() {
    let (one, last) = ("{\"a\":1}", "{\"c\":3}");
    for broken in [
        "{oops}",
        "7",
        "\"b\"",
        "{\"b\":[1}",
        "{\"b\":2]}",
        "{\"b\":[{\"n\":1],\"m\":2}",
        "{\"b\":2",
        "{\"b\":{\"n\":1}",
        "\"b\":[{}]}",
        "}",
    ] {
        let found = cut(format!("[{one},{broken},{last}]"), 64);
        let texts: Vec<_> = found
            .iter()
            .map(|(_, text)| text.clone().unwrap())
            .collect();
        assert_eq!(texts.len(), 3, "{broken}: {texts:?}");
        assert_eq!((&*texts[0], &*texts[2]), (one, last), "{broken}");
    }
}

#[test]
fn a_bracket_closes_what_should_have_been_closed_before_it() {
    let file = "[{\"a\":{\"b\":[[1},\"c\":{}},7,{}]";
    check(file, &[(1, "broken"), (1, "7"), (1, "{}")]);
    check("[{\"a\":[1},7]", &[(1, "broken"), (1, "7")]);
}

#[test]
fn a_list_that_breaks_off_is_named_once() {
    let open = |line| {
        (
            line,
            Err(Broken {
                line,
                why: Why::OpenList,
            }),
        )
    };
    assert_eq!(cut("[{},\n", 64), [(1, Ok("{}".to_owned())), open(2)]);
    assert_eq!(
        cut("{\"list\":[{}", 64),
        [(1, Ok("{}".to_owned())), open(1)]
    );
    check("[{\"a\":", &[(1, "broken")]);
}

#[test]
fn a_record_stands_where_it_stands_in_the_file() {
    let mut columns = Vec::new();
    for file in [
        &b"\xef\xbb\xbf [{\"a\":\"b\"},{}\n, {}]"[..],
        b"{\n\"list\": [{}, {}]}",
    ] {
        each_record(file, &["list"], &mut |record| {
            let place = record.unwrap().place;
            columns.push((place.line, place.column));
        })
        .unwrap();
    }
    assert_eq!(columns, [(1, 2), (1, 12), (2, 2), (2, 9), (2, 13)]);
}

#[test]
fn a_record_that_is_not_text_is_named_and_the_next_is_read() {
    for file in [&b"{\"a\":\"\xff\"}\n{}"[..], b"[{\"a\":\"\xff\"},\n{}]"] {
        let why = Why::Unreadable(Unreadable::NotUtf8);
        let expected = [(1, Err(Broken { line: 1, why })), (2, Ok("{}".to_owned()))];
        assert_eq!(cut(file, 64), expected);
    }
}

#[test]
fn a_record_without_end_does_not_fill_the_memory() {
    let long = format!("[{{\"a\":\"{}\"}},{{}}]", "x".repeat(LONGEST));
    let why = Why::Unreadable(Unreadable::TooLong);
    let expected = [(1, Err(Broken { line: 1, why })), (1, Ok("{}".to_owned()))];
    assert_eq!(cut(&long, 4096), expected);
}

#[test]
fn a_deep_nest_costs_itself_only() {
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    check(
        &format!("[{{\"a\":{deep}}},{{}}]"),
        &[(1, "broken"), (1, "{}")],
    );
    check(&"[".repeat(10_000), &[(1, "broken")]);
    // No bracket is looked at again for each one that closes nothing.
    check(
        &("{\"a\":".repeat(100_000) + &"]".repeat(100_000)),
        &[(1, "broken")],
    );
}

#[test]
fn any_bytes_are_cut_without_panic() {
    arbtest::arbtest(|u| {
        let bytes: Vec<u8> = u.arbitrary()?;
        cut(bytes, 64);
        let signs: Vec<u8> = u.arbitrary_iter()?.filter_map(Result::ok).collect();
        let json: Vec<u8> = signs
            .iter()
            .map(|&sign: &u8| b"{}[]\",:\\\n a"[usize::from(sign % 11)])
            .collect();
        cut(json, 64);
        Ok(())
    });
}
