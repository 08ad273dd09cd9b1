//! Cells that may be read in two ways.

use serde_json::{Value, json};

use super::super::{Example, Reason, Sheet, Wanted};
use super::{PURCHASE, paris, read, seen, wanted};
use crate::input::civil::Order;
use crate::text::language::Lang;

/// The moments of purchases of these dates, and why they are read so; or the error.
fn dates(
    cells: &[&str],
    lang: Lang,
    asked: Option<Order>,
) -> Result<(Vec<String>, Reason), String> {
    let rows = cells.iter().map(|cell| format!("{cell};1\n"));
    let text = format!("at;amount\n{}", rows.collect::<String>());
    let zone = paris();
    let wanted = Wanted {
        dates: asked,
        ..wanted(PURCHASE, "")
    };
    let sheet = Sheet::open(&text, &wanted, &zone, lang).map_err(|error| error.to_string())?;
    let at = |row: Result<Vec<Value>, (u64, &str)>| match row {
        Ok(events) => events[0]["at"].as_str().unwrap()[..10].to_owned(),
        Err((_, code)) => code.to_owned(),
    };
    Ok((
        seen(&sheet).into_iter().map(at).collect(),
        sheet.habits.why_dates.clone(),
    ))
}

fn example(line: u64, cell: &str) -> Example {
    let cell = cell.to_owned();
    Example { line, cell }
}

#[test]
fn which_number_is_the_day_is_told_by_the_file_as_a_whole() {
    let told = |line, cell| Reason::Told(example(line, cell));
    let read = |cells: &[&str], lang| dates(cells, lang, None).unwrap();
    let (found, why) = read(&["03/02/2026 10:00", "31/12/2025 10:00"], Lang::En);
    assert_eq!(
        (found[0].as_str(), why),
        ("2026-02-03", told(3, "31/12/2025 10:00"))
    );
    let (found, why) = read(&["03/02/2026 10:00", "12/31/2025 10:00"], Lang::Fr);
    assert_eq!(
        (found[0].as_str(), why),
        ("2026-03-02", told(3, "12/31/2025 10:00"))
    );
    // ISO and points leave nothing open.
    let (found, why) = read(&["03.02.2026 10:00", "2026-02-03 10:00"], Lang::En);
    assert_eq!(
        (found, why),
        (vec!["2026-02-03".to_owned(); 2], Reason::NeverMind)
    );
}

#[test]
fn where_the_file_does_not_tell_the_order_french_is_assumed_aloud_and_english_must_say() {
    let open = ["03/02/2026 10:00"];
    let (found, why) = dates(&open, Lang::Fr, None).unwrap();
    assert_eq!(found, ["2026-02-03"]);
    assert_eq!(why, Reason::Assumed(example(2, open[0])));
    let error = dates(&open, Lang::En, None).unwrap_err();
    assert!(
        error.contains("--dates mdy") && error.contains("line 2"),
        "{error}"
    );
    let (found, why) = dates(&open, Lang::Fr, Some(Order::MonthFirst)).unwrap();
    assert_eq!((found[0].as_str(), why), ("2026-03-02", Reason::Asked));
}

#[test]
fn dates_that_contradict_each_other_are_slips_or_an_error() {
    let error = dates(&["31/12/2025", "12/31/2025"], Lang::Fr, None).unwrap_err();
    assert!(
        error.contains("contradict") && error.contains("line 3"),
        "{error}"
    );
    let mut many = vec!["31/12/2025"; 10];
    many.push("12/31/2025");
    let (found, _) = dates(&many, Lang::Fr, None).unwrap();
    assert_eq!(found.last().unwrap(), "bad_time");
}

#[test]
fn a_comma_before_three_digits_is_what_the_other_cells_say() {
    let amounts = |cells: &[&str], lang| {
        let rows = cells
            .iter()
            .map(|cell| format!("2026-03-02 10:00;{cell}\n"));
        let text = format!("at;amount\n{}", rows.collect::<String>());
        let zone = paris();
        let sheet = Sheet::open(&text, &wanted(PURCHASE, ""), &zone, lang);
        let sheet = sheet.map_err(|error| error.to_string())?;
        let amount = |row: Result<Vec<Value>, _>| row.unwrap()[0]["amount"].clone();
        Ok::<Vec<Value>, String>(seen(&sheet).into_iter().map(amount).collect())
    };
    assert_eq!(
        amounts(&["1,234", "3,5"], Lang::En).unwrap(),
        [json!(1.234), json!(3.5)]
    );
    assert_eq!(
        amounts(&["1,234", "1,234.5"], Lang::Fr).unwrap(),
        [json!(1234), json!(1234.5)]
    );
    assert_eq!(amounts(&["1,234"], Lang::Fr).unwrap(), [json!(1.234)]);
    let error = amounts(&["1,234"], Lang::En).unwrap_err();
    assert!(error.contains("--comma"), "{error}");
    let error = amounts(&["3,5", "1,234.5"], Lang::Fr).unwrap_err();
    assert!(error.contains("contradict"), "{error}");
}

#[test]
fn times_are_of_the_sites_zone_also_when_clocks_change() {
    let at = |cell: &str| {
        let text = format!("at;amount\n{cell};1\n");
        let rows = read(&wanted(PURCHASE, ""), &text);
        rows[0].as_ref().unwrap()[0]["at"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(at("31/01/2026 10:00"), "2026-01-31T09:00:00.000Z");
    assert_eq!(at("31/07/2026 10:00"), "2026-07-31T08:00:00.000Z");
    assert_eq!(at("31.01.2026"), "2026-01-30T23:00:00.000Z");
    assert_eq!(at("2026-07-31T10:00:00+00:00"), "2026-07-31T10:00:00.000Z");
    // 02:30 that clocks skip is 03:30; of the one that comes twice it is the first.
    assert_eq!(at("29/03/2026 02:30"), "2026-03-29T01:30:00.000Z");
    assert_eq!(at("25/10/2026 02:30"), "2026-10-25T00:30:00.000Z");
}
