//! The kinds of events, and the fields of each: the table that the check walks.

use serde::{Deserialize, Serialize};

/// Why a person leaves selfcare for a human.
pub const HANDOFF_CAUSES: [&str; 3] = ["offered", "requested", "automatic"];

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    // The order breaks ties between events of one millisecond: a cause stands before its effect.
    Open,
    Search,
    Impression,
    Click,
    View,
    Vote,
    Message,
    Answer,
    Turn,
    Handoff,
    Redirect,
    Contact,
    Survey,
    /// Something another format knows and Vigie does not: kept and counted.
    Other,
}

impl Kind {
    pub const ALL: [Kind; 14] = [
        Kind::Open,
        Kind::Search,
        Kind::Impression,
        Kind::Click,
        Kind::View,
        Kind::Vote,
        Kind::Message,
        Kind::Answer,
        Kind::Turn,
        Kind::Handoff,
        Kind::Redirect,
        Kind::Contact,
        Kind::Survey,
        Kind::Other,
    ];

    pub fn parse(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Open => "open",
            Kind::Search => "search",
            Kind::Impression => "impression",
            Kind::Click => "click",
            Kind::View => "view",
            Kind::Vote => "vote",
            Kind::Message => "message",
            Kind::Answer => "answer",
            Kind::Turn => "turn",
            Kind::Handoff => "handoff",
            Kind::Redirect => "redirect",
            Kind::Contact => "contact",
            Kind::Survey => "survey",
            Kind::Other => "other",
        }
    }

    /// The kind's own fields.
    pub(crate) fn fields(self) -> &'static [Field] {
        match self {
            Kind::Open => &[],
            Kind::Search => {
                const {
                    &[
                        optional("query_id", Type::Name),
                        required("query", Type::Text),
                        optional("results", Type::Names),
                        optional("total", Type::Count { from: 0 }),
                        optional("page", Type::Count { from: 1 }),
                    ]
                }
            }
            Kind::Impression | Kind::Click | Kind::View => {
                const {
                    &[
                        required("article", Type::Name),
                        optional("position", Type::Count { from: 1 }),
                        optional("query_id", Type::Name),
                    ]
                }
            }
            Kind::Vote => {
                const {
                    &[
                        optional("article", Type::Name),
                        required("helpful", Type::Flag),
                        optional("query_id", Type::Name),
                    ]
                }
            }
            Kind::Message => {
                const {
                    &[
                        required("text", Type::LongText),
                        optional("understood", Type::Flag),
                        optional("intent", Type::Name),
                        optional("confidence", Type::Number),
                    ]
                }
            }
            Kind::Answer => {
                const {
                    &[
                        optional("article", Type::Name),
                        optional("text", Type::LongText),
                    ]
                }
            }
            Kind::Turn => {
                const {
                    &[
                        required("speaker", Type::OneOf(&["customer", "agent", "bot"])),
                        optional("contact", Type::Name),
                        required("text", Type::LongText),
                    ]
                }
            }
            Kind::Handoff => {
                const {
                    &[
                        required("cause", Type::OneOf(&HANDOFF_CAUSES)),
                        optional("reason", Type::Text),
                    ]
                }
            }
            Kind::Contact => {
                const {
                    &[
                        required("contact", Type::Name),
                        optional("agent", Type::Name),
                        optional("reason", Type::Text),
                    ]
                }
            }
            Kind::Redirect => {
                const {
                    &[
                        required("contact", Type::Name),
                        required(
                            "cause",
                            Type::OneOf(&["offered", "requested", "automatic", "forced"]),
                        ),
                        optional("accepted", Type::Flag),
                        optional("target", Type::Name),
                    ]
                }
            }
            Kind::Survey => {
                const {
                    &[
                        required("survey", Type::Name),
                        required("score", Type::Number),
                        optional("min", Type::Number),
                        optional("max", Type::Number),
                        optional("comment", Type::LongText),
                        optional("question", Type::Text),
                        optional("contact", Type::Name),
                        optional("agent", Type::Name),
                    ]
                }
            }
            Kind::Other => const { &[required("action", Type::Name)] },
        }
    }
}

/// The fields that every kind may have, besides `id`, `at` and `kind`.
pub(crate) const COMMON_FIELDS: &[Field] = &[
    optional("client", Type::Name),
    optional("customer", Type::Name),
    optional("conversation", Type::Name),
    optional("channel", Type::Name),
    optional("lang", Type::Name),
    optional("application", Type::Name),
    optional("theme", Type::Name),
    optional("site", Type::Name),
    optional("team", Type::Name),
    optional("user_agent", Type::Text),
];

pub(crate) struct Field {
    pub(crate) name: &'static str,
    pub(crate) form: Type,
    pub(crate) required: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum Type {
    /// Names a thing: compared, never read. One that holds personal data is hashed whole.
    Name,
    Names,
    /// People's words, up to 4 KiB: masked.
    Text,
    /// People's words, up to 64 KiB: masked.
    LongText,
    Count {
        from: u64,
    },
    Number,
    Flag,
    OneOf(&'static [&'static str]),
}

const fn required(name: &'static str, form: Type) -> Field {
    Field {
        name,
        form,
        required: true,
    }
}

const fn optional(name: &'static str, form: Type) -> Field {
    Field {
        name,
        form,
        required: false,
    }
}
