//! Events as typed values, and as they are sent.

use serde_json::{Map, Value, json};
use vigie::period::{Millis, rfc3339};

/// An event as a test writes it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Event {
    pub(crate) id: u128,
    pub(crate) at: Millis,
    pub(crate) client: Option<String>,
    pub(crate) customer: Option<String>,
    pub(crate) channel: Option<String>,
    pub(crate) lang: Option<String>,
    pub(crate) application: Option<String>,
    pub(crate) theme: Option<String>,
    pub(crate) bot: bool,
    pub(crate) what: What,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    Open,
    Search {
        query_id: Option<String>,
        query: String,
        /// How many articles this page lists.
        results: Option<usize>,
        total: Option<u64>,
    },
    Impression,
    Click {
        query_id: Option<String>,
        position: Option<u64>,
    },
    View {
        query_id: Option<String>,
    },
    Vote {
        helpful: bool,
    },
    Message {
        text: String,
        understood: Option<bool>,
    },
    Answer,
    Turn,
    Handoff {
        cause: &'static str,
    },
    Redirect {
        contact: String,
        cause: &'static str,
        accepted: Option<bool>,
    },
    Contact {
        contact: String,
    },
    Survey {
        contact: Option<String>,
    },
    /// Of a kind that no figure of the oracle knows, as it is sent.
    Alone(Value),
}

impl Event {
    /// The event as it is sent.
    pub(crate) fn json(&self) -> Value {
        let mut sent = Map::new();
        let id = uuid::Uuid::from_u128(self.id).to_string();
        sent.insert("id".to_owned(), id.into());
        sent.insert("at".to_owned(), rfc3339(self.at).into());
        for (name, value) in [
            ("client", &self.client),
            ("customer", &self.customer),
            ("channel", &self.channel),
            ("lang", &self.lang),
            ("application", &self.application),
            ("theme", &self.theme),
        ] {
            if let Some(value) = value {
                sent.insert(name.to_owned(), value.as_str().into());
            }
        }
        if self.bot {
            sent.insert("user_agent".to_owned(), "Googlebot/2.1".into());
        }
        if let Value::Object(own) = self.what.json() {
            sent.extend(own.into_iter().filter(|(_, value)| !value.is_null()));
        }
        Value::Object(sent)
    }

    /// `contact`, `redirect`, `turn` and a `survey` with `contact` belong to contacts.
    pub(super) fn is_of_an_episode(&self) -> bool {
        !matches!(
            self.what,
            What::Contact { .. }
                | What::Redirect { .. }
                | What::Turn
                | What::Survey { contact: Some(_) }
                | What::Alone(_)
        )
    }

    pub(super) fn contact(&self) -> Option<&str> {
        match &self.what {
            What::Contact { contact } | What::Redirect { contact, .. } => Some(contact),
            _ => None,
        }
    }

    /// Within one millisecond a cause stands before its effect.
    pub(super) fn moment(&self) -> (Millis, usize, u128) {
        let rank = match self.what {
            What::Open => 0,
            What::Search { .. } => 1,
            What::Impression => 2,
            What::Click { .. } => 3,
            What::View { .. } => 4,
            What::Vote { .. } => 5,
            What::Message { .. } => 6,
            What::Answer => 7,
            What::Turn => 8,
            What::Handoff { .. } => 9,
            What::Redirect { .. } => 10,
            What::Contact { .. } => 11,
            What::Survey { .. } => 12,
            What::Alone(_) => 13,
        };
        (self.at, rank, self.id)
    }
}

impl What {
    fn json(&self) -> Value {
        match self {
            What::Open => json!({"kind": "open"}),
            What::Search {
                query_id,
                query,
                results,
                total,
            } => {
                let results = results.map(|count| {
                    let named = (1..=count).map(|n| Value::from(format!("a{n}")));
                    Value::Array(named.collect())
                });
                json!({"kind": "search", "query_id": query_id, "query": query,
                       "results": results, "total": total})
            }
            What::Impression => json!({"kind": "impression", "article": "a1", "position": 1}),
            What::Click { query_id, position } => {
                json!({"kind": "click", "article": "a1", "query_id": query_id, "position": position})
            }
            What::View { query_id } => {
                json!({"kind": "view", "article": "a2", "query_id": query_id})
            }
            What::Vote { helpful } => json!({"kind": "vote", "article": "a1", "helpful": helpful}),
            What::Message { text, understood } => {
                json!({"kind": "message", "text": text, "understood": understood})
            }
            What::Answer => json!({"kind": "answer", "text": "Voici la réponse."}),
            What::Turn => json!({"kind": "turn", "speaker": "agent", "text": "Bonjour."}),
            What::Handoff { cause } => json!({"kind": "handoff", "cause": cause}),
            What::Redirect {
                contact,
                cause,
                accepted,
            } => {
                json!({"kind": "redirect", "contact": contact, "cause": cause, "accepted": accepted})
            }
            What::Contact { contact } => json!({"kind": "contact", "contact": contact}),
            What::Survey { contact } => {
                json!({"kind": "survey", "survey": "csat", "score": 4, "contact": contact})
            }
            What::Alone(sent) => sent.clone(),
        }
    }
}
