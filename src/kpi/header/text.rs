//! What is said in both languages.

use super::HeaderError;

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub fr: String,
    pub en: String,
}

impl Text {
    pub(in crate::kpi) fn new(fr: &str, en: &str) -> Text {
        Text {
            fr: fr.to_owned(),
            en: en.to_owned(),
        }
    }

    /// The text if it is given; a language alone is a mistake.
    pub(super) fn in_both(
        fr: (&'static str, Option<String>),
        en: (&'static str, Option<String>),
    ) -> Result<Option<Text>, HeaderError> {
        match (fr, en) {
            ((_, None), (_, None)) => Ok(None),
            ((_, Some(_)), (name, None)) | ((name, None), (_, Some(_))) => {
                Err(HeaderError::Missing { name })
            }
            ((_, Some(fr)), (_, Some(en))) => Ok(Some(Text { fr, en })),
        }
    }
}
