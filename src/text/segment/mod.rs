//! Text to words, each with its place in the text as it was given.
//!
//! UAX #29 word boundaries between spaces (`runs`), with the cuts that
//! French and English need on top: elisions (`l'`, `qu'`), the possessive
//! `'s`, words glued by a full stop (`merci.bonjour`). Punctuation, emoji and
//! masked personal data (`[email]`) are not words.

mod joints;
mod runs;

use super::Lang;
use super::mask::PLACEHOLDERS;
use joints::Joint;
use runs::{Run, Runs};

/// One word and where it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// The word as it is written; an elided word keeps its apostrophe (`l'`).
    pub text: &'t str,
    /// Where it begins in the text, in bytes.
    pub start: usize,
}

impl Word<'_> {
    /// Where the word ends in the text, in bytes.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The words of `text`, in order.
pub fn words(text: &str, lang: Lang) -> impl Iterator<Item = Word<'_>> {
    Words {
        text,
        lang,
        runs: Runs::new(text),
        ahead: None,
        tail: None,
    }
}

struct Words<'t> {
    text: &'t str,
    lang: Lang,
    runs: Runs<'t>,
    /// A run that was looked at and not used.
    ahead: Option<Run>,
    /// What is left of a run after a cut.
    tail: Option<Run>,
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        let run = match self.tail.take() {
            Some(tail) => tail,
            None => self.next_run()?,
        };
        let end = if run.is_plain {
            self.joined(run)
        } else {
            self.cut(run)
        };
        Some(Word {
            text: &self.text[run.start..end],
            start: run.start,
        })
    }
}

impl Words<'_> {
    fn next_run(&mut self) -> Option<Run> {
        loop {
            let run = self.ahead.take().or_else(|| self.runs.next())?;
            if !self.is_placeholder(run) && !self.is_emoji(run) {
                return Some(run);
            }
        }
    }

    /// Keeps the first part of `run` and leaves the rest for later; gives where the part ends.
    fn cut(&mut self, run: Run) -> usize {
        let word = &self.text[run.start..run.end];
        match joints::first(word, self.lang, run.is_tail) {
            Some(Joint { head, tail }) => {
                let start = run.start + tail;
                self.tail = (start < run.end).then_some(Run {
                    start,
                    is_tail: true,
                    ..run
                });
                run.start + head
            }
            None => self.joined(run),
        }
    }

    /// Where a word ends that may go on past its run: `d'1`, `rendez-vous`, `wi-fi`.
    fn joined(&mut self, run: Run) -> usize {
        let after = &self.text.as_bytes()[run.end..];
        if !matches!(after, [b'\'' | b'`' | b'-' | 0x80.., ..]) {
            return run.end;
        }
        let word = &self.text[run.start..run.end];
        let rest = &self.text[run.end..];
        let longer = match self.lang {
            Lang::Fr => joints::apostrophe_of_elision(word, rest),
            Lang::En => None,
        };
        let longer = longer.map(|len| (run.end + len, false));
        let longer =
            longer.or_else(|| joints::second_half(word, rest).map(|len| (run.end + len, true)));
        match longer {
            Some((end, takes_next)) => self.reach(run, end, takes_next),
            None => run.end,
        }
    }

    /// `end` if no boundary forbids it: the next run ends there, or begins no sooner.
    fn reach(&mut self, run: Run, end: usize, takes_next: bool) -> usize {
        self.ahead = self.ahead.or_else(|| self.runs.next());
        match self.ahead {
            Some(next) if takes_next && next.end == end => {
                self.ahead = None;
                end
            }
            Some(next) if takes_next || next.start < end => run.end,
            _ => end,
        }
    }

    fn is_placeholder(&self, run: Run) -> bool {
        let bytes = self.text.as_bytes();
        run.start > 0
            && bytes[run.start - 1] == b'['
            && bytes.get(run.end) == Some(&b']')
            && PLACEHOLDERS.contains(&&self.text[run.start - 1..=run.end])
    }

    /// Keycaps and letters in emoji dress (`1️⃣`, `ℹ️`) count as words in UAX #29.
    fn is_emoji(&self, run: Run) -> bool {
        !run.is_plain && self.text[run.start..run.end].contains(['\u{20e3}', '\u{fe0f}'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(lang: Lang, text: &str, expected: &[&str]) {
        let found: Vec<&str> = words(text, lang).map(|word| word.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn elisions_are_words_of_their_own() {
        let fr = |text, expected: &[&str]| check(Lang::Fr, text, expected);
        fr("l'Irlande", &["l'", "Irlande"]);
        fr("l’histoire", &["l’", "histoire"]);
        fr("L'ÉTÉ", &["L'", "ÉTÉ"]);
        fr(
            "jusqu'à lorsqu’il puisqu'on quoiqu'en",
            &[
                "jusqu'",
                "à",
                "lorsqu’",
                "il",
                "puisqu'",
                "on",
                "quoiqu'",
                "en",
            ],
        );
        fr(
            "qu'est-ce que c'est",
            &["qu'", "est", "ce", "que", "c'", "est"],
        );
        fr(
            "j'ai n'ai d'eau s'il m'a t'a",
            &[
                "j'", "ai", "n'", "ai", "d'", "eau", "s'", "il", "m'", "a", "t'", "a",
            ],
        );
        fr("c'qu'on dit", &["c'", "qu'", "on", "dit"]);
        fr("plus d'1 mois", &["plus", "d'", "1", "mois"]);
        fr(
            "l' assurance, l´avis, lʼavis",
            &["l'", "assurance", "l´", "avis", "lʼ", "avis"],
        );
        fr("l'«avis»", &["l'", "avis"]);
    }

    #[test]
    fn words_that_a_hyphen_makes_are_whole_in_both_languages() {
        for lang in [Lang::Fr, Lang::En] {
            check(
                lang,
                "Wi-Fi, wi‑fi hi-fi: E-mail, e-mails",
                &["Wi-Fi", "wi‑fi", "hi-fi", "E-mail", "e-mails"],
            );
            check(lang, "wi-fibre e-mailing", &["wi", "fibre", "e", "mailing"]);
        }
    }

    #[test]
    fn words_with_an_apostrophe_inside_stay_whole() {
        for word in [
            "aujourd'hui",
            "aujourd’hui",
            "prud'homme",
            "Prud’hommes",
            "quelqu'un",
            "d'abord",
            "D’ailleurs",
            "presqu'île",
        ] {
            check(Lang::Fr, word, &[word]);
        }
        check(Lang::Fr, "d'abordage", &["d'", "abordage"]);
    }

    #[test]
    fn clitics_are_cut_at_the_hyphen() {
        let fr = |text, expected: &[&str]| check(Lang::Fr, text, expected);
        fr("dis-moi", &["dis", "moi"]);
        fr("donne-le-moi", &["donne", "le", "moi"]);
        fr("y a-t-il", &["y", "a", "t", "il"]);
        fr("va-t-en", &["va", "t", "en"]);
        fr("prendre rendez-vous", &["prendre", "rendez-vous"]);
        fr(
            "Rendez‑vous rendez-vousx rendez vous",
            &["Rendez‑vous", "rendez", "vousx", "rendez", "vous"],
        );
    }

    #[test]
    fn english_contractions_stay_and_possessives_go() {
        let en = |text, expected: &[&str]| check(Lang::En, text, expected);
        en("I don't, you’re", &["I", "don't", "you’re"]);
        en("my bank's app", &["my", "bank", "app"]);
        en("the customers’ bills", &["the", "customers", "bills"]);
        en(
            "it's what's that’s let's",
            &["it's", "what's", "that’s", "let's"],
        );
        en("o'clock", &["o'clock"]);
        en("l'Oréal's", &["l'Oréal"]);
    }

    #[test]
    fn a_full_stop_glues_acronyms_and_numbers_only() {
        check(
            Lang::Fr,
            "C'est fini.Merci",
            &["C'", "est", "fini", "Merci"],
        );
        check(Lang::Fr, "le S.A.V. répond", &["le", "S.A.V", "répond"]);
        check(
            Lang::Fr,
            "3,14 ou 3.14 à 14h30",
            &["3,14", "ou", "3.14", "à", "14h30"],
        );
        check(Lang::Fr, "objet:facture", &["objet", "facture"]);
        check(
            Lang::Fr,
            "salarié·e·s salarié.e.s",
            &["salarié", "e", "s", "salarié", "e", "s"],
        );
        check(Lang::Fr, "www.exemple.fr", &["www", "exemple", "fr"]);
    }

    #[test]
    fn thin_spaces_of_french_typography_part_words() {
        check(
            Lang::Fr,
            "Comment\u{202f}? «\u{202f}mot\u{202f}»\u{a0}!",
            &["Comment", "mot"],
        );
        check(
            Lang::Fr,
            "mot\u{202f}mot\u{3000}mot",
            &["mot", "mot", "mot"],
        );
    }

    #[test]
    fn punctuation_emoji_and_masked_data_are_no_words() {
        for text in [
            "",
            "?!… « »",
            "😀 👍🏽 👨‍👩‍👧 🇫🇷 1️⃣ ℹ️",
            "[email] [phone], [iban] [card] ([nir])",
            "__ --",
        ] {
            check(Lang::Fr, text, &[]);
            check(Lang::En, text, &[]);
        }
        check(
            Lang::En,
            "email [email] and [phones]",
            &["email", "and", "phones"],
        );
    }

    /// Spans go up, touch nothing twice, and gaps and words together are the text.
    fn check_spans(text: &str, lang: Lang) {
        let mut rebuilt = String::new();
        for word in words(text, lang) {
            assert!(word.start >= rebuilt.len(), "{text:?}");
            assert!(!word.text.is_empty(), "{text:?}");
            assert!(word.text.contains(char::is_alphanumeric), "{text:?}");
            assert!(!word.text.contains(char::is_whitespace), "{text:?}");
            rebuilt.push_str(&text[rebuilt.len()..word.start]);
            rebuilt.push_str(word.text);
            assert_eq!(rebuilt.len(), word.end(), "{text:?}");
        }
        rebuilt.push_str(&text[rebuilt.len()..]);
        assert_eq!(rebuilt, text);
    }

    proptest! {
        #[test]
        fn gaps_and_words_are_the_text(text in "\\PC*") {
            check_spans(&text, Lang::Fr);
            check_spans(&text, Lang::En);
        }

        #[test]
        fn gaps_and_words_are_the_text_near_the_rules(
            text in "([ldsQ]|qu|rendez|vous|é|['’.:·-]|[1 ]|_|\u{301}|😀|\\[email\\]){0,12}"
        ) {
            check_spans(&text, Lang::Fr);
            check_spans(&text, Lang::En);
        }
    }
}
