//! Why a figure moved: the part that was planted comes first, with the words of it.

use serde_json::json;

use crate::harness::Vigie;

/// Searches of a day and theme, of which so many find nothing.
fn searches(day: u32, theme: &str, query: &str, all: u32, empty: u32) -> Vec<String> {
    let search = |n: u32| {
        let id = uuid::Uuid::new_v5(&uuid::Uuid::nil(), format!("{day} {theme} {n}").as_bytes());
        json!({
            "id": id.to_string(), "kind": "search", "at": format!("2026-03-{day:02}T10:00:00Z"),
            "client": format!("{day} {theme} {n}"), "theme": theme, "lang": "fr",
            "query": query, "total": if n < empty { 0 } else { 3 },
        })
        .to_string()
    };
    (0..all).map(search).collect()
}

#[test]
fn a_planted_cause_is_told_first_with_the_words_that_are_over_used_in_it() {
    let vigie = Vigie::new();
    let log = [
        searches(1, "compte", "changer mon adresse", 120, 12),
        searches(1, "espace client", "me connecter", 80, 8),
        searches(1, "facture", "payer ma facture", 100, 9),
        searches(2, "compte", "changer mon adresse", 120, 14),
        searches(2, "espace client", "code jamais reçu", 80, 62),
        searches(2, "facture", "payer ma facture", 100, 9),
    ];
    let file = vigie.file("log.jsonl", log.concat().join("\n"));
    vigie.ok(["import", "events", file.to_str().unwrap()]);
    let days = ["--from", "2026-03-02", "--to", "2026-03-02"];
    let asked = ["kpi", "explain", "zero_result_rate"].iter().chain(&days);
    let told = vigie.json(asked.clone());
    let first = &told["splits"][0];
    assert_eq!(first["axes"], json!(["theme"]));
    assert_eq!(
        first["effects"][0]["values"],
        json!({"theme": "espace client"})
    );
    let part = &told["words"];
    assert_eq!(part["values"], json!({"theme": "espace client"}));
    let words: Vec<&str> = part["overused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word["word"].as_str().unwrap())
        .collect();
    assert_eq!(words, ["code", "jamais", "reçu"]);
    assert_eq!(part["overused"][0]["part"], 80);
    let printed = vigie.ok(asked);
    let says = "Words over-used in espace client, beside all else: code, jamais, reçu";
    assert!(printed.contains(says), "{printed}");
}
