//! What the product's words are called for people: the same in the terminal and on pages.

use super::language::{pick, text};
use super::moment::moment;
use super::number::{count, counted};
pub use super::quantity::{difference, quantity as value};
use crate::kpi::bounds::Measurement;
use crate::kpi::header::Text;
use crate::kpi::interval::Method;
use crate::kpi::{Kpi, LeftOut, Reached, User, Way};
use crate::period::{Millis, Zone};
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

/// Which way a figure went.
pub fn way(lang: Lang, way: Way) -> &'static str {
    match way {
        Way::Up => pick(lang, "en hausse", "up"),
        Way::Down => pick(lang, "en baisse", "down"),
        Way::CannotTell => pick(lang, "on ne peut pas conclure", "cannot tell"),
        Way::TooFew => pick(lang, "trop peu pour conclure", "too few to say"),
    }
}

/// What a figure says of its target.
pub fn reached(lang: Lang, reached: Reached) -> &'static str {
    match reached {
        Reached::Met => pick(lang, "atteint", "met"),
        Reached::Missed => pick(lang, "manqué", "missed"),
        Reached::CannotTell => pick(lang, "on ne peut pas conclure", "cannot tell"),
        Reached::TooFew => pick(lang, "trop peu pour conclure", "too few to say"),
    }
}

/// How an interval was made.
pub fn method(lang: Lang, method: Method) -> &'static str {
    match method {
        Method::Wilson => pick(
            lang,
            "intervalle de Wilson, pour une part",
            "Wilson’s interval, of a share",
        ),
        Method::AdjustedWald => pick(
            lang,
            "intervalle de Wald ajusté, pour un solde de réponses",
            "adjusted Wald interval, of a net score",
        ),
        Method::Bootstrap => pick(
            lang,
            "bootstrap : les lignes sont tirées à nouveau 999 fois",
            "bootstrap: the rows are drawn again 999 times",
        ),
        Method::Delta => pick(
            lang,
            "méthode delta, à partir des sommes",
            "delta method, from the sums",
        ),
        Method::OrderStatistics => pick(
            lang,
            "statistiques d’ordre, pour un centile",
            "order statistics, of a percentile",
        ),
        Method::Mover => pick(
            lang,
            "à partir des intervalles de ses composants, dont les écarts s’ajoutent en carrés",
            "from the intervals of its parts, whose deviations are added as squares",
        ),
        Method::Bounds => pick(
            lang,
            "deux bornes : la vraie valeur est quelque part entre elles",
            "two bounds: the true value lies somewhere between them",
        ),
    }
}

/// A column of facts by which figures are sliced; others are called what they are called.
pub fn axis(lang: Lang, name: &str) -> &str {
    match name {
        "channel" => pick(lang, "canal", "channel"),
        "lang" => pick(lang, "langue", "language"),
        "application" => "application",
        "theme" => pick(lang, "thème", "theme"),
        "agent" => pick(lang, "conseiller", "agent"),
        "team" => pick(lang, "équipe", "team"),
        "reason" | "handoff_reason" => pick(lang, "motif", "reason"),
        "cause" => pick(lang, "cause du transfert", "cause of hand-off"),
        "outcome" => pick(lang, "issue", "outcome"),
        "hour" => pick(lang, "heure", "hour"),
        "weekday" => pick(lang, "jour de la semaine", "day of the week"),
        "article" => "article",
        "campaign" => pick(lang, "campagne", "campaign"),
        "offer" => pick(lang, "offre", "offer"),
        "complaint" => pick(lang, "réclamation", "complaint"),
        "intent" => pick(lang, "intention", "intent"),
        "survey" => pick(lang, "enquête", "survey"),
        "grid" => pick(lang, "grille", "grid"),
        "target" => pick(lang, "destination", "target"),
        "state" => pick(lang, "état", "state"),
        "closing" => pick(lang, "clôture", "closing"),
        other => other,
    }
}

/// A value of such a column; empty text is "not given".
pub fn axis_value<'v>(lang: Lang, axis: &str, value: &'v str) -> &'v str {
    const DAYS: [(&str, &str); 7] = [
        ("lundi", "Monday"),
        ("mardi", "Tuesday"),
        ("mercredi", "Wednesday"),
        ("jeudi", "Thursday"),
        ("vendredi", "Friday"),
        ("samedi", "Saturday"),
        ("dimanche", "Sunday"),
    ];
    let day = || DAYS.get(value.parse::<usize>().ok()?.checked_sub(1)?);
    match (axis, value) {
        (_, "") => pick(lang, "(non indiqué)", "(not given)"),
        ("outcome", value) => outcome(lang, value),
        ("cause", value) => cause(lang, value),
        ("complaint", "0") => pick(lang, "non", "no"),
        ("complaint", "1") => pick(lang, "oui", "yes"),
        ("weekday", value) => day().map_or(value, |(fr, en)| pick(lang, fr, en)),
        (_, value) => value,
    }
}

/// Whom a KPI is for that no user claims.
pub fn everybody(lang: Lang) -> &'static str {
    pick(lang, "Tout le monde", "Everybody")
}

/// A word that several define, each in its own way.
pub fn family(lang: Lang, family: &str) -> &str {
    match family {
        "deflection" => pick(lang, "Déflexion", "Deflection"),
        "resolution" => pick(lang, "Résolution", "Resolution"),
        "escalation" => pick(lang, "Escalade", "Escalation"),
        "occupancy_rate" => pick(lang, "Taux d’occupation", "Occupancy rate"),
        "service_level" => pick(lang, "Niveau de service", "Service level"),
        other => other,
    }
}

/// Why a row is in no count: too young until a moment, or for good.
pub fn because(
    lang: Lang,
    kpi: &Kpi,
    because: &str,
    judged_at: Option<Millis>,
    zone: &Zone,
) -> String {
    match (because, judged_at) {
        ("too_young", Some(at)) => {
            let until = pick(lang, "trop récent jusqu’au", "too young until");
            format!("{until} {}", moment(lang, at, zone))
        }
        ("left_out", _) => kpi
            .left_out
            .as_ref()
            .map_or(because, |of| text(lang, of))
            .to_owned(),
        _ => because.to_owned(),
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
