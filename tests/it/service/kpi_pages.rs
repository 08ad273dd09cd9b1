//! The pages of KPIs: every one is found, explained, and opens to its very rows.

use serde_json::{Value, json};

use super::pages::{event, page, shown, wait_for, with_events, words};
use super::running::Running;
use crate::harness::Vigie;

/// The addresses on a page that begin so, each once.
fn links(html: &str, begin: &str) -> Vec<String> {
    let links = html.split("href=\"").skip(1);
    let links = links.filter_map(|rest| rest.split('"').next());
    let mut links: Vec<String> = links
        .filter(|link| link.starts_with(begin))
        .map(|link| link.replace("&amp;", "&"))
        .collect();
    links.sort();
    links.dedup();
    links
}

fn sent(running: &Running, events: &[Value]) {
    let receipt = running.post("/api/events", Value::from(events.to_vec()).to_string());
    assert_eq!(
        receipt.json()["accepted"],
        events.len(),
        "{}",
        receipt.text()
    );
    wait_for(running, events.len());
}

/// Answers to a survey, each on a channel.
fn answers(scores: &[(u32, &str)]) -> Vec<Value> {
    let answer = |(n, (score, channel)): (usize, &(u32, &str))| {
        let own = json!({"survey": "nps", "score": score, "min": 0, "max": 10, "channel": channel});
        event(n as u32 + 1, "survey", own)
    };
    scores.iter().enumerate().map(answer).collect()
}

#[test]
fn every_kpi_is_in_the_list_and_has_a_page_in_both_languages() {
    let vigie = Vigie::new();
    let known = vigie.json(["kpi", "list"]);
    let known = known["kpis"].as_array().unwrap();
    let running = with_events(&vigie);
    for ui in ["fr", "en"] {
        let list = shown(&running, &format!("/{ui}/kpis"));
        for kpi in known {
            let name = kpi["kpi"].as_str().or(kpi["name"].as_str()).unwrap();
            let begin = format!("/{ui}/kpis/{name}?");
            let links = links(&list, &begin);
            assert_eq!(links.len(), 1, "{begin}");
            let page = words(&shown(&running, &links[0]));
            let (title, sql) = match ui {
                "fr" => ("Définition", "Sens"),
                _ => ("Definition", "Direction"),
            };
            assert!(page.contains(title) && page.contains(sql), "{name}: {page}");
            assert!(page.contains("select"), "{name}");
        }
    }
}

#[test]
fn a_kpi_is_found_by_its_words_without_accents_and_case() {
    let vigie = Vigie::new();
    let running = with_events(&vigie);
    let found = |q: &str| {
        let list = shown(&running, &format!("/fr/kpis?q={q}"));
        links(&list, "/fr/kpis/").len()
    };
    let list = shown(&running, "/fr/kpis?q=DEFLEXION+borne&days=7");
    assert!(list.contains("/fr/kpis/deflection_low?"), "{list}");
    assert!(!list.contains("/fr/kpis/nps?"));
    // The words stay in the field, and the filters in the form.
    assert!(list.contains(r#"name="q" value="DEFLEXION borne""#));
    assert!(list.contains(r#"<input type="hidden" name="days" value="7">"#));
    assert!(found("deflexion") >= found("D%C3%89FLEXION") && found("deflexion") > 2);
    assert_eq!(found("zzzz"), 0);
    let none = words(&shown(&running, "/fr/kpis?q=zzzz"));
    assert!(none.contains("Aucun indicateur"), "{none}");
}

#[test]
fn the_list_says_value_target_and_what_is_missing() {
    let vigie = Vigie::new();
    vigie.ok([
        "site",
        "set",
        "default",
        "--target",
        "zero_result_rate=0.01",
    ]);
    let running = with_events(&vigie);
    let list = words(&shown(&running, "/en/kpis"));
    let line = |title: &str| {
        let begin = list.find(title).unwrap();
        list[begin..].chars().take(160).collect::<String>()
    };
    let zero = line("Zero-result rate zero_result_rate");
    assert!(
        zero.contains("75.0%") && zero.contains("target 1.0%"),
        "{zero}"
    );
    let visitors = line("Visitors visitors");
    assert!(visitors.contains("visitors 6"), "{visitors}");
    let nps = line("NPS, scale 0 to 10");
    assert!(nps.contains("nothing in this period"), "{nps}");
    let kapa = line("Deflection as Kapa counts");
    assert!(kapa.contains("not computable on this log: needs"), "{kapa}");
}

#[test]
fn a_page_says_how_sure_its_figure_is_and_opens_to_its_rows() {
    let vigie = Vigie::new();
    let running = with_events(&vigie);
    let page = words(&shown(&running, "/en/kpis/zero_result_rate"));
    assert!(page.contains("75.0% 3 / 4 [30.1% – 95.4%]"), "{page}");
    assert!(page.contains("Wilson’s interval"), "{page}");
    assert!(page.contains("at least this many are needed: 10"), "{page}");
    assert!(
        page.contains("The rows behind this figure 4 of 4"),
        "{page}"
    );
    assert!(page.contains("forfait montre"), "{page}");
    let french = words(&shown(&running, "/fr/kpis/zero_result_rate"));
    assert!(french.contains("75,0 % 3 / 4"), "{french}");
}

#[test]
fn an_axis_is_chosen_in_the_address_and_must_be_a_column() {
    let vigie = Vigie::new();
    let running = with_events(&vigie);
    let html = shown(&running, "/en/kpis/transfer_from_selfcare?days=7");
    let chip = "?site=default&days=7&by=theme";
    assert!(links(&html, "?").contains(&chip.to_owned()), "{html}");
    let by_query = words(&shown(&running, "/en/kpis/zero_result_rate?by=query"));
    assert!(by_query.contains("By query"), "{by_query}");
    assert!(by_query.contains("forfait montre 100.0%"), "{by_query}");
    let answer = page(&running, "/en/kpis/zero_result_rate?by=shoe");
    assert_eq!(answer.status, 400);
    assert!(answer.text().contains("has no axis `shoe`"));
}

#[test]
fn many_values_of_an_axis_are_cut_and_counted() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let search = |n| {
        event(
            n,
            "search",
            json!({"query": format!("word {n}"), "total": 1}),
        )
    };
    sent(&running, &(1..=40).map(search).collect::<Vec<_>>());
    let page = words(&shown(&running, "/en/kpis/searches?by=query"));
    assert!(page.contains("and 10 more"), "{page}");
}

#[test]
fn a_score_below_zero_is_written_and_drawn_below_zero() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let scores = [
        (0, "phone"),
        (3, "phone"),
        (5, "phone"),
        (10, "web"),
        (6, "web"),
    ];
    sent(&running, &answers(&scores));
    let html = shown(&running, "/en/kpis/nps");
    let page = words(&html);
    assert!(page.contains("\u{2212}60.0 points n = 5"), "{page}");
    assert!(page.contains("phone \u{2212}100.0 points"), "{page}");
    assert!(page.contains("web 0.0 points"), "{page}");
    // The axis goes below zero.
    assert!(html.contains(">-100<"), "{html}");
    let french = words(&shown(&running, "/fr/kpis/nps"));
    assert!(french.contains("\u{2212}60,0 points"), "{french}");
}

#[test]
fn the_parts_of_a_whole_are_shown_and_the_whole_is_not() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let contact = |n: u32, channel: &str| {
        event(
            n,
            "contact",
            json!({"contact": format!("k{n}"), "channel": channel}),
        )
    };
    sent(
        &running,
        &[contact(1, "phone"), contact(2, "phone"), contact(3, "chat")],
    );
    let page = words(&shown(&running, "/en/kpis/channel_share"));
    assert!(page.contains("Parts of a whole"), "{page}");
    assert!(
        page.contains("phone 66.7%") && page.contains("chat 33.3%"),
        "{page}"
    );
    let phone = words(&shown(&running, "/en/kpis/channel_share?channel=phone"));
    assert!(phone.contains("66.7% 2 / 3"), "{phone}");
}

#[test]
fn vendors_stand_side_by_side_and_say_what_they_lack() {
    let vigie = Vigie::new();
    let running = with_events(&vigie);
    let html = shown(&running, "/en/kpis/compare/deflection");
    let page = words(&html);
    for vendor in ["microsoft", "kapa", "zendesk", "dialogflow"] {
        let name = format!("deflection.{vendor}");
        assert!(page.contains(&name), "{vendor}: {page}");
        let links = links(&html, &format!("/en/kpis/{name}?"));
        assert!(!links.is_empty(), "{vendor}");
    }
    assert!(page.contains("deflection_low"), "{page}");
    assert!(page.contains("not computable on this log: needs"), "{page}");
    let kapa = words(&shown(&running, "/en/kpis/deflection.kapa"));
    assert!(
        kapa.contains("not computable on this log") && kapa.contains("compare definitions"),
        "{kapa}"
    );
    let answer = page_of(&running, "/en/kpis/compare/nps");
    assert_eq!(answer.0, 404);
}

fn page_of(running: &Running, target: &str) -> (u16, String) {
    let answer = page(running, target);
    (answer.status, answer.text().replace("&#x2f;", "/"))
}

#[test]
fn a_name_that_no_kpi_has_leads_to_the_list_and_a_broken_file_says_why() {
    let vigie = Vigie::new();
    std::fs::create_dir_all(vigie.data().join("kpi")).unwrap();
    std::fs::write(vigie.data().join("kpi/ours.sql"), "-- nonsense").unwrap();
    let running = with_events(&vigie);
    let (status, html) = page_of(&running, "/fr/kpis/none%3Cb%3E");
    assert_eq!(status, 404);
    assert!(html.contains("Cet indicateur n’existe pas") && !html.contains("<b>"));
    assert_eq!(links(&html, "/fr/kpis"), ["/fr/kpis"]);
    let (status, html) = page_of(&running, "/en/kpis/ours");
    assert_eq!(status, 404);
    assert!(html.contains("`ours` cannot be used: line 1"), "{html}");
    let list = words(&shown(&running, "/en/kpis"));
    assert!(
        list.contains("Files that cannot be used ours.sql"),
        "{list}"
    );
    // Nobody learns from it where the data lie.
    assert!(!list.contains(&vigie.data().display().to_string()));
}

#[test]
fn what_stands_in_an_administrators_file_is_text_too() {
    let vigie = Vigie::new();
    std::fs::create_dir_all(vigie.data().join("kpi")).unwrap();
    let text = "-- title.fr: <b>Un</b>\n-- title.en: <b>One</b>\n-- kind: ratio\n\
        -- unit.fr: <b>x</b>\n-- unit.en: <b>x</b>\n-- better: lower\n-- source: <b>\n\
        -- param.p: 1\n--\n-- About <b>it</b>\n-- fr: De <b>cela</b>\n\n\
        select at, day, channel, lang, application, theme, no_result as num, :p as den, \
        query as \"<b>q</b> & 'x'\" from intents where 2 > 1";
    std::fs::write(vigie.data().join("kpi/ours.sql"), text).unwrap();
    let running = with_events(&vigie);
    let html = shown(&running, "/en/kpis/ours");
    let chip = links(&html, "?")
        .into_iter()
        .find(|link| link.contains("3Cb"));
    let by = shown(&running, &format!("/en/kpis/ours{}", chip.unwrap()));
    for html in [html, by, shown(&running, "/en/kpis")] {
        assert!(!html.contains("<b>") && !html.contains("<b "), "{html}");
        assert!(html.contains("&lt;b&gt;One"), "{html}");
    }
}

#[test]
fn rows_left_out_say_why() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    let known = json!({"contact": "k1", "customer": "anna"});
    sent(
        &running,
        &[
            event(1, "contact", known),
            event(2, "contact", json!({"contact": "k2"})),
        ],
    );
    let target = "/en/kpis/repetition_rate?rows=left_out";
    let page = words(&shown(&running, target));
    assert!(page.contains("The rows left out 2 of 2"), "{page}");
    assert!(page.contains("of unknown customers"), "{page}");
    let (status, said) = page_of(&running, "/en/kpis/searches?rows=left_out");
    assert!(status == 400 && said.contains("`rows` must be"), "{said}");
}

#[test]
fn why_a_figure_moved_is_told_when_it_is_asked() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    // On two days: the phone's answers turn bad, the web's stay.
    let mut events = Vec::new();
    for (place, (day, channel, total)) in [
        (1, "phone", 1),
        (1, "web", 1),
        (2, "phone", 0),
        (2, "web", 1),
    ]
    .into_iter()
    .enumerate()
    {
        for n in 0..10 {
            let n = place as u32 * 10 + n;
            let own = json!({"query": format!("q {n}"), "total": total, "channel": channel,
                "at": format!("2026-03-0{day}T09:15:04Z")});
            events.push(event(n, "search", own));
        }
    }
    sent(&running, &events);
    let target = "/en/kpis/zero_result_rate?from=2026-03-02&to=2026-03-02";
    let html = shown(&running, target);
    assert!(words(&html).contains("Split the difference"));
    let page = words(&shown(&running, &format!("{target}&explain=1")));
    assert!(page.contains("0.0% → 50.0%: +50.0 pp"), "{page}");
    let told = page.find("channel phone").unwrap();
    assert!(
        page.find("channel web").is_none_or(|other| told < other),
        "{page}"
    );
}

#[test]
fn the_glossary_explains_words_before_there_are_figures_and_leads_to_kpis() {
    let vigie = Vigie::new();
    let running = Running::open(&vigie.data());
    for (ui, word) in [("fr", "Épisode"), ("en", "Episode")] {
        let html = shown(&running, &format!("/{ui}/glossary"));
        assert!(words(&html).contains(word));
        assert!(html.contains(r#"<div id="nps">"#));
        assert_eq!(links(&html, &format!("/{ui}/kpis/nps?")).len(), 1);
    }
    let vigie = Vigie::new();
    let running = with_events(&vigie);
    let page = shown(&running, "/en/kpis/nps");
    assert!(!links(&page, "/en/glossary?site=default#promoter").is_empty());
}

#[test]
fn cards_of_other_pages_lead_to_the_page_of_their_kpi_with_the_filters() {
    let vigie = Vigie::new();
    let running = with_events(&vigie);
    for (target, kpi) in [
        ("/en", "zero_result_rate"),
        ("/en", "deflection_low"),
        ("/en/handoffs", "contacts"),
    ] {
        let html = shown(&running, &format!("{target}?days=7"));
        let link = format!("/en/kpis/{kpi}?site=default&days=7");
        assert!(links(&html, "/en/kpis/").contains(&link), "{link}");
    }
    // And back: the other language is the same page.
    let html = shown(&running, "/en/kpis/nps?days=7&by=agent");
    assert!(html.contains("/fr/kpis/nps?site=default&amp;days=7&amp;by=agent"));
}
