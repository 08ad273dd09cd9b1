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
    pub(crate) agent: Option<String>,
    pub(crate) team: Option<String>,
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
    Turn {
        speaker: &'static str,
        contact: Option<String>,
    },
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
    /// What else happens in a contact's life.
    Step {
        contact: String,
        step: Step,
    },
    /// What came of it, or of none that is known.
    Came {
        contact: Option<String>,
        came: Came,
    },
    Survey {
        contact: Option<String>,
    },
    /// Of selfcare, like `open`: it makes nobody engaged, as it is sent.
    Shown(Value),
    /// Of a kind that no figure of the oracle knows, as it is sent.
    Alone(Value),
}

/// Durations in milliseconds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    Queued {
        reason: Option<&'static str>,
        direction: Option<&'static str>,
        complaint: Option<bool>,
    },
    Answered {
        wait: Option<Millis>,
    },
    Response {
        wait: Option<Millis>,
    },
    Abandoned {
        wait: Option<Millis>,
    },
    Ended {
        talk: Option<Millis>,
        hold: Option<Millis>,
        wrap_up: Option<Millis>,
    },
    Resolved,
    Reopened {
        reason: Option<&'static str>,
    },
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Came {
    Purchase {
        amount: i64,
        offer: Option<&'static str>,
    },
    Kept,
    Left,
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
            ("agent", &self.agent),
            ("team", &self.team),
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

    /// What has to do with a human belongs to contacts.
    pub(super) fn is_of_an_episode(&self) -> bool {
        !matches!(
            self.what,
            What::Contact { .. }
                | What::Redirect { .. }
                | What::Step { .. }
                | What::Came { .. }
                | What::Turn { .. }
                | What::Survey { contact: Some(_) }
                | What::Alone(_)
        )
    }

    /// The contact in whose life it happens.
    pub(super) fn contact(&self) -> Option<&str> {
        match &self.what {
            What::Contact { contact }
            | What::Redirect { contact, .. }
            | What::Step { contact, .. } => Some(contact),
            _ => None,
        }
    }

    /// The contact of which it says what came of it.
    pub(super) fn came_of(&self) -> Option<&str> {
        match &self.what {
            What::Came { contact, .. } => contact.as_deref(),
            _ => None,
        }
    }

    pub(super) fn step(&self) -> Option<&Step> {
        match &self.what {
            What::Step { step, .. } => Some(step),
            _ => None,
        }
    }

    pub(super) fn is_reply(&self) -> bool {
        matches!(self.step(), Some(Step::Response { .. }))
    }

    /// Whether a human was met: a redirect is not enough.
    pub(super) fn meets_a_human(&self) -> bool {
        matches!(self.what, What::Contact { .. })
            || matches!(
                self.step(),
                Some(Step::Answered { .. } | Step::Response { .. })
            )
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
            What::Shown(ref sent) if sent["kind"] == "form" => 8,
            What::Shown(_) => 9,
            What::Turn { .. } => 10,
            What::Handoff { .. } => 11,
            What::Redirect { .. } => 12,
            What::Contact { .. } => 14,
            What::Step { ref step, .. } => match step {
                Step::Queued { .. } => 13,
                Step::Answered { .. } => 15,
                Step::Response { .. } => 16,
                Step::Abandoned { .. } => 17,
                Step::Ended { .. } => 18,
                Step::Resolved => 19,
                Step::Reopened { .. } => 20,
            },
            What::Survey { .. } => 21,
            What::Came { ref came, .. } => match came {
                Came::Kept => 22,
                Came::Left => 23,
                Came::Purchase { .. } => 24,
            },
            What::Alone(_) => 25,
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
            What::Turn { speaker, contact } => {
                json!({"kind": "turn", "speaker": speaker, "text": "Bonjour.", "contact": contact})
            }
            What::Handoff { cause } => json!({"kind": "handoff", "cause": cause}),
            What::Redirect {
                contact,
                cause,
                accepted,
            } => {
                json!({"kind": "redirect", "contact": contact, "cause": cause, "accepted": accepted})
            }
            What::Contact { contact } => json!({"kind": "contact", "contact": contact}),
            What::Step { contact, step } => {
                let mut json = step.json();
                json["contact"] = contact.as_str().into();
                json
            }
            What::Came { contact, came } => {
                let mut json = came.json();
                json["contact"] = json!(contact);
                json
            }
            What::Survey { contact } => {
                json!({"kind": "survey", "survey": "csat", "score": 4, "contact": contact})
            }
            What::Shown(sent) | What::Alone(sent) => sent.clone(),
        }
    }
}

impl Step {
    fn json(&self) -> Value {
        match self {
            Step::Queued {
                reason,
                direction,
                complaint,
            } => json!({"kind": "queued", "reason": reason, "direction": direction,
                        "complaint": complaint}),
            Step::Answered { wait } => json!({"kind": "answered", "wait": seconds(*wait)}),
            Step::Response { wait } => json!({"kind": "response", "wait": seconds(*wait)}),
            Step::Abandoned { wait } => json!({"kind": "abandoned", "wait": seconds(*wait)}),
            Step::Ended {
                talk,
                hold,
                wrap_up,
            } => json!({"kind": "ended", "talk": seconds(*talk), "hold": seconds(*hold),
                        "wrap_up": seconds(*wrap_up)}),
            Step::Resolved => json!({"kind": "resolved"}),
            Step::Reopened { reason } => json!({"kind": "reopened", "reason": reason}),
        }
    }
}

fn seconds(millis: Option<Millis>) -> Option<f64> {
    millis.map(|millis| millis as f64 / 1000.0)
}

impl Came {
    fn json(&self) -> Value {
        match self {
            Came::Purchase { amount, offer } => {
                json!({"kind": "purchase", "amount": amount, "offer": offer})
            }
            Came::Kept => json!({"kind": "kept"}),
            Came::Left => json!({"kind": "left"}),
        }
    }
}
