#![allow(clippy::unwrap_used)]

use std::collections::{BTreeSet, HashSet};

use jiff::civil::date;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::*;

const THEMES: [&str; 10] = [
    "compte",
    "contrat",
    "déménagement",
    "dépannage",
    "facture",
    "fibre",
    "internet",
    "mobile",
    "tv",
    "étranger",
];

/// Lower case letters and digits without accents, one space between words.
fn plain(text: &str) -> String {
    let letters = text.nfd().filter(|letter| !is_combining_mark(*letter));
    let lower: String = letters.flat_map(char::to_lowercase).collect();
    let words = lower.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn words(text: &str) -> HashSet<String> {
    plain(text).split(' ').map(str::to_owned).collect()
}

fn in_language(lang: &str) -> Vec<Entry> {
    let mut entries = entries();
    entries.retain(|entry| entry.lang == lang);
    entries
}

fn whole(entry: &Entry) -> String {
    let alternates = entry.alternates.join(" ");
    plain(&format!("{} {} {alternates}", entry.question, entry.answer))
}

/// Crude, but French and English are told apart by their smallest words.
fn looks_french(text: &str) -> bool {
    let words = words(text);
    let count = |small: &[&str]| small.iter().filter(|word| words.contains(**word)).count();
    let french = [
        "le", "la", "les", "de", "du", "des", "et", "vous", "votre", "pour", "est", "je",
    ];
    let english = [
        "the", "of", "and", "you", "your", "for", "is", "to", "it", "in", "my", "i",
    ];
    count(&french) > count(&english)
}

#[test]
fn there_is_enough_to_look_like_a_real_site() {
    assert!(in_language("fr").len() >= 65);
    assert!(in_language("en").len() >= 45);
    let conversations = conversations();
    let french = conversations.iter().filter(|one| one.lang == "fr").count();
    assert!(french >= 40 && conversations.len() - french >= 24);
}

#[test]
fn ids_urls_and_wordings_belong_to_one_entry() {
    let entries = entries();
    let mut seen = HashSet::new();
    for entry in &entries {
        assert!(seen.insert(entry.id.clone()), "{}", entry.id);
        assert!(seen.insert(entry.url.clone()), "{}", entry.url);
        assert!(
            entry.id.starts_with(&format!("{}-", entry.lang)),
            "{}",
            entry.id
        );
        for wording in &entry.alternates {
            let key = format!("{} {}", entry.lang, plain(wording));
            assert!(seen.insert(key), "{}: {wording}", entry.id);
        }
    }
    let ids: HashSet<String> = conversations().into_iter().map(|one| one.id).collect();
    assert_eq!(ids.len(), conversations().len());
}

#[test]
fn entries_are_whole() {
    for entry in entries() {
        let id = &entry.id;
        assert!((2..=5).contains(&entry.alternates.len()), "{id}");
        assert!((200..1200).contains(&entry.answer.chars().count()), "{id}");
        assert!(entry.question.ends_with('?'), "{id}");
        assert!(entry.answer.contains("**"), "{id}: no step stands out");
        assert_eq!(
            entry.answer.matches("**").count() % 2,
            0,
            "{id}: bold stays open"
        );
        assert!(
            entry.url.starts_with("https://aide.valrive.example/"),
            "{id}"
        );
    }
}

#[test]
fn every_theme_is_used_and_no_other() {
    let known = BTreeSet::from(THEMES.map(str::to_owned));
    for lang in ["fr", "en"] {
        let used = in_language(lang).into_iter().flat_map(|entry| entry.themes);
        assert_eq!(used.collect::<BTreeSet<_>>(), known);
    }
    let talked: BTreeSet<_> = conversations().into_iter().map(|one| one.theme).collect();
    assert_eq!(talked, known);
    assert!(gaps().iter().all(|gap| known.contains(&gap.theme)));
}

#[test]
fn texts_are_in_the_language_they_claim() {
    for entry in entries() {
        assert_eq!(
            looks_french(&entry.answer),
            entry.lang == "fr",
            "{}",
            entry.id
        );
    }
    for conversation in conversations() {
        let turns = conversation.turns.iter().map(|turn| turn.text.as_str());
        let text = turns.collect::<Vec<_>>().join(" ");
        assert_eq!(
            looks_french(&text),
            conversation.lang == "fr",
            "{}",
            conversation.id
        );
    }
}

#[test]
fn no_page_answers_a_planted_need() {
    for gap in gaps() {
        let pages = in_language(&gap.lang);
        for marker in gap.markers.iter().map(|marker| plain(marker)) {
            let page = pages.iter().find(|page| whole(page).contains(&marker));
            assert!(page.is_none(), "{marker} stands in {}", page.unwrap().id);
        }
        for wording in &gap.wordings {
            let asked = plain(wording);
            let mut markers = gap.markers.iter().map(|marker| plain(marker));
            assert!(markers.any(|marker| asked.contains(&marker)), "{wording}");
        }
    }
}

#[test]
fn planted_needs_are_many_and_put_in_many_ways() {
    let gaps = gaps();
    let needs: HashSet<&str> = gaps.iter().map(|gap| gap.id.as_str()).collect();
    assert!(needs.len() >= 8);
    for gap in &gaps {
        assert!((4..=8).contains(&gap.wordings.len()), "{}", gap.id);
    }
}

#[test]
fn agents_have_answered_every_planted_need_in_conversations() {
    for gap in gaps() {
        let markers: Vec<String> = gap.markers.iter().map(|marker| plain(marker)).collect();
        let told = conversations().into_iter().any(|conversation| {
            let text: Vec<String> = conversation
                .turns
                .iter()
                .map(|turn| plain(&turn.text))
                .collect();
            let text = text.join(" ");
            conversation.lang == gap.lang
                && conversation
                    .turns
                    .iter()
                    .any(|turn| turn.speaker == "agent")
                && markers.iter().any(|marker| text.contains(marker))
        });
        assert!(told, "{} in {}", gap.id, gap.lang);
    }
}

#[test]
fn conversations_have_two_speakers_and_go_forward() {
    for conversation in conversations() {
        let id = &conversation.id;
        let speakers: HashSet<&str> = conversation
            .turns
            .iter()
            .map(|turn| turn.speaker.as_str())
            .collect();
        assert!(speakers.len() >= 2 && speakers.contains("customer"), "{id}");
        assert!(
            speakers.is_subset(&HashSet::from(["customer", "agent", "bot"])),
            "{id}"
        );
        assert!((4..=14).contains(&conversation.turns.len()), "{id}");
        assert_eq!(
            conversation.contact.is_some(),
            speakers.contains("agent"),
            "{id}"
        );
        assert!(conversation.simulated, "{id}");
    }
}

#[test]
fn transcripts_are_dated_from_the_first_day() {
    let text = transcripts(date(2026, 3, 2));
    let dated: Vec<Conversation> = rows(&text);
    assert_eq!(dated[0].at, "2026-03-02T09:12:10Z");
    assert_eq!(dated[0].turns[1].at, "2026-03-02T09:12:59Z");
    let later = dated.iter().find(|one| one.id == "conv-fr-11").unwrap();
    assert!(later.at.starts_with("2026-03-05T18:41:"), "{}", later.at);
    let period = "2026-03-02T".."2026-03-30T";
    for conversation in &dated {
        assert!(
            period.contains(&conversation.at.as_str()),
            "{}",
            conversation.at
        );
        assert_eq!(conversation.turns[0].at, conversation.at);
        assert!(
            conversation
                .turns
                .is_sorted_by(|one, next| one.at <= next.at)
        );
    }
}

#[test]
fn every_row_is_labelled_as_simulated() {
    let files = FAQ
        .iter()
        .map(|file| file.text)
        .chain([GAPS, CONVERSATIONS]);
    for row in files.flat_map(str::lines) {
        assert!(row.contains("\"simulated\": true"), "{row}");
    }
}

#[test]
fn addresses_and_numbers_belong_to_nobody() {
    let text = [CONVERSATIONS, FAQ[0].text, FAQ[1].text].concat();
    for address in text.split([' ', '"']).filter(|word| word.contains('@')) {
        let host = address
            .rsplit('@')
            .next()
            .unwrap()
            .trim_end_matches(['.', ',']);
        assert!(
            host.starts_with("example.") || host.ends_with(".example"),
            "{address}"
        );
    }
    // ARCEP keeps 01 99 00 and 06 39 98 for fiction, Ofcom 07700 900.
    let digits = phones_in_pairs(&text);
    assert!(digits.len() >= 5, "{digits:?}");
    for phone in digits {
        let fiction = ["019900", "063998"]
            .iter()
            .any(|start| phone.starts_with(start));
        assert!(fiction, "{phone}");
    }
}

/// French numbers written in pairs: five words of two digits, the first with a 0.
fn phones_in_pairs(text: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .collect();
    let pair = |word: &&str| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    words
        .windows(5)
        .filter(|five| five.iter().all(pair) && five[0].starts_with('0'))
        .map(|five| five.concat())
        .collect()
}
