#![allow(clippy::unwrap_used)]
use super::{Counter, Frequencies, Options, count};
use crate::text::Lang;
use crate::transcripts::{Conversation, Speaker, Turn};
use proptest::prelude::*;

use Speaker::{Agent, Bot, Customer};

fn talk(lang: Lang, turns: &[(Speaker, &str)]) -> Conversation {
    let turn = |&(speaker, text): &(Speaker, &str)| Turn {
        speaker,
        text: text.to_owned(),
        at: None,
    };
    Conversation {
        turns: turns.iter().map(turn).collect(),
        lang: Some(lang),
        ..Conversation::default()
    }
}

fn talks() -> Vec<Conversation> {
    let mut invoices = talk(
        Lang::Fr,
        &[
            (
                Customer,
                "Mes factures ! La facture de mars, et les factures.",
            ),
            (Bot, "Votre facture est dans votre boîte de réception."),
        ],
    );
    invoices.theme = Some("billing".to_owned());
    invoices.channel = Some("web".to_owned());
    let mut box_full = talk(
        Lang::Fr,
        &[
            (
                Customer,
                "Ma boîte de réception est pleine. Réception impossible",
            ),
            (Agent, "Quelle facture, la 2024 2024 ?"),
        ],
    );
    box_full.channel = Some("phone".to_owned());
    let message = talk(
        Lang::En,
        &[(Customer, "Your messages and my message, l'invoice")],
    );
    vec![invoices, box_full, message]
}

fn shown(frequencies: &Frequencies) -> Vec<(&str, u64, u64)> {
    let keywords = frequencies.keywords.iter();
    keywords
        .map(|k| (k.keyword.as_str(), k.count, k.documents))
        .collect()
}

#[track_caller]
fn check(options: Options, expected: &[(&str, u64, u64)]) {
    let frequencies = count(&talks(), &options);
    let shown = shown(&frequencies);
    assert_eq!(shown.get(..expected.len()), Some(expected), "{shown:?}");
}

#[test]
fn words_are_counted_by_stem_and_shown_by_their_commonest_form() {
    // 3 `facture`, 2 `factures`; `boîte` before `réception` by its count alone.
    check(
        Options::default(),
        &[("facture", 5, 2), ("réception", 3, 2), ("boîte", 2, 2)],
    );
}

#[test]
fn equal_forms_are_shown_by_the_alphabet() {
    check(
        Options {
            lang: Some(Lang::En),
            ..Options::default()
        },
        &[("message", 2, 1)],
    );
}

#[test]
fn speakers_themes_channels_and_languages_are_filters() {
    let customer = Options {
        speaker: Some(Customer),
        ..Options::default()
    };
    check(
        customer.clone(),
        &[("factures", 3, 1), ("message", 2, 1), ("réception", 2, 1)],
    );
    let theme = Options {
        theme: Some("billing".to_owned()),
        ..Options::default()
    };
    check(theme.clone(), &[("facture", 4, 1)]);
    assert_eq!(count(&talks(), &theme).conversations, 1);
    let channel = Options {
        channel: Some("phone".to_owned()),
        speaker: Some(Agent),
        ..Options::default()
    };
    check(channel, &[("facture", 1, 1)]);
}

#[test]
fn speakers_are_counted_apart() {
    let keyword = count(&talks(), &Options::default()).keywords.remove(0);
    let by_speaker: Vec<_> = keyword.by_speaker.into_iter().collect();
    assert_eq!(by_speaker, [(Customer, 3), (Agent, 1), (Bot, 1)]);
}

#[test]
fn longer_keywords_begin_and_end_with_a_word_that_says_something() {
    let words = |words| Options {
        words,
        lang: Some(Lang::Fr),
        ..Options::default()
    };
    check(words(3), &[("boîte de réception", 2, 2)]);
    let pairs = count(&talks(), &words(2));
    let pairs: Vec<_> = shown(&pairs).iter().map(|pair| pair.0).collect();
    // No keyword goes over a full stop, and none is of numbers alone.
    assert!(pairs.contains(&"Réception impossible"), "{pairs:?}");
    assert!(
        !pairs
            .iter()
            .any(|pair| *pair == "pleine Réception" || *pair == "2024 2024")
    );
}

#[test]
fn all_words_are_counted_with_those_that_are_no_keywords() {
    let one = [talk(Lang::En, &[(Customer, "How do I pay 20 euros?")])];
    let frequencies = count(&one, &Options::default());
    assert_eq!((frequencies.words, frequencies.conversations), (6, 1));
    assert_eq!(shown(&frequencies), [("euros", 1, 1), ("pay", 1, 1)]);
}

#[test]
fn a_stem_of_two_languages_is_one_keyword() {
    let both = [
        talk(Lang::Fr, &[(Customer, "messages, messages")]),
        talk(Lang::En, &[(Customer, "message")]),
    ];
    let frequencies = count(&both, &Options::default());
    assert_eq!(shown(&frequencies), [("messages", 3, 2)]);
}

#[test]
fn an_unknown_language_is_told_from_the_text() {
    let mut unknown = talk(
        Lang::Fr,
        &[(Customer, "How can I change the password of my account?")],
    );
    unknown.lang = None;
    let only_english = Options {
        lang: Some(Lang::En),
        ..Options::default()
    };
    assert_eq!(count(&[unknown], &only_english).conversations, 1);
}

/// Some hundred conversations of few words, so that stems meet again.
fn many() -> impl Strategy<Value = Vec<Conversation>> {
    const WORDS: &str = "facture Factures payer paye de la message messages impossible. l'eau 12 ?";
    let words: Vec<&str> = WORDS.split(' ').collect();
    let text = prop::collection::vec(prop::sample::select(words), 0..8);
    let turn =
        (0..4_usize, text).prop_map(|(speaker, text)| (Speaker::ALL[speaker], text.join(" ")));
    let conversation =
        (any::<bool>(), prop::collection::vec(turn, 0..4)).prop_map(|(french, turns)| {
            let turns: Vec<_> = turns
                .iter()
                .map(|(speaker, text)| (*speaker, text.as_str()))
                .collect();
            talk(if french { Lang::Fr } else { Lang::En }, &turns)
        });
    prop::collection::vec(conversation, 0..400)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn threads_batches_and_order_change_no_byte(mut all in many(), words in 1..=3_usize, cut in 0..400_usize) {
        let options = Options { words, ..Options::default() };
        let bytes = |all: &[Conversation], threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| serde_json::to_string(&count(all, &options)).unwrap())
        };
        let expected = bytes(&all, 1);
        prop_assert_eq!(&bytes(&all, 2), &expected);
        prop_assert_eq!(&bytes(&all, 5), &expected);
        let mut counter = Counter::new(options.clone());
        let (first, second) = all.split_at(cut.min(all.len()));
        counter.add(first);
        counter.add(second);
        prop_assert_eq!(&serde_json::to_string(&counter.finish()).unwrap(), &expected);
        all.reverse();
        prop_assert_eq!(&bytes(&all, 2), &expected);
    }
}
