//! Words that stand for yes, no, and the values that a field allows.

use super::names::normal;

const YES: [&str; 9] = ["oui", "o", "true", "vrai", "yes", "y", "1", "x", "ok"];
const NO: [&str; 7] = ["non", "n", "false", "faux", "no", "0", "ko"];

/// How a contact that waited ended, as status columns say it.
const ANSWERED: [&str; 10] = [
    "repondu",
    "repondue",
    "decroche",
    "decrochee",
    "traite",
    "traitee",
    "answered",
    "handled",
    "connected",
    "served",
];
const ABANDONED: [&str; 14] = [
    "abandonne",
    "abandonnee",
    "abandon",
    "abandoned",
    "perdu",
    "perdue",
    "nonrepondu",
    "nonrepondue",
    "nondecroche",
    "manque",
    "raccroche",
    "missed",
    "unanswered",
    "noanswer",
];
const RESOLVED: [&str; 4] = ["resolu", "resolue", "resolved", "solved"];
const UNRESOLVED: [&str; 8] = [
    "nonresolu",
    "nonresolue",
    "unresolved",
    "notresolved",
    "encours",
    "ouvert",
    "open",
    "pending",
];

/// Words of exports for the values that fields allow, normal.
const TRANSLATED: [(&str, &[&str]); 14] = [
    ("inbound", &["entrant", "appelentrant", "in", "incoming"]),
    ("outbound", &["sortant", "appelsortant", "out", "outgoing"]),
    ("higher", &["haut", "plushaut"]),
    ("lower", &["bas", "plusbas"]),
    ("new", &["nouveau", "nouvelle"]),
    ("up_sell", &["monteeengamme"]),
    ("cross_sell", &["ventecroisee", "rebond"]),
    ("offered", &["propose", "proposee"]),
    ("requested", &["demande", "demandee"]),
    ("automatic", &["automatique"]),
    ("forced", &["force", "forcee", "impose", "imposee"]),
    ("customer", &["client", "cliente"]),
    ("agent", &["conseiller", "conseillere", "operateur"]),
    ("bot", &["robot", "chatbot"]),
];

/// Yes or no, of a field.
pub(super) fn flag(field: &str, text: &str) -> Option<bool> {
    if is_mark(text) {
        return Some(true);
    }
    let word = normal(text);
    let is = |words: &[&str]| words.contains(&word.as_str());
    let of_field = match field {
        "answered" => Some((is(&ANSWERED), is(&ABANDONED))),
        "abandoned" => Some((is(&ABANDONED), is(&ANSWERED))),
        "resolved" => Some((is(&RESOLVED), is(&UNRESOLVED))),
        _ => None,
    };
    match of_field {
        Some((true, _)) => Some(true),
        Some((_, true)) => Some(false),
        _ if is(&YES) => Some(true),
        _ if is(&NO) => Some(false),
        _ => None,
    }
}

/// A cross, in a column whose empty cells mean no.
pub(super) fn is_mark(text: &str) -> bool {
    matches!(text.trim(), "x" | "X" | "✓" | "✔" | "☑" | "✗" | "×")
}

/// One of the values that a field allows.
pub(super) fn one_of(allowed: &[&'static str], text: &str) -> Option<&'static str> {
    let word = normal(text);
    let is_named = |value: &&&str| {
        let translated = TRANSLATED.iter().find(|(name, _)| name == *value);
        normal(value) == word || translated.is_some_and(|(_, words)| words.contains(&&*word))
    };
    allowed.iter().find(is_named).copied()
}
