//! The names of columns: when two are the same, which field each stands for, and in what
//! unit its numbers are.

use crate::input::duration::Unit;
use crate::text::fold::fold;

/// A name as it is compared: without case, accents, spaces and signs.
pub(super) fn normal(name: &str) -> String {
    fold(name)
        .chars()
        .filter(|sign| sign.is_alphanumeric())
        .collect()
}

/// The name without the unit or remark in brackets behind it.
pub(super) fn bare(name: &str) -> &str {
    name.split(['(', '[']).next().unwrap_or(name)
}

/// The unit that a column's name tells: `Attente (min)`, `Durée en minutes`, `wait_ms`.
/// Without brackets or `en` only words that mean nothing else are taken.
pub(super) fn unit(name: &str) -> Option<Unit> {
    let folded = fold(name);
    let in_brackets = folded
        .split_once(['(', '['])
        .and_then(|(_, rest)| rest.split([')', ']']).next());
    if let Some(unit) = in_brackets.and_then(|remark| Unit::named(remark.trim())) {
        return Some(unit);
    }
    let words: Vec<&str> = folded
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let last = words.last()?;
    let is_said = words.len() > 1 && matches!(words[words.len() - 2], "en" | "in");
    let is_plain = words.len() > 1
        && matches!(
            *last,
            "ms" | "s"
                | "sec"
                | "secs"
                | "secondes"
                | "seconds"
                | "mn"
                | "minutes"
                | "heures"
                | "hours"
        );
    Unit::named(last).filter(|_| is_said || is_plain)
}

/// The names, normal, under which exports have a field besides its own.
pub(super) fn synonyms(field: &str) -> &'static [&'static str] {
    let known = |(name, _): &&(&str, &[&str])| *name == field;
    SYNONYMS.iter().find(known).map_or(&[], |(_, names)| names)
}

/// A date and a time of day in two columns are one moment.
pub(super) const DAYS: [&str; 4] = ["date", "jour", "day", "dateappel"];
pub(super) const TIMES: [&str; 5] = ["heure", "time", "hour", "heureappel", "heuredebut"];

const SYNONYMS: [(&str, &[&str]); 45] = [
    (
        "at",
        &[
            "datetime",
            "dateheure",
            "dateetheure",
            "timestamp",
            "horodatage",
            "date",
            "debut",
            "datedebut",
            "datededebut",
            "heurededebut",
            "heuredebut",
            "datedappel",
            "dateappel",
            "datecreation",
            "datedecreation",
            "creele",
            "createdat",
            "created",
            "start",
            "starttime",
            "startedat",
        ],
    ),
    (
        "contact",
        &[
            "contactid",
            "idcontact",
            "appel",
            "idappel",
            "appelid",
            "numeroappel",
            "numappel",
            "call",
            "callid",
            "ticket",
            "idticket",
            "ticketid",
            "numeroticket",
            "numticket",
            "interaction",
            "idinteraction",
            "interactionid",
        ],
    ),
    (
        "customer",
        &[
            "customerid",
            "idcustomer",
            "idclient",
            "clientid",
            "numeroclient",
            "numclient",
            "referenceclient",
            "refclient",
            "abonne",
            "client",
        ],
    ),
    (
        "conversation",
        &[
            "conversationid",
            "idconversation",
            "fil",
            "thread",
            "discussion",
        ],
    ),
    ("channel", &["canal", "media"]),
    ("lang", &["langue", "language"]),
    ("application", &["appli"]),
    (
        "theme",
        &["categorie", "category", "topic", "sujet", "subject"],
    ),
    ("team", &["equipe", "groupe", "group", "service"]),
    (
        "agent",
        &[
            "conseiller",
            "conseillere",
            "teleconseiller",
            "operateur",
            "agentid",
            "idagent",
            "agentname",
            "nomagent",
            "nomdelagent",
            "adviser",
            "advisor",
        ],
    ),
    (
        "reason",
        &[
            "motif",
            "raison",
            "motifappel",
            "motifdappel",
            "motifdelappel",
            "motifcontact",
            "motifdecontact",
            "motifducontact",
            "callreason",
            "contactreason",
        ],
    ),
    (
        "direction",
        &["sens", "sensappel", "sensdappel", "sensdelappel"],
    ),
    ("complaint", &["reclamation", "plainte"]),
    (
        "wait",
        &[
            "attente",
            "tempsattente",
            "tempsdattente",
            "dureeattente",
            "dureedattente",
            "delaiattente",
            "delaidattente",
            "waittime",
            "waitingtime",
            "waitduration",
            "queuetime",
        ],
    ),
    (
        "talk",
        &[
            "communication",
            "tempscommunication",
            "tempsdecommunication",
            "dureecommunication",
            "dureedecommunication",
            "tempsconversation",
            "tempsdeconversation",
            "dureeconversation",
            "dureedeconversation",
            "tempsdeparole",
            "talktime",
            "talkduration",
        ],
    ),
    (
        "hold",
        &[
            "miseenattente",
            "tempsmiseenattente",
            "tempsdemiseenattente",
            "dureemiseenattente",
            "dureedemiseenattente",
            "garde",
            "tempsdegarde",
            "holdtime",
            "holdduration",
        ],
    ),
    (
        "wrap_up",
        &[
            "wrapuptime",
            "wrapupduration",
            "acw",
            "aftercallwork",
            "postappel",
            "tempspostappel",
            "tempsdepostappel",
            "dureepostappel",
            "posttraitement",
            "tempsposttraitement",
            "traitementpostappel",
        ],
    ),
    ("answered", &["repondu", "decroche", "handled"]),
    ("abandoned", &["abandonne", "abandon", "perdu", "missed"]),
    ("resolved", &["resolu", "solved"]),
    (
        "answered_at",
        &[
            "repondule",
            "repondua",
            "decrochele",
            "decrochea",
            "datedecroche",
            "heuredecroche",
            "heurededecroche",
            "pickedupat",
        ],
    ),
    (
        "ended_at",
        &[
            "fin",
            "datefin",
            "datedefin",
            "heurefin",
            "heuredefin",
            "datecloture",
            "datedecloture",
            "end",
            "endtime",
            "closedat",
        ],
    ),
    (
        "resolved_at",
        &["resolule", "dateresolution", "datederesolution", "solvedat"],
    ),
    ("survey", &["enquete", "sondage", "questionnaire"]),
    ("score", &["note", "rating"]),
    ("min", &["minimum", "notemin", "noteminimale"]),
    ("max", &["maximum", "notemax", "notemaximale", "bareme"]),
    ("comment", &["commentaire", "verbatim"]),
    ("grid", &["grille"]),
    ("criteria", &["criteres"]),
    ("promoted", &["promu"]),
    ("target", &["cible"]),
    (
        "worked",
        &[
            "tempstravaille",
            "tempsdetravail",
            "heurestravaillees",
            "workedtime",
            "workingtime",
        ],
    ),
    (
        "idle",
        &["inactif", "tempsinactif", "tempsdisponible", "idletime"],
    ),
    ("referred", &["parraine", "recommande"]),
    (
        "since",
        &[
            "depuis",
            "clientdepuis",
            "dateentree",
            "datedentree",
            "customersince",
        ],
    ),
    ("amount", &["montant", "prix", "price", "somme"]),
    ("margin", &["marge", "margebrute", "grossmargin"]),
    ("offer", &["offre"]),
    ("campaign", &["campagne"]),
    (
        "text",
        &["texte", "message", "commentaire", "verbatim", "comment"],
    ),
    ("query", &["requete", "recherche"]),
    ("article", &["articleid", "idarticle", "fiche"]),
    ("helpful", &["utile"]),
    ("speaker", &["locuteur", "auteur", "author"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_synonym_is_written_as_names_are_compared() {
        for (field, names) in SYNONYMS {
            for name in names {
                assert_eq!(normal(name), *name, "{field}");
            }
        }
    }

    #[test]
    fn a_unit_is_told_in_brackets_or_by_a_word_that_means_nothing_else() {
        for (name, expected) in [
            ("Attente (min)", Some(Unit::Minutes)),
            ("Attente [s]", Some(Unit::Seconds)),
            ("Durée en minutes", Some(Unit::Minutes)),
            ("wait_ms", Some(Unit::Milliseconds)),
            ("Durée en h", Some(Unit::Hours)),
            ("Temps travaillé (heures)", Some(Unit::Hours)),
            // The shortest of all, and no unit.
            ("Attente min", None),
            ("Attente (moyenne)", None),
            ("Attente", None),
            ("s", None),
        ] {
            assert_eq!(unit(name), expected, "{name}");
        }
    }
}
