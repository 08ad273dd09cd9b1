//! Wrong usage that shows only when the data is open: it ends the program with 2,
//! as what the options themselves tell does.

use crate::kpi::explain::ExplainError;
use crate::kpi::run;
use crate::site;

/// What was asked for cannot be; the text says what can.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Usage(pub(super) String);

/// Whether an error is a mistake of whoever gave the command, and none of the data.
pub fn is_wrong_usage(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.is::<Usage>()
            || matches!(cause.downcast_ref(), Some(run::Error::Axis { .. }))
            || matches!(cause.downcast_ref(), Some(site::Error::Name { .. }))
            || cause.downcast_ref().is_some_and(cannot_be_explained)
    })
}

fn cannot_be_explained(error: &ExplainError) -> bool {
    matches!(
        error,
        ExplainError::Kind { .. } | ExplainError::Axes | ExplainError::Ask(run::Error::Axis { .. })
    )
}
