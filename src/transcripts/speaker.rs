//! Who speaks, told from the labels that files use.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::text::fold::fold;

/// The side on which a speaker stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Speaker {
    Customer,
    Agent,
    Bot,
    /// Anyone else: a supervisor, a name, a system that notes an action.
    Other,
}

impl Speaker {
    pub const ALL: [Speaker; 4] = [
        Speaker::Customer,
        Speaker::Agent,
        Speaker::Bot,
        Speaker::Other,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Speaker::Customer => "customer",
            Speaker::Agent => "agent",
            Speaker::Bot => "bot",
            Speaker::Other => "other",
        }
    }

    /// Reads a label: `Client`, `Conseillère (Marie)`, `Agent 2`, `U`. `None`
    /// for a name or a word that says no side.
    pub fn from_label(label: &str) -> Option<Speaker> {
        let label = fold(label);
        let (name, inside) = label.split_once(['(', '[']).unwrap_or((&label, ""));
        listed(&label)
            .or_else(|| whole(name))
            .or_else(|| whole(inside))
    }
}

/// Labels in folded form. A label is looked up whole, then by its first and
/// its last word, so that `service client` is not a client.
const LABELS: &[(Speaker, &[&str])] = &[
    (
        Speaker::Customer,
        &[
            "u",
            "user",
            "end user",
            "client",
            "cliente",
            "customer",
            "consumer",
            "caller",
            "visiteur",
            "visiteuse",
            "visitor",
            "guest",
            "usager",
            "usagere",
            "utilisateur",
            "utilisatrice",
            "appelant",
            "appelante",
            "internaute",
            "abonne",
            "abonnee",
            "adherent",
            "adherente",
            "assure",
            "assuree",
            "patient",
            "patiente",
            "societaire",
        ],
    ),
    (
        Speaker::Agent,
        &[
            "agent",
            "agente",
            "human agent",
            "conseiller",
            "conseillere",
            "teleconseiller",
            "teleconseillere",
            "advisor",
            "adviser",
            "operator",
            "operateur",
            "operatrice",
            "representative",
            "rep",
            "support",
            "support client",
            "service client",
            "service clients",
            "relation client",
            "customer service",
            "customer support",
            "customer care",
        ],
    ),
    (
        Speaker::Bot,
        &[
            "bot",
            "s",
            "system",
            "systeme",
            "assistant",
            "assistante",
            "assistant virtuel",
            "assistante virtuelle",
            "virtual assistant",
            "agent virtuel",
            "virtual agent",
            "chatbot",
            "voicebot",
            "callbot",
            "robot",
            "svi",
            "ivr",
        ],
    ),
];

fn whole(label: &str) -> Option<Speaker> {
    let words: Vec<&str> = label
        .split(|letter: char| !letter.is_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    let first_or_last = || {
        let ends = [words.first()?, words.last()?];
        // A letter alone is a label (`U`), in a name it is an initial.
        ends.into_iter()
            .filter(|word| word.len() > 1)
            .find_map(|word| listed(word))
    };
    listed(&words.join(" ")).or_else(first_or_last)
}

fn listed(label: &str) -> Option<Speaker> {
    BY_LABEL.get(label).copied()
}

/// Every turn of a file has a label: they are looked up, not searched for.
static BY_LABEL: LazyLock<FxHashMap<&str, Speaker>> = LazyLock::new(|| {
    let of = |(speaker, labels): &(Speaker, &'static [&'static str])| {
        let speaker = *speaker;
        labels.iter().map(move |label| (*label, speaker))
    };
    LABELS.iter().flat_map(of).collect()
});

#[cfg(test)]
mod tests {
    use super::Speaker::{self, Agent, Bot, Customer};

    #[track_caller]
    fn check(labels: &[&str], expected: Option<Speaker>) {
        for label in labels {
            assert_eq!(Speaker::from_label(label), expected, "{label}");
        }
    }

    #[test]
    fn labels_of_both_languages_tell_the_side() {
        check(
            &[
                "U", "user", "Client", "CLIENTE", "Caller", "Usager", "end_user",
            ],
            Some(Customer),
        );
        check(
            &[
                "agent",
                "Conseillère",
                "conseiller(ère)",
                "Opérateur",
                "Advisor",
            ],
            Some(Agent),
        );
        check(
            &["S", "bot", "Système", "SVI", "chatbot", "assistant"],
            Some(Bot),
        );
    }

    #[test]
    fn numbers_and_names_beside_a_label_do_not_hide_it() {
        check(
            &[
                "Agent 2",
                "agent_1",
                "Conseiller Paul",
                "Marie (conseillère)",
            ],
            Some(Agent),
        );
        check(&["Client 3", "Client (Jean)"], Some(Customer));
    }

    #[test]
    fn a_pair_of_words_may_mean_the_other_side() {
        check(
            &["Service client", "Customer service", "Human agent"],
            Some(Agent),
        );
        check(&["Agent virtuel", "virtual assistant"], Some(Bot));
    }

    #[test]
    fn names_say_no_side() {
        check(
            &["", "Marie", "S. Martin", "U Thant", "action", "🙂", "12"],
            None,
        );
    }
}
