//! Which KPIs part one whole between them.

/// Groups of KPIs over the same rows, of which a row counts in one; `true`: in exactly one.
pub(super) const EXCLUSIVE: [(bool, &[&str]); 10] = [
    (
        true,
        &[
            "resolution.microsoft",
            "resolution.microsoft_abandoned",
            "escalation.microsoft",
        ],
    ),
    (
        true,
        &[
            "resolution.lex",
            "resolution.lex_failed",
            "resolution.lex_dropped",
        ],
    ),
    (
        true,
        &[
            "resolution.chatwoot_2026_durable",
            "resolution.chatwoot_2026_reopened",
        ],
    ),
    (
        true,
        &[
            "outcome_confirmed",
            "outcome_escalated",
            "outcome_negative",
            "outcome_silent_with_answer",
            "outcome_silent_without_answer",
            "outcome_unengaged",
        ],
    ),
    (true, &["resolution.rasa_studio", "escalation.dialogflow"]),
    (false, &["resolution.intercom", "escalation.intercom"]),
    (false, &["deflection.dialogflow", "escalation.dialogflow"]),
    (false, &["deflection.servicenow", "escalation.servicenow"]),
    (
        false,
        &["resolution.chatwoot_2024", "escalation.chatwoot_2024"],
    ),
    (
        false,
        &["resolution.chatwoot_2026", "escalation.chatwoot_2026"],
    ),
];
