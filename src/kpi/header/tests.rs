#![allow(clippy::unwrap_used)]
use super::*;

const FILE: &str = "-- title.fr: Recherches\n-- title.en: Searches\n-- kind: sum\n\
    -- better: none\n-- source: F3\n--\n-- All searches.\n-- Each once.\n-- fr: Toutes.\n\n\
    select 1 as num -- counted\nfrom intents;\n";

/// The file with more lines in its header, under a kind.
fn with(kind: &str, lines: &str) -> String {
    FILE.replace("-- kind: sum\n", &format!("-- kind: {kind}\n{lines}"))
}

#[test]
fn a_file_is_read_with_both_languages_and_its_select() {
    let kpi = Kpi::parse("searches", FILE).unwrap();
    let kind = Kind::Sum { divisor: 1.0 };
    assert_eq!((kpi.kind, kpi.better), (kind, Direction::Neither));
    assert_eq!(kpi.title.fr, "Recherches");
    assert_eq!(kpi.about.en, "All searches. Each once.");
    assert_eq!(kpi.about.fr, "Toutes.");
    assert_eq!(kpi.select, "select 1 as num -- counted\nfrom intents");
}

#[test]
fn every_fact_of_a_header_is_read() {
    let lines = "-- scale: 0..\n-- target: 0.8\n-- users: manager, bot_owner\n-- needs: a.b, c\n\
        -- least: 5\n-- silence.fr: rien\n-- silence.en: nothing\n-- at_least: 2\n-- window: 7d\n";
    let kpi = Kpi::parse("x", &with("persons", lines)).unwrap();
    let at_least = Some(2.0);
    assert_eq!(kpi.kind, Kind::Persons { at_least });
    assert_eq!(kpi.scale.to_string(), "0..");
    assert_eq!((kpi.target, kpi.least), (Some(0.8), 5));
    assert_eq!(kpi.users, [User::Manager, User::BotOwner]);
    assert_eq!(kpi.needs.names, ["a.b", "c"]);
    assert_eq!(kpi.silence.unwrap().en, "nothing");
    assert_eq!(kpi.left_out.unwrap().en, "of unknown customers");
    let kind = |kind: &str, lines: &str| Kpi::parse("x", &with(kind, lines)).unwrap();
    let divided = kind("sum", "-- divisor: 10000\n");
    assert_eq!(divided.kind, Kind::Sum { divisor: 1e4 });
    let percentile = kind("percentile", "-- percentile: 0.9\n").kind;
    assert_eq!(percentile, Kind::Percentile { of: 0.9 });
    let share = kind("share", "-- axis: channel\n");
    assert_eq!(share.axis.as_deref(), Some("channel"));
    assert_eq!(kind("formula", "-- of: a, b\n").of.names, ["a", "b"]);
    assert_eq!(kind("net", "").scale.to_string(), "-100..100");
    assert_eq!((kind("ratio", "").least, kind("mean", "").least), (10, 20));
}

#[test]
fn a_parameter_stands_for_its_number() {
    let text = with("sum", "-- param.least: 3\n").replace("1 as num", "total > :least as num");
    let kpi = Kpi::parse("x", &text).unwrap();
    assert_eq!(
        kpi.select,
        "select total > (3) as num -- counted\nfrom intents"
    );
    assert_eq!(kpi.parameters[0].name, "least");
}

#[test]
fn the_digest_is_that_of_the_definition_not_of_the_words() {
    let digest = |text: &str| Kpi::parse("searches", text).unwrap().digest();
    let reworded = FILE.replace("All searches", "Every search");
    assert_eq!(digest(FILE), digest(&reworded));
    assert_ne!(digest(FILE), digest(&FILE.replace("1 as num", "2 as num")));
    let of = |share: &str| digest(&with("percentile", &format!("-- percentile: {share}\n")));
    assert_ne!(of("0.9"), of("0.5"));
    let divided = |by: &str| digest(&with("sum", &format!("-- divisor: {by}\n")));
    assert_ne!(divided("10"), divided("100"));
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_its_line() {
    for (from, to, message) in [
        (
            "-- kind: sum",
            "-- kind: total",
            "line 3: `kind` cannot be `total`; it is one of ratio, mean, sum, net, share, \
             persons, distinct, stock, percentile, formula",
        ),
        (
            "-- better: none\n",
            "",
            "`better` is missing from the header",
        ),
        (
            "-- source: F3",
            "-- colour: red",
            "line 5: `colour` is not a fact of a KPI; known are title.fr, title.en, kind, \
             unit.fr, unit.en, scale, target, better, users, source, silence.fr, silence.en, \
             window, left_out.fr, left_out.en, needs, least, divisor, at_least, percentile, of, \
             axis, param.NAME",
        ),
        (
            "select 1 as num -- counted\nfrom intents;",
            "",
            "there is no SELECT behind the header",
        ),
        (
            "-- source: F3",
            "-- source: F3\n-- source: F4",
            "line 6: `source` is given twice",
        ),
        (
            "-- source: F3",
            "-- source: F3\n-- scale: 1..0",
            "line 6: `scale` cannot be `1..0`; it is as 0..1, -1..1 or 0..",
        ),
        (
            "-- source: F3",
            "-- source: F3\n-- target: 80 %",
            "line 6: `target` cannot be `80 %`; it is a number",
        ),
        (
            "-- source: F3",
            "-- source: F3\n-- users: editor, boss",
            "line 6: `users` cannot be `editor, boss`; it is some of editor, bot_owner, quality, \
             manager",
        ),
        (
            "-- source: F3",
            "-- source: F3\n-- at_least: 2",
            "line 6: `at_least` is no fact of the kind sum",
        ),
        (
            "-- kind: sum",
            "-- kind: percentile",
            "`percentile` is missing from the header",
        ),
        (
            "-- source: F3",
            "-- source: F3\n-- param.x: 3",
            "line 6: the SELECT does not use `:x`",
        ),
        (
            "\nfrom intents",
            "\nfrom intents where total > :x",
            "line 12: the header does not give `:x`, as `param.x: NUMBER`",
        ),
        (
            "-- title.en: Searches\n",
            "",
            "`title.en` is missing from the header",
        ),
    ] {
        let error = Kpi::parse("x", &FILE.replace(from, to)).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn any_text_is_a_kpi_or_an_error() {
    arbtest::arbtest(|u| {
        let text: String = u.arbitrary()?;
        let _ = Kpi::parse("x", &text);
        let _ = Kpi::parse("x", &format!("{FILE}{text}"));
        Ok(())
    });
}
