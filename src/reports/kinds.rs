//! Every kind of event with its fields and their units, from the table that the check walks:
//! so it is never out of date.

use serde::Serialize;

use super::language::pick;
use crate::events::Kind;
use crate::events::fields::{self, COMMON_FIELDS, Field, Type};
use crate::text::language::Lang;

/// What events may hold.
#[derive(Debug, Serialize)]
pub struct Kinds {
    pub kinds: Vec<KindTold>,
    /// What every kind may have besides.
    pub common: Vec<FieldTold>,
}

#[derive(Debug, Serialize)]
pub struct KindTold {
    pub kind: &'static str,
    pub means: &'static str,
    pub fields: Vec<FieldTold>,
}

#[derive(Debug, Serialize)]
pub struct FieldTold {
    pub field: &'static str,
    pub required: bool,
    /// What is in it, and in what unit.
    pub holds: String,
}

impl Kinds {
    pub fn told(lang: Lang) -> Kinds {
        let kinds = Kind::ALL.map(|kind| KindTold {
            kind: kind.as_str(),
            means: means(kind, lang),
            fields: told(fields::of(kind), lang),
        });
        Kinds {
            kinds: kinds.into(),
            common: told(COMMON_FIELDS, lang),
        }
    }
}

fn told(fields: &[Field], lang: Lang) -> Vec<FieldTold> {
    let told = fields.iter().map(|field| FieldTold {
        field: field.name,
        required: field.required,
        holds: holds(field.form, lang),
    });
    told.collect()
}

fn holds(form: Type, lang: Lang) -> String {
    let (fr, en) = match form {
        Type::OneOf(allowed) => return allowed.join(" | "),
        Type::Count { from } => {
            return format!(
                "{} {from}",
                pick(lang, "entier, au moins", "whole number from")
            );
        }
        Type::Name => ("nom ou identifiant", "name or id"),
        Type::Names => ("liste d’identifiants", "list of ids"),
        Type::Text => ("texte, 4 Kio au plus", "text, up to 4 KiB"),
        Type::LongText => ("texte, 64 Kio au plus", "text, up to 64 KiB"),
        Type::Number => ("nombre", "number"),
        Type::Weight => ("nombre, au moins 0", "number from 0"),
        Type::Seconds => ("secondes", "seconds"),
        Type::Amount => (
            "montant, dans la monnaie du site",
            "money, in the site’s currency",
        ),
        Type::Day => ("jour, comme 2026-03-02", "day, as 2026-03-02"),
        Type::Flag => ("true ou false", "true or false"),
        Type::Criteria => (
            "liste de {criterion, score, min (0), max (1), weight (1)}",
            "list of {criterion, score, min (0), max (1), weight (1)}",
        ),
    };
    pick(lang, fr, en).to_owned()
}

fn means(kind: Kind, lang: Lang) -> &'static str {
    let (fr, en) = match kind {
        Kind::Open => ("le selfcare est affiché", "the selfcare device is shown"),
        Kind::Search => ("quelqu’un cherche", "somebody searches"),
        Kind::Impression => (
            "un article apparaît dans une liste",
            "an article is shown in a list",
        ),
        Kind::Click => ("un article est choisi", "an article is chosen"),
        Kind::View => ("un article est lu", "an article is read"),
        Kind::Vote => ("utile ou non", "helpful or not"),
        Kind::Message => ("une personne écrit au bot", "a person writes to the bot"),
        Kind::Answer => (
            "le bot répond ; `article` ou `text`",
            "the bot replies; `article` or `text`",
        ),
        Kind::Form => (
            "un formulaire pour joindre un humain",
            "a form for reaching a human",
        ),
        Kind::Closing => (
            "« tout va bien ? », et la réponse",
            "“is all well?”, and what was answered",
        ),
        Kind::Turn => (
            "une prise de parole avec un humain",
            "a turn of a conversation with a human",
        ),
        Kind::Handoff => (
            "la personne quitte le selfcare pour un humain",
            "the person leaves selfcare for a human",
        ),
        Kind::Redirect => (
            "un humain ou un serveur vocal renvoie vers le selfcare",
            "a human or a voice menu points to selfcare",
        ),
        Kind::Queued => (
            "un contact commence à attendre un humain",
            "a contact begins to wait for a human",
        ),
        Kind::Contact => ("un échange avec un humain", "an exchange with a human"),
        Kind::Answered => ("un humain prend le contact", "a human takes a contact up"),
        Kind::Response => (
            "une réponse d’un humain dans un contact",
            "a human’s reply within a contact",
        ),
        Kind::Abandoned => (
            "le client renonce à attendre",
            "the customer gives up waiting",
        ),
        Kind::Ended => ("le contact est fini", "the contact is over"),
        Kind::Resolved => (
            "ce dont il s’agissait est réglé",
            "what it was about is settled",
        ),
        Kind::Reopened => (
            "ce qui était réglé ne l’était pas",
            "what was settled was not",
        ),
        Kind::Survey => ("une réponse à une enquête", "an answer to a survey"),
        Kind::Review => (
            "un contact est évalué ; `criteria` ou `score`",
            "a contact is judged; `criteria` or `score`",
        ),
        Kind::Audit => ("un contact mystère", "a test contact"),
        Kind::Work => ("le temps de travail d’un agent", "an agent’s working time"),
        Kind::Acquired => ("quelqu’un devient client", "somebody becomes a customer"),
        Kind::Kept => (
            "un client qui voulait partir reste",
            "a customer who wanted to leave stays",
        ),
        Kind::Left => ("un client part", "a customer leaves"),
        Kind::Purchase => ("un achat", "a purchase"),
        Kind::Spend => (
            "de l’argent dépensé pour gagner des clients",
            "money spent to win customers",
        ),
        Kind::Referral => (
            "un client recommande la maison",
            "a customer recommends the house",
        ),
        Kind::Comment => (
            "un commentaire public ; `conversation` est requis",
            "a public comment; `conversation` is needed",
        ),
        Kind::Reply => (
            "la réponse de la maison ; `conversation` est requis",
            "the house’s reply; `conversation` is needed",
        ),
        Kind::Other => (
            "ce qu’un autre format connaît : gardé, compté nulle part",
            "what another format knows: kept, in no figure",
        ),
    };
    pick(lang, fr, en)
}
