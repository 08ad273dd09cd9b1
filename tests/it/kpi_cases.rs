//! Every KPI of the catalogue on a few events, worked by hand.
//!
//! The events are in `kpi_cases/NAME.jsonl` and can be imported as they are. Beside them,
//! `NAME.txt` says what they hold, and what each KPI is: as `num/den` or as a value, in all
//! and by axes. A KPI without a case fails a test; those of vendors have theirs elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::Vigie;

/// Presets under a vendor's name: their log and table are `rosetta`.
const OF_VENDORS: [&str; 3] = ["deflection.", "resolution.", "escalation."];

/// A table of figures.
struct Case {
    file: String,
    /// Commands that make the site what it is (`$`).
    made_by: Vec<String>,
    /// What every question says besides (`?`).
    asked: Vec<String>,
    kpis: Vec<Expected>,
}

struct Expected {
    kpi: String,
    total: String,
    /// By axis, every slice.
    by: Vec<(String, String)>,
}

impl Case {
    fn read(file: &str) -> Case {
        let text = std::fs::read_to_string(path(file, "txt")).unwrap();
        let mut case = Case {
            file: file.to_owned(),
            made_by: Vec::new(),
            asked: Vec::new(),
            kpis: Vec::new(),
        };
        for line in text.lines() {
            match line.split_once(' ') {
                Some(("#", _)) => {}
                Some(("$", command)) => case.made_by.push(command.to_owned()),
                Some(("?", words)) => case.asked = words.split(' ').map(str::to_owned).collect(),
                _ => case.kpis.push(Expected::read(line)),
            }
        }
        case
    }

    fn all() -> impl Iterator<Item = Case> {
        names("tests/it/kpi_cases", ".txt")
            .into_iter()
            .map(|file| Case::read(&file))
    }

    fn site(&self) -> Vigie {
        let vigie = holding(&self.file);
        for command in &self.made_by {
            let mut command = vigie.command(command.split(' '));
            command.current_dir(env!("CARGO_MANIFEST_DIR"));
            assert!(command.output().unwrap().status.success(), "{command:?}");
        }
        vigie
    }
}

impl Expected {
    /// Columns are two spaces apart, or more.
    fn read(line: &str) -> Expected {
        let mut columns = line.split("  ").filter(|column| !column.is_empty());
        let mut column = || columns.next().map(|column| column.trim().to_owned());
        let (kpi, total) = (column().unwrap(), column().unwrap());
        let axis = |column: &str| {
            let (axis, slices) = column.trim().split_once(": ").unwrap();
            (axis.to_owned(), slices.to_owned())
        };
        Expected {
            kpi,
            total,
            by: columns.map(axis).collect(),
        }
    }
}

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn path(file: &str, ending: &str) -> PathBuf {
    here(&format!("tests/it/kpi_cases/{file}.{ending}"))
}

fn names(folder: &str, ending: &str) -> BTreeSet<String> {
    let files = std::fs::read_dir(here(folder)).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let names = names.filter_map(|name| name.strip_suffix(ending).map(str::to_owned));
    names.collect()
}

fn holding(file: &str) -> Vigie {
    let vigie = Vigie::new();
    vigie.ok([
        "import",
        "events",
        "--strict",
        path(file, "jsonl").to_str().unwrap(),
    ]);
    vigie
}

fn fraction(figure: &Value) -> String {
    match figure["num"].as_f64().zip(figure["den"].as_f64()) {
        Some((num, den)) => format!("{num}/{den}"),
        None => "?".to_owned(),
    }
}

/// What a kind of KPI is worked as: where it is no quotient of sums, its value.
fn shown(kind: &str, figure: &Value) -> String {
    match kind {
        "formula" | "percentile" | "distinct" => figure["value"]
            .as_f64()
            .map_or_else(|| "?".to_owned(), |value| value.to_string()),
        _ => fraction(figure),
    }
}

fn sliced(kind: &str, slices: &Value) -> String {
    let slices: BTreeMap<String, Value> =
        serde_json::from_value(slices.clone()).unwrap_or_default();
    let shown = slices.iter().map(|(slice, figure)| {
        let slice = if slice.is_empty() { "none" } else { slice };
        format!("{slice} {}", shown(kind, figure))
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// The value that a quotient of sums has, by the kind of KPI; a share has only slices.
fn quotient(described: &Value, figure: &Value) -> Option<f64> {
    let (num, den) = (figure["num"].as_f64()?, figure["den"].as_f64()?);
    match described["kind"].as_str()? {
        "sum" => Some(num / described["divisor"].as_f64()?),
        "net" => Some(100.0 * num / den),
        "formula" | "percentile" | "distinct" => figure["value"].as_f64(),
        _ => Some(num / den),
    }
}

/// What of a KPI is not as it was worked.
fn differences(case: &Case, vigie: &Vigie, expected: &Expected) -> Vec<String> {
    let kpi = expected.kpi.as_str();
    let run = |args: &[&str]| {
        let asked = case.asked.iter().map(String::as_str);
        let asked = ["kpi", "run", kpi].into_iter().chain(asked);
        vigie.json(asked.chain(args.iter().copied()))["slices"].clone()
    };
    let described = vigie.json(["kpi", "show", kpi]);
    let kind = described["kind"].as_str().unwrap();
    let figure = &run(&[])[""];
    let mut compared = vec![("in all", shown(kind, figure), &expected.total)];
    for (axis, slices) in &expected.by {
        compared.push((axis, sliced(kind, &run(&["--by", axis])), slices));
    }
    compared.retain(|(_, found, expected)| found != *expected);
    let told = compared
        .iter()
        .map(|(axis, found, expected)| format!("{kpi} {axis}: {found}, not {expected}"));
    let mut told: Vec<String> = told.collect();
    let (value, quotient) = (figure["value"].as_f64(), quotient(&described, figure));
    let is_same = |(one, other): (f64, f64)| (one - other).abs() <= 1e-12 * other.abs();
    if kind != "share" && !value.zip(quotient).is_some_and(is_same) {
        told.push(format!("{kpi}: its value is {value:?}"));
    }
    told
}

#[test]
fn every_kpi_is_what_was_worked_by_hand() {
    let mut told = Vec::new();
    for case in Case::all() {
        let vigie = case.site();
        for expected in &case.kpis {
            told.extend(differences(&case, &vigie, expected));
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn every_kpi_has_a_case_by_channel_and_every_file_is_used() {
    let mut worked = BTreeSet::new();
    for case in Case::all() {
        for expected in case.kpis {
            let by_channel = expected.by.iter().any(|(axis, _)| axis == "channel");
            assert!(by_channel, "{} by channel", expected.kpi);
            worked.insert(expected.kpi);
        }
    }
    let mut kpis = names("src/kpi/catalogue", ".sql");
    kpis.retain(|kpi| !OF_VENDORS.iter().any(|vendors| kpi.starts_with(vendors)));
    assert_eq!(worked, kpis);
    let tables = names("tests/it/kpi_cases", ".txt");
    assert_eq!(tables, names("tests/it/kpi_cases", ".jsonl"));
}

#[test]
fn what_is_too_young_is_in_no_count_and_an_empty_count_has_no_value() {
    let vigie = holding("callbacks");
    let asked = |kpi: &str, as_of: &str| {
        let figures = vigie.json(["kpi", "run", kpi, "--as-of", as_of]);
        let figure = figures["slices"][""].clone();
        (fraction(&figure), figure["value"].as_f64())
    };
    // The last events are at 09:00 on the 3rd.
    let day = "durable_resolution_24h";
    assert_eq!(
        asked(day, "2025-03-04T08:59:59.999Z"),
        ("0/0".to_owned(), None)
    );
    assert_eq!(
        asked(day, "2025-03-04T09:00:00Z"),
        ("2/4".to_owned(), Some(0.5))
    );
    let week = "durable_resolution_7d";
    assert_eq!(
        asked(week, "2025-03-10T08:59:59.999Z"),
        ("0/0".to_owned(), None)
    );
    assert_eq!(
        asked(week, "2025-03-10T09:00:00Z"),
        ("1/4".to_owned(), Some(0.25))
    );
}

#[test]
fn what_a_figure_leaves_out_is_counted_in_every_slice() {
    #[track_caller]
    fn check(vigie: &Vigie, asked: &[&str], slice: &str, expected: [u64; 3]) {
        let figures = vigie.json([&["kpi", "run"], asked].concat());
        let figure = &figures["slices"][slice];
        let counted = ["n", "too_young", "left_out"].map(|name| figure[name].as_u64().unwrap());
        assert_eq!(counted, expected, "{asked:?}");
    }
    let (young, old) = ("2025-03-04T08:59:59.999Z", "2025-03-04T09:00:00Z");
    let vigie = holding("callbacks");
    let day = "durable_resolution_24h";
    check(&vigie, &[day, "--as-of", young], "", [0, 4, 1]);
    check(&vigie, &[day, "--as-of", old], "", [4, 0, 1]);
    let by_channel = [day, "--by", "channel", "--as-of", young];
    check(&vigie, &by_channel, "app", [0, 2, 1]);
    check(&vigie, &by_channel, "web", [0, 2, 0]);
    // No cube knows the outcome.
    let by_outcome = [day, "--by", "outcome", "--as-of", old];
    check(&vigie, &by_outcome, "confirmed", [2, 0, 0]);
    check(&vigie, &by_outcome, "silent_with_answer", [2, 0, 1]);
    check(&vigie, &[day, "--channel", "app"], "", [2, 0, 1]);
    let vigie = holding("redirects");
    let accepted = "transfer_to_selfcare_durably_accepted_24h";
    check(&vigie, &[accepted], "", [9, 0, 1]);
}

#[test]
fn figures_that_leave_nothing_out_do_not_speak_of_it() {
    let vigie = holding("callbacks");
    let figure = vigie.json(["kpi", "run", "deflection_low"])["slices"][""].clone();
    assert_eq!(figure.get("too_young"), None);
    assert_eq!(figure.get("left_out"), None);
    assert!(
        !vigie
            .ok(["kpi", "run", "deflection_low"])
            .contains("eft out")
    );
    let said = vigie.ok([
        "kpi",
        "run",
        "durable_resolution_7d",
        "--as-of",
        "2025-03-04",
    ]);
    let line = "Left out: 1 of unknown customers · 4 too young as of 5 March 2025, 00:00 (UTC)";
    assert!(said.contains(line), "{said}");
    let report = vigie.ok(["report", "--as-of", "2025-03-04"]);
    assert!(
        report.contains("Left out: 1 of unknown customers · 4 too young"),
        "{report}"
    );
}

#[test]
fn a_day_with_facts_of_any_table_is_a_day_that_holds_data() {
    let vigie = Vigie::new();
    let kinds = [
        r#""kind":"queued","contact":"k""#,
        r#""kind":"survey","survey":"nps","score":9,"contact":"k""#,
        r#""kind":"review","score":70"#,
        r#""kind":"audit","promoted":true"#,
        r#""kind":"work","agent":"ana","worked":60"#,
        r#""kind":"acquired","customer":"c""#,
        r#""kind":"purchase","amount":5"#,
        r#""kind":"spend","amount":5"#,
        r#""kind":"referral","customer":"c""#,
        r#""kind":"comment","conversation":"x","text":"Nul""#,
        r#""kind":"open""#,
    ];
    for (day, kind) in (1..).zip(kinds) {
        let event = format!(
            r#"{{"id":"00000000-0000-4000-8000-0000000000{day:02}","at":"2026-03-{day:02}T09:00:00Z",{kind}}}"#
        );
        let file = vigie.file("events.jsonl", event);
        vigie.ok(["import", "events", "--strict", file.to_str().unwrap()]);
        let period = vigie.json(["report"])["period"].clone();
        assert_eq!(period["to"], format!("2026-03-{day:02}"), "{kind}");
    }
    // Days without any do not count.
    let event = r#"{"id":"00000000-0000-4000-8000-000000000099","at":"2025-03-02T09:00:00Z","kind":"spend","amount":5}"#;
    let file = vigie.file("events.jsonl", event);
    vigie.ok(["import", "events", "--strict", file.to_str().unwrap()]);
    let period = vigie.json(["report", "--to", "2026-03-01"])["period"].clone();
    assert_eq!(period["from"], "2025-03-02");
}

#[test]
fn weeks_of_waiting_are_summed_by_agent_too() {
    let vigie = Vigie::new();
    let line = |n: u32, day: u32, kind: &str| {
        format!(
            r#"{{"id":"00000000-0000-4000-8000-0000{day:02}{n:06}","at":"2025-03-{day:02}T09:00:00Z","kind":"{kind}","contact":"k-{n}","agent":"ana"}}"#
        )
    };
    // Of 20 days in milliseconds, a few squares are beyond 64 bits.
    let lines = (0..40).flat_map(|n| [line(n, 1, "contact"), line(n, 21, "resolved")]);
    let lines: Vec<String> = lines.collect();
    let file = vigie.file("events.jsonl", lines.join("\n"));
    vigie.ok(["import", "events", "--strict", file.to_str().unwrap()]);
    let found = vigie.json(["kpi", "run", "resolution_time", "--by", "agent"]);
    assert_eq!(found["slices"]["ana"]["value"], 20.0);
    let found = vigie.json(["kpi", "run", "resolution_time", "--by", "channel"]);
    assert_eq!(found["slices"][""]["value"], 20.0);
    vigie.ok(["check", "--recompute"]);
}
