//! An event as the fold sees it: typed, personal data long gone.

use std::borrow::Cow;
use std::ops::Deref;

use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};

use crate::events::{EventRef, Kind, Pseudonym};
use crate::period::Millis;

/// One event with the fields that the fold reads.
#[derive(Debug)]
pub(crate) struct Moment<'e> {
    pub(crate) id: [u8; 16],
    pub(crate) at: Millis,
    pub(crate) kind: Kind,
    pub(crate) client: Pseudonym,
    pub(crate) customer: Option<Pseudonym>,
    pub(crate) contact: Option<&'e str>,
    pub(crate) conversation: Option<&'e str>,
    pub(crate) fields: Fields<'e>,
    /// All fields as JSON, for a kind of which they are read once.
    pub(crate) body: &'e str,
}

impl<'e> Moment<'e> {
    /// Reads a stored event; the check has seen to the types of its fields.
    pub(crate) fn of(event: &EventRef<'e>) -> Moment<'e> {
        Moment {
            id: event.id,
            at: event.at,
            kind: event.kind,
            client: event.client,
            customer: event.customer,
            contact: event.contact,
            conversation: event.conversation,
            fields: Fields::read(event.kind, event.body),
            body: event.body,
        }
    }

    /// The order in which events happened; ties are broken so that arrival does not matter.
    pub(crate) fn order(&self) -> (Millis, Kind, [u8; 16]) {
        (self.at, self.kind, self.id)
    }
}

/// A text as it lies in the JSON; a copy only where characters are escaped.
///
/// A bare `Option<Cow<str>>` would always be a copy: serde borrows a `Cow` only where
/// it is a field by itself.
#[derive(Debug, Deserialize)]
pub(crate) struct Words<'e>(#[serde(borrow)] Cow<'e, str>);

impl Deref for Words<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

pub(crate) type Text<'e> = Option<Words<'e>>;

/// The fields that the fold reads, of whatever kind.
#[derive(Debug, Default)]
pub(crate) struct Fields<'e> {
    pub(crate) channel: Text<'e>,
    pub(crate) lang: Text<'e>,
    pub(crate) application: Text<'e>,
    pub(crate) theme: Text<'e>,
    pub(crate) query_id: Text<'e>,
    pub(crate) query: Text<'e>,
    pub(crate) total: Option<i64>,
    pub(crate) results: Option<Length>,
    pub(crate) article: Text<'e>,
    pub(crate) position: Option<i64>,
    pub(crate) helpful: Option<bool>,
    pub(crate) text: Text<'e>,
    pub(crate) understood: Option<bool>,
    pub(crate) speaker: Text<'e>,
    pub(crate) cause: Text<'e>,
    pub(crate) reason: Text<'e>,
    pub(crate) dwell: Option<f64>,
    pub(crate) words: Option<i64>,
    pub(crate) intent: Text<'e>,
    pub(crate) fulfilled: Option<bool>,
    pub(crate) system: Option<bool>,
    pub(crate) asked: Option<bool>,
    pub(crate) answered: Option<bool>,
    pub(crate) form: Text<'e>,
    pub(crate) shown: Option<bool>,
    pub(crate) submitted: Option<bool>,
}

/// Reads the dimensions and a kind's own fields into a struct of more, and no others: a
/// field that is unknown to the kind may have any type.
macro_rules! own {
    ($fields:ident, $json:expr, texts [$($text:ident),*], others [$($other:ident: $type:ty),*]) => {{
        #[derive(Default, Deserialize)]
        #[serde(default)]
        struct Own<'e> {
            #[serde(borrow)]
            channel: Text<'e>,
            #[serde(borrow)]
            lang: Text<'e>,
            #[serde(borrow)]
            application: Text<'e>,
            #[serde(borrow)]
            theme: Text<'e>,
            $(#[serde(borrow)] $text: Text<'e>,)*
            $($other: $type,)*
        }
        let own: Own<'_> = serde_json::from_str($json).unwrap_or_default();
        $fields {
            channel: own.channel,
            lang: own.lang,
            application: own.application,
            theme: own.theme,
            $($text: own.$text,)*
            $($other: own.$other,)*
            ..$fields::default()
        }
    }};
}
pub(crate) use own;

impl<'e> Fields<'e> {
    /// Channel, language, application and theme.
    pub(crate) fn dimensions(&self) -> [&Text<'e>; 4] {
        [&self.channel, &self.lang, &self.application, &self.theme]
    }

    fn read(kind: Kind, json: &'e str) -> Fields<'e> {
        match kind {
            Kind::Search => own!(Fields, json, texts [query_id, query],
                others [total: Option<i64>, results: Option<Length>]),
            Kind::Impression | Kind::Click | Kind::View => {
                own!(Fields, json, texts [query_id, article], others
                    [position: Option<i64>, dwell: Option<f64>, words: Option<i64>])
            }
            Kind::Vote => {
                own!(Fields, json, texts [query_id, article], others [helpful: Option<bool>])
            }
            Kind::Message => own!(Fields, json, texts [text, intent], others
                [understood: Option<bool>, fulfilled: Option<bool>, system: Option<bool>]),
            Kind::Answer => own!(Fields, json, texts [article, text], others []),
            Kind::Closing => {
                own!(Fields, json, texts [], others [asked: Option<bool>, answered: Option<bool>])
            }
            Kind::Form => own!(Fields, json, texts [form], others
                [shown: Option<bool>, submitted: Option<bool>]),
            Kind::Comment | Kind::Reply => own!(Fields, json, texts [text], others []),
            Kind::Turn => own!(Fields, json, texts [speaker, text], others []),
            Kind::Handoff => own!(Fields, json, texts [cause, reason], others []),
            _ => own!(Fields, json, texts [], others []),
        }
    }
}

/// How long a list is; what is in it does not matter here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Length(pub(crate) usize);

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Length, D::Error> {
        struct Counting;
        impl<'de> Visitor<'de> for Counting {
            type Value = Length;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Length, A::Error> {
                let mut length = 0;
                while list.next_element::<IgnoredAny>()?.is_some() {
                    length += 1;
                }
                Ok(Length(length))
            }
        }
        deserializer.deserialize_seq(Counting)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_text_is_copied_only_where_it_is_escaped() {
        let json = r#"{"channel":"web","query":"l’été","query_id":"\u0071-1","total":3}"#;
        let fields = Fields::read(Kind::Search, json);
        assert_eq!(fields.query_id.as_deref(), Some("q-1"));
        let lies_in_json = |text: &Text<'_>| {
            let text = text.as_deref().unwrap();
            json.as_bytes().as_ptr_range().contains(&text.as_ptr())
        };
        assert!(lies_in_json(&fields.channel));
        assert!(lies_in_json(&fields.query));
        assert!(!lies_in_json(&fields.query_id));
    }

    #[test]
    fn a_field_of_another_kind_may_have_any_type() {
        let fields = Fields::read(Kind::Open, r#"{"lang":"fr","query":7,"results":{}}"#);
        assert_eq!(fields.lang.as_deref(), Some("fr"));
        assert!(fields.query.is_none());
    }
}
