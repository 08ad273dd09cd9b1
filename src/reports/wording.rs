//! What the product's words are called for people: the same in the terminal and on pages.

use super::language::{pick, text};
use super::number::{count, counted, decimal, percent};
use crate::kpi::bounds::Measurement;
use crate::kpi::header::Text;
use crate::kpi::{Kind, Kpi, LeftOut, User, Way};
use crate::text::language::Lang;

/// Why a question counts as unanswered.
pub fn reason(lang: Lang, reason: &str) -> &str {
    match reason {
        "no_result" => pick(lang, "sans résultat", "no result"),
        "no_click" => pick(lang, "sans clic", "no click"),
        "reformulated" => pick(lang, "reformulée", "reformulated"),
        "negative" => pick(lang, "vote négatif", "negative vote"),
        "handoff" => pick(lang, "transfert", "hand-off"),
        "misunderstood" => pick(lang, "incomprise", "misunderstood"),
        other => other,
    }
}

/// Why somebody was handed to a human.
pub fn cause(lang: Lang, cause: &str) -> &str {
    match cause {
        "offered" => pick(lang, "proposé", "offered"),
        "requested" => pick(lang, "demandé", "requested"),
        "automatic" => pick(lang, "automatique", "automatic"),
        other => other,
    }
}

/// How an episode ended.
pub fn outcome(lang: Lang, outcome: &str) -> &str {
    match outcome {
        "escalated" => pick(lang, "transfert vers un humain", "escalated to a human"),
        "confirmed" => pick(lang, "confirmé utile", "confirmed helpful"),
        "negative" => pick(lang, "jugé inutile", "voted not helpful"),
        "silent_with_answer" => pick(lang, "silencieux, avec réponse", "silent, with an answer"),
        "silent_without_answer" => pick(
            lang,
            "silencieux, sans réponse",
            "silent, without an answer",
        ),
        "unengaged" => pick(lang, "non engagé", "unengaged"),
        other => other,
    }
}

/// What can be measured so that deflection is known better.
pub fn measurement(lang: Lang, measurement: Measurement) -> &'static str {
    match measurement {
        Measurement::Customer => pick(
            lang,
            "qui est le client (« customer »)",
            "who the customer is (`customer`)",
        ),
        Measurement::Time => pick(
            lang,
            "les 7 jours qui suivent (il suffit d’attendre)",
            "the 7 days after (it takes only time)",
        ),
        Measurement::Opinion => pick(
            lang,
            "l’avis du client (vote, question de clôture)",
            "what the person says (vote, closing question)",
        ),
        Measurement::Dwell => pick(
            lang,
            "le temps de lecture (« dwell », « words »)",
            "how long the answer is read (`dwell`, `words`)",
        ),
        Measurement::Theme => pick(
            lang,
            "le thème des contacts (« theme »)",
            "what contacts are about (`theme`)",
        ),
    }
}

/// Who speaks in a conversation.
pub fn speaker(lang: Lang, speaker: &str) -> &str {
    match speaker {
        "customer" => pick(lang, "client", "customer"),
        "agent" => pick(lang, "conseiller", "agent"),
        "bot" => "bot",
        _ => pick(lang, "autre", "other"),
    }
}

/// A value of a KPI as its kind has it: in per cent, counted, or with decimals.
pub fn value(lang: Lang, kpi: &Kpi, value: f64) -> String {
    match kpi.kind {
        _ if kpi.is_share() => percent(lang, value),
        Kind::Sum { .. } | Kind::Distinct if value.fract() == 0.0 && value >= 0.0 => {
            count(lang, value as u64)
        }
        Kind::Net => decimal(lang, value, 1),
        _ => decimal(lang, value, 2),
    }
}

/// A difference of two values of a KPI, with its sign.
pub fn difference(lang: Lang, kpi: &Kpi, by: f64) -> String {
    let size = match kpi.is_share() {
        true => format!("{}\u{a0}points", decimal(lang, by.abs() * 100.0, 1)),
        false => value(lang, kpi, by.abs()),
    };
    // What rounds to zero has no sign.
    match size.contains(|c: char| ('1'..='9').contains(&c)) {
        true if by < 0.0 => format!("\u{2212}{size}"),
        true => format!("+{size}"),
        false => size,
    }
}

/// Which way a figure went.
pub fn way(lang: Lang, way: Way) -> &'static str {
    match way {
        Way::Up => pick(lang, "en hausse", "up"),
        Way::Down => pick(lang, "en baisse", "down"),
        Way::CannotTell => pick(lang, "on ne peut pas conclure", "cannot tell"),
        Way::TooFew => pick(lang, "trop peu pour conclure", "too few to say"),
    }
}

/// Who needs a KPI.
pub fn user(lang: Lang, user: User) -> &'static str {
    match user {
        User::Editor => pick(lang, "Rédaction de la base", "Knowledge-base editor"),
        User::BotOwner => pick(lang, "Responsable du chatbot", "Chatbot owner"),
        User::Quality => pick(lang, "Qualité", "Quality"),
        User::Manager => pick(lang, "Direction", "Manager"),
    }
}

/// What a figure leaves out, in a line: so many `of` whom for good, and so many too young.
/// None for a KPI that leaves nothing out.
pub fn left_out(lang: Lang, of: Option<&Text>, rows: &LeftOut) -> Option<String> {
    let never = rows.left_out.zip(of);
    let never = never.map(|(n, of)| format!("{} {}", count(lang, n), text(lang, of)));
    let young = rows.too_young.map(|n| {
        let (fr, en) = (("trop récent", "trop récents"), ("too young", "too young"));
        counted(lang, n, fr, en)
    });
    let parts: Vec<String> = [never, young].into_iter().flatten().collect();
    let title = pick(lang, "Écartés\u{a0}: ", "Left out: ");
    (!parts.is_empty()).then(|| format!("{title}{}", parts.join(" · ")))
}
