//! What the product's words are called for people: the same in the terminal and on pages.

use super::language::{pick, text};
use super::number::{count, counted};
use crate::kpi::LeftOut;
use crate::kpi::header::Text;
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

/// Who speaks in a conversation.
pub fn speaker(lang: Lang, speaker: &str) -> &str {
    match speaker {
        "customer" => pick(lang, "client", "customer"),
        "agent" => pick(lang, "conseiller", "agent"),
        "bot" => "bot",
        _ => pick(lang, "autre", "other"),
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
