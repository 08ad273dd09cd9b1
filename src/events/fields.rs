//! The fields of each kind of events: the table that the check walks.

use super::kind::Kind;

/// Why a person leaves selfcare for a human.
pub const HANDOFF_CAUSES: [&str; 3] = ["offered", "requested", "automatic"];

/// Who sought whom in a contact.
const DIRECTIONS: [&str; 2] = ["inbound", "outbound"];

/// The kind's own fields.
pub(crate) fn of(kind: Kind) -> &'static [Field] {
    match kind {
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
                    optional("dwell", Type::Seconds),
                    optional("words", Type::Count { from: 0 }),
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
                    optional("fulfilled", Type::Flag),
                    optional("system", Type::Flag),
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
        Kind::Form => {
            const {
                &[
                    optional("form", Type::Name),
                    optional("shown", Type::Flag),
                    optional("submitted", Type::Flag),
                ]
            }
        }
        Kind::Closing => {
            const {
                &[
                    optional("asked", Type::Flag),
                    optional("answered", Type::Flag),
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
        Kind::Queued => {
            const {
                &[
                    required("contact", Type::Name),
                    optional("reason", Type::Text),
                    optional("direction", Type::OneOf(&DIRECTIONS)),
                    optional("complaint", Type::Flag),
                ]
            }
        }
        Kind::Contact => {
            const {
                &[
                    required("contact", Type::Name),
                    optional("agent", Type::Name),
                    optional("reason", Type::Text),
                    optional("direction", Type::OneOf(&DIRECTIONS)),
                    optional("complaint", Type::Flag),
                ]
            }
        }
        Kind::Answered | Kind::Response => {
            const {
                &[
                    required("contact", Type::Name),
                    optional("agent", Type::Name),
                    optional("wait", Type::Seconds),
                ]
            }
        }
        Kind::Abandoned => {
            const {
                &[
                    required("contact", Type::Name),
                    optional("wait", Type::Seconds),
                ]
            }
        }
        Kind::Ended => {
            const {
                &[
                    required("contact", Type::Name),
                    optional("agent", Type::Name),
                    optional("talk", Type::Seconds),
                    optional("hold", Type::Seconds),
                    optional("wrap_up", Type::Seconds),
                ]
            }
        }
        Kind::Resolved => {
            const {
                &[
                    required("contact", Type::Name),
                    optional("agent", Type::Name),
                ]
            }
        }
        Kind::Reopened => {
            const {
                &[
                    required("contact", Type::Name),
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
                    optional("better", Type::OneOf(&["lower", "higher"])),
                    optional("comment", Type::LongText),
                    optional("question", Type::Text),
                    optional("contact", Type::Name),
                    optional("agent", Type::Name),
                ]
            }
        }
        Kind::Review => {
            const {
                &[
                    optional("contact", Type::Name),
                    optional("agent", Type::Name),
                    optional("grid", Type::Name),
                    optional("criteria", Type::Criteria),
                    optional("score", Type::Number),
                    optional("min", Type::Number),
                    optional("max", Type::Number),
                ]
            }
        }
        Kind::Audit => {
            const {
                &[
                    required("promoted", Type::Flag),
                    optional("target", Type::Name),
                    optional("contact", Type::Name),
                    optional("agent", Type::Name),
                ]
            }
        }
        Kind::Work => {
            const {
                &[
                    required("agent", Type::Name),
                    required("worked", Type::Seconds),
                    optional("idle", Type::Seconds),
                ]
            }
        }
        Kind::Acquired => const { &[optional("referred", Type::Flag)] },
        Kind::Kept => {
            const {
                &[
                    optional("contact", Type::Name),
                    optional("agent", Type::Name),
                ]
            }
        }
        Kind::Left => {
            const {
                &[
                    optional("since", Type::Day),
                    optional("contact", Type::Name),
                    optional("agent", Type::Name),
                    optional("reason", Type::Text),
                ]
            }
        }
        Kind::Purchase => {
            const {
                &[
                    required("amount", Type::Amount),
                    optional("margin", Type::Amount),
                    optional("offer", Type::OneOf(&["new", "up_sell", "cross_sell"])),
                    optional("contact", Type::Name),
                    optional("agent", Type::Name),
                ]
            }
        }
        Kind::Spend => {
            const {
                &[
                    required("amount", Type::Amount),
                    optional("campaign", Type::Name),
                ]
            }
        }
        Kind::Referral => const { &[optional("campaign", Type::Name)] },
        Kind::Comment => const { &[required("text", Type::LongText)] },
        Kind::Reply => {
            const {
                &[
                    optional("text", Type::LongText),
                    optional("agent", Type::Name),
                ]
            }
        }
        Kind::Other => const { &[required("action", Type::Name)] },
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

/// The fields of one criterion of a review.
pub(crate) const CRITERION: &[Field] = &[
    required("criterion", Type::Name),
    required("score", Type::Number),
    optional("min", Type::Number),
    optional("max", Type::Number),
    optional("weight", Type::Weight),
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
    /// A number from 0.
    Weight,
    /// A duration, from 0.
    Seconds,
    /// Money, in the site's currency; below 0 where it is given back.
    Amount,
    /// A calendar day, as 2026-03-02.
    Day,
    /// What was judged, as `[{"criterion":"tone","score":4,"max":5,"weight":2}]`.
    Criteria,
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
