//! Whoever reads figures with a key sees no words that few people said.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::running::Running;
use crate::harness::Vigie;

/// A question of a person that found nothing, with its number as id.
fn asked(number: usize, person: usize, query: &str) -> Value {
    json!({"id": format!("00000000-0000-4000-8000-{number:012}"), "kind": "search", "lang": "fr",
           "at": format!("2026-03-02T09:{:02}:00Z", number % 60), "client": format!("c-{person}"),
           "query": query, "total": 0})
}

/// Questions, each asked by the person of its place in the list.
fn log(questions: &[&str]) -> Vec<Value> {
    let people = questions.iter().enumerate();
    people.map(|(n, query)| asked(n, n, query)).collect()
}

struct Site {
    vigie: Vigie,
    running: Running,
    key: String,
}

impl Site {
    /// A site with these events, read with a key.
    fn of(events: &[Value]) -> Site {
        let vigie = Vigie::new();
        let log: Vec<String> = events.iter().map(Value::to_string).collect();
        let file = vigie.file("events.jsonl", log.join("\n"));
        vigie.ok(["import", "events", file.to_str().unwrap()]);
        let key = vigie.ok(["key", "create", "--scope", "read"]);
        let running = Running::start(&vigie.data(), &[]);
        let key = format!("Bearer {}", key.trim());
        Site {
            vigie,
            running,
            key,
        }
    }

    /// The report once it stands on all events.
    fn report(&self) -> Value {
        let begun = Instant::now();
        loop {
            let headers = [("authorization", self.key.as_str())];
            let answer = self
                .running
                .client()
                .request("GET", "/api/report", &headers, b"");
            let report = answer.unwrap().json();
            if report["watermark"] != 0 {
                return report;
            }
            assert!(begun.elapsed() < Duration::from_secs(20));
        }
    }

    /// The report as people of the site see it.
    fn of_insiders(self) -> Value {
        assert!(self.running.stop().success());
        self.vigie.json(["report"])
    }
}

fn names<'r>(lines: &'r Value, name: &str) -> Vec<&'r str> {
    let lines = lines.as_array().unwrap().iter();
    lines.map(|line| line[name].as_str().unwrap()).collect()
}

#[test]
fn an_expression_of_four_people_is_counted_and_one_of_five_is_shown() {
    let four = ["résilier ma box"; 4];
    let five = ["changer mon RIB"; 5];
    let site = Site::of(&log(
        &[&four[..], &five[..], &["mon voisin Gaston"]].concat()
    ));
    let report = site.report();
    let unanswered = &report["unanswered"];
    assert_eq!(
        names(&unanswered["expressions"], "expression"),
        ["changer mon RIB"]
    );
    assert_eq!(
        names(&unanswered["keywords"], "keyword"),
        ["changer", "rib"]
    );
    assert_eq!(
        (&unanswered["rare"], &unanswered["rare_keywords"]),
        (&json!(2), &json!(4))
    );
    let text = report.to_string().to_lowercase();
    for word in ["box", "résilier", "gaston", "voisin"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
    let whole = site.of_insiders();
    assert_eq!(
        names(&whole["unanswered"]["expressions"], "expression").len(),
        3
    );
    assert!(!whole.to_string().contains("rare"), "{whole}");
}

#[test]
fn how_one_person_put_it_is_no_example() {
    let mut events = log(&["changer mon RIB"; 12]);
    // The same need in the words of one, however often: it is not what many say.
    events.extend((12..18).map(|n| asked(n, 12, "mes RIB, je veux les changer svp")));
    let site = Site::of(&events);
    let report = site.report();
    let [line] = report["unanswered"]["expressions"]
        .as_array()
        .unwrap()
        .as_slice()
    else {
        panic!("{report}");
    };
    assert_eq!(
        (&line["visitors"], &line["intents"]),
        (&json!(13), &json!(18))
    );
    assert_eq!(line["examples"], json!(["changer mon RIB"]));
    assert_eq!(
        site.of_insiders()["unanswered"]["expressions"][0]["examples"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_need_that_everybody_puts_differently_is_named_by_the_words_that_say_it() {
    let site = Site::of(&log(&[
        "changer mon RIB",
        "RIB changer",
        "Comment changer mon RIB ?",
        "je voudrais changer de RIB",
        "où changer mon rib svp",
    ]));
    let report = site.report();
    let line = &report["unanswered"]["expressions"][0];
    assert_eq!(
        (&line["expression"], &line["examples"]),
        (&json!("changer rib"), &json!([]))
    );
    assert_eq!(line["visitors"], 5);
}

#[test]
fn a_word_of_four_conversations_is_counted_and_one_of_five_is_shown() {
    let turns = (0..5).map(|n| {
        json!({"id": format!("00000000-0000-4000-8000-{n:012}"), "kind": "turn", "lang": "fr",
               "at": "2026-03-02T09:00:00Z", "conversation": format!("v-{n}"), "speaker": "customer",
               "text": if n == 0 { "Ma facture est fausse, la facture de Gaston" } else { "Ma facture" }})
    });
    let site = Site::of(&turns.collect::<Vec<_>>());
    let report = site.report();
    assert_eq!(names(&report["keywords"], "keyword"), ["facture"]);
    assert_eq!(report["rare_keywords"], 2);
    assert!(!report.to_string().contains("aston"));
    assert_eq!(site.of_insiders()["keywords"].as_array().unwrap().len(), 3);
}
