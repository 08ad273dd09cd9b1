//! What a site decides for itself about KPIs: targets and parameters.

use std::collections::BTreeMap;

use super::catalogue::Catalogue;
use super::header::number;

/// A site's own numbers; what is not here is as the KPI's file says it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// By the KPI's name.
    pub targets: BTreeMap<String, f64>,
    /// By `KPI.PARAMETER`.
    pub parameters: BTreeMap<String, f64>,
}

/// What cannot be chosen, and why.
#[derive(Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ChoiceError {
    #[error("`{given}` is no `NAME=NUMBER`; `NAME=` takes it back")]
    Form { given: String },
    #[error("there is no KPI `{name}`; `vigie kpi list` names them all")]
    NoKpi { name: String },
    #[error("there is no parameter `{name}`; there is {known}")]
    NoParameter { name: String, known: String },
    #[error("the target of `{name}` cannot be {value}: its scale is {scale}")]
    OffScale {
        name: String,
        value: f64,
        scale: String,
    },
}

impl Choices {
    pub(super) fn target(&self, kpi: &str) -> Option<f64> {
        self.targets.get(kpi).copied()
    }

    pub(super) fn parameter(&self, kpi: &str, name: &str) -> Option<f64> {
        self.parameters.get(&format!("{kpi}.{name}")).copied()
    }

    /// Takes a target as `KPI=NUMBER`; `KPI=` is that of the file again.
    pub fn set_target(&mut self, given: &str, catalogue: &Catalogue) -> Result<(), ChoiceError> {
        let (name, value) = assignment(given)?;
        let kpi = catalogue.find(name).ok_or_else(|| ChoiceError::NoKpi {
            name: name.to_owned(),
        })?;
        if let Some(value) = value.filter(|value| !kpi.scale.holds(*value)) {
            return Err(ChoiceError::OffScale {
                name: name.to_owned(),
                value,
                scale: kpi.scale.to_string(),
            });
        }
        put(&mut self.targets, name, value);
        Ok(())
    }

    /// Takes a parameter as `KPI.PARAMETER=NUMBER`; `KPI.PARAMETER=` is that of the file again.
    pub fn set_parameter(&mut self, given: &str, catalogue: &Catalogue) -> Result<(), ChoiceError> {
        let (name, value) = assignment(given)?;
        let known = catalogue.parameters();
        if !known.iter().any(|known| known == name) {
            let known = match known.as_slice() {
                [] => "none".to_owned(),
                known => known.join(", "),
            };
            let name = name.to_owned();
            return Err(ChoiceError::NoParameter { name, known });
        }
        put(&mut self.parameters, name, value);
        Ok(())
    }
}

fn assignment(given: &str) -> Result<(&str, Option<f64>), ChoiceError> {
    let malformed = || ChoiceError::Form {
        given: given.to_owned(),
    };
    let (name, value) = given.split_once('=').ok_or_else(malformed)?;
    match value.trim() {
        "" => Ok((name.trim(), None)),
        value => Ok((name.trim(), Some(number(value).ok_or_else(malformed)?))),
    }
}

fn put(choices: &mut BTreeMap<String, f64>, name: &str, value: Option<f64>) {
    match value {
        Some(value) => choices.insert(name.to_owned(), value),
        None => choices.remove(name),
    };
}
