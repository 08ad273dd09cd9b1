//! An entry as a file gives it: names of columns as people write them, the
//! answer unsafe, language and id perhaps absent.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::answer;
use super::entry::{Entry, Status};
use super::problem::Code;
use crate::hex::hex;
use crate::text::Lang;
use crate::text::fold::fold;

/// An entry before its answer is made safe and its gaps are filled.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// Where it was read: the file, and the line from 1 when the form has lines.
    pub file: String,
    pub line: Option<u64>,
    pub id: Option<String>,
    pub question: String,
    pub answer: String,
    pub alternates: Vec<String>,
    pub lang: Option<Lang>,
    pub categories: Vec<String>,
    pub url: Option<String>,
    pub status: Status,
}

/// Something about a record that the reader tells, with the record's fate in
/// its code.
pub(super) type Remark = (Code, String);

impl Draft {
    /// Takes one named value. One that we do not know is passed over, with a
    /// remark unless it is empty: exports hold many columns that are none of our
    /// business, but one of them may be a name of ours misspelt.
    pub(super) fn set(&mut self, name: &str, value: &Value, remarks: &mut Vec<Remark>) {
        match field(name) {
            Some(Field::Id) => self.id = text(value),
            Some(Field::Question) => self.question = text(value).unwrap_or_default(),
            Some(Field::Answer) => self.answer = text(value).unwrap_or_default(),
            Some(Field::Alternates) => self.alternates.extend(list(value)),
            Some(Field::Categories) => self.categories.extend(list(value)),
            Some(Field::Url) => self.url = text(value),
            Some(Field::Lang) => self.set_lang(value, remarks),
            Some(Field::Status) => self.set_status(value, remarks),
            None if text(value).is_some() || value.is_object() => {
                remarks.push((Code::UnknownColumn, name.to_owned()));
            }
            None => {}
        }
    }

    pub(super) fn from_map(map: &Map<String, Value>, remarks: &mut Vec<Remark>) -> Draft {
        let mut draft = Draft::default();
        for (name, value) in map {
            draft.set(name, value, remarks);
        }
        draft
    }

    fn set_lang(&mut self, value: &Value, remarks: &mut Vec<Remark>) {
        let Some(text) = text(value) else { return };
        self.lang = lang(&text);
        if self.lang.is_none() {
            let message = format!("language `{text}` is neither fr nor en; the site's is used");
            remarks.push((Code::UnknownLang, message));
        }
    }

    fn set_status(&mut self, value: &Value, remarks: &mut Vec<Remark>) {
        let Some(text) = text(value) else { return };
        self.status = text
            .parse()
            .unwrap_or_else(|unknown: super::UnknownStatus| {
                remarks.push((Code::UnknownStatus, unknown.to_string()));
                Status::Draft
            });
    }

    /// The id as given, or one that follows from the question (and from the
    /// language, if given), so that importing the file again, with a better
    /// answer, meets the entry.
    pub(super) fn id(&self) -> String {
        if let Some(id) = &self.id {
            return id.clone();
        }
        let question = fold(&self.question);
        let words: Vec<&str> = question.split_whitespace().collect();
        let lang = self.lang.map_or("", Lang::as_str);
        let hash = Sha256::digest(format!("{lang}\n{}", words.join(" ")));
        format!("q-{}", hex(&hash[..6]))
    }

    /// The entry to store. Without a language of its own it takes `default`;
    /// without that, the one its words are in, and French when they do not say.
    pub fn into_entry(self, default: Option<Lang>) -> Entry {
        let id = self.id();
        let answer = answer::to_html(&self.answer);
        let answer_text = answer::to_text(&answer);
        let detect = || Lang::detect(&self.question).or_else(|| Lang::detect(&answer_text));
        let lang = self.lang.or(default).or_else(detect).unwrap_or(Lang::Fr);
        Entry {
            id,
            question: self
                .question
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            answer,
            answer_text,
            alternates: distinct(self.alternates),
            lang,
            categories: distinct(self.categories),
            url: self.url,
            status: self.status,
        }
    }
}

enum Field {
    Id,
    Question,
    Answer,
    Alternates,
    Lang,
    Categories,
    Url,
    Status,
}

/// The field that a column or key names, in the words of common exports.
fn field(name: &str) -> Option<Field> {
    Some(match fold(name.trim()).replace(['-', ' '], "_").as_str() {
        "id" | "_id" | "entry_id" | "faq_id" | "identifiant" | "reference" | "ref" => Field::Id,
        "question" | "title" | "titre" | "name" | "q" => Field::Question,
        "answer" | "reponse" | "response" | "body" | "content" | "contenu" | "a" => Field::Answer,
        "alternates"
        | "alternate"
        | "alternatives"
        | "variants"
        | "variantes"
        | "phrases"
        | "questions"
        | "reformulations"
        | "formulations"
        | "autres_formulations"
        | "aliases" => Field::Alternates,
        "lang" | "language" | "langue" | "locale" => Field::Lang,
        "category" | "categories" | "categorie" | "theme" | "themes" | "rubrique" | "tags" => {
            Field::Categories
        }
        "url" | "link" | "lien" => Field::Url,
        "status" | "state" | "statut" | "etat" => Field::Status,
        _ => return None,
    })
}

/// A tag (`fr`, `fr-CA`) or the name of the language.
fn lang(text: &str) -> Option<Lang> {
    match fold(text.trim()).as_str() {
        "french" | "francais" => Some(Lang::Fr),
        "english" | "anglais" => Some(Lang::En),
        tag => Lang::parse(tag),
    }
}

/// A scalar as text; none when there is nothing in it.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Array(items) => items.iter().filter_map(text).collect::<Vec<_>>().join("\n"),
        Value::Null | Value::Object(_) => String::new(),
    };
    (!text.is_empty()).then_some(text)
}

/// A list as text lines: an array, or one text split on `|` and line ends.
/// Not on commas: category names and questions hold them.
fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(text).collect(),
        value => {
            let text = text(value).unwrap_or_default();
            let parts = text
                .split(['|', '\n'])
                .map(str::trim)
                .filter(|part| !part.is_empty());
            parts.map(str::to_owned).collect()
        }
    }
}

fn distinct(items: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(items.len());
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn draft(value: Value) -> (Draft, Vec<Remark>) {
        let mut remarks = Vec::new();
        (
            Draft::from_map(value.as_object().unwrap(), &mut remarks),
            remarks,
        )
    }

    #[test]
    fn columns_are_known_by_the_names_people_give_them() {
        let (draft, remarks) = draft(json!({
            "Identifiant": 7, "Titre": " Changer  mon RIB ", "Réponse": "Ici.",
            "alternates": "rib|iban \n", "Langue": "fr-FR", "Thèmes": ["Compte", "Compte"],
            "statut": "brouillon", "autre": [1],
        }));
        let entry = draft.into_entry(Some(Lang::En));
        assert_eq!(remarks, [(Code::UnknownColumn, "autre".to_owned())]);
        assert_eq!(
            (entry.id.as_str(), entry.question.as_str()),
            ("7", "Changer mon RIB")
        );
        assert_eq!(
            (entry.answer.as_str(), entry.answer_text.as_str()),
            ("<p>Ici.</p>", "Ici.")
        );
        assert_eq!(
            (entry.alternates, entry.categories),
            (vec!["rib".into(), "iban".into()], vec!["Compte".into()])
        );
        assert_eq!((entry.lang, entry.status), (Lang::Fr, Status::Draft));
    }

    #[test]
    fn an_absent_id_follows_from_the_question_and_not_from_the_answer() {
        let (first, _) = draft(json!({"question": "Où est ma  facture ?", "answer": "a"}));
        let (second, _) = draft(json!({"question": "où est ma facture ?", "answer": "b"}));
        let (other, _) = draft(json!({"question": "Où est mon colis ?"}));
        assert_eq!(first.id(), second.id());
        assert_ne!(first.id(), other.id());
    }

    #[test]
    fn a_language_is_that_of_the_file_of_the_site_or_of_the_words() {
        let lang = |value, default| draft(value).0.into_entry(default).lang;
        let english = json!({"question": "where is my bill?"});
        assert_eq!(lang(english.clone(), None), Lang::En);
        assert_eq!(lang(english, Some(Lang::Fr)), Lang::Fr);
        assert_eq!(
            lang(json!({"question": "x", "lang": "EN"}), Some(Lang::Fr)),
            Lang::En
        );
    }

    #[test]
    fn an_unknown_language_or_status_is_named_and_the_entry_kept_from_view() {
        let (draft, remarks) = draft(json!({"question": "q", "lang": "es", "status": "hm"}));
        let codes: Vec<Code> = remarks.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, [Code::UnknownLang, Code::UnknownStatus]);
        assert_eq!((draft.lang, draft.status), (None, Status::Draft));
    }
}
