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
    #[error("`{given}` is no `NAME=NUMBER`, with a number as 0.85; `NAME=` takes it back")]
    Form { given: String },
    #[error("`{name}` is no share: write {given} as a plain number, without the `%`")]
    NoShare { name: String, given: String },
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
        let (name, text) = assignment(given)?;
        let kpi = catalogue.find(name).ok_or_else(|| ChoiceError::NoKpi {
            name: name.to_owned(),
        })?;
        if text.ends_with('%') && !kpi.is_share() {
            let (name, given) = (name.to_owned(), text.to_owned());
            return Err(ChoiceError::NoShare { name, given });
        }
        let value = match text.strip_suffix('%') {
            Some(percent) => value(given, percent)?.map(|percent| percent / 100.0),
            None => value(given, text)?,
        };
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
        let (name, text) = assignment(given)?;
        let value = value(given, text)?;
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

fn assignment(given: &str) -> Result<(&str, &str), ChoiceError> {
    let malformed = || ChoiceError::Form {
        given: given.to_owned(),
    };
    let (name, value) = given.split_once('=').ok_or_else(malformed)?;
    Ok((name.trim(), value.trim()))
}

/// What stands behind the sign; none where nothing does.
fn value(given: &str, text: &str) -> Result<Option<f64>, ChoiceError> {
    let malformed = || ChoiceError::Form {
        given: given.to_owned(),
    };
    match text.trim() {
        "" if given.ends_with('%') => Err(malformed()),
        "" => Ok(None),
        text => number(&with_point(text)).map(Some).ok_or_else(malformed),
    }
}

/// A decimal comma as a point. A comma that may part thousands, as in 1,500, stays, and
/// makes it no number.
fn with_point(text: &str) -> String {
    let parts_thousands = |(whole, decimals): (&str, &str)| {
        let is_zero = whole.trim_start_matches(['-', '+']) == "0";
        decimals.len() == 3 && !is_zero
    };
    match text.split_once(',') {
        Some(parts) if !parts_thousands(parts) => text.replacen(',', ".", 1),
        _ => text.to_owned(),
    }
}

fn put(choices: &mut BTreeMap<String, f64>, name: &str, value: Option<f64>) {
    match value {
        Some(value) => choices.insert(name.to_owned(), value),
        None => choices.remove(name),
    };
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::path::Path;

    use super::*;

    /// The target as it is taken, or why it is not.
    #[track_caller]
    fn check(given: &str, expected: Result<f64, &str>) {
        let mut choices = Choices::default();
        let catalogue = Catalogue::open(Path::new("/nowhere"), &choices).unwrap();
        let taken = choices.set_target(given, &catalogue);
        let taken = taken.map(|()| choices.targets.values().next().copied());
        match (taken, expected) {
            (Ok(taken), Ok(expected)) => assert_eq!(taken, Some(expected), "{given}"),
            (Err(why), Err(part)) => assert!(why.to_string().contains(part), "{why}"),
            (taken, _) => panic!("{given}: {taken:?}"),
        }
    }

    #[test]
    fn a_target_is_taken_as_people_write_numbers() {
        check("service_level=0.85", Ok(0.85));
        check("service_level=0,85", Ok(0.85));
        check("service_level=0,855", Ok(0.855));
        check("service_level=85%", Ok(0.85));
        check("service_level = 85,5 %", Ok(0.855));
        check("nps=-12,5", Ok(-12.5));
        check("service_level=85", Err("cannot be 85"));
        check("nps=12%", Err("`nps` is no share: write 12%"));
        check("waiting_time=1,500", Err("with a number as 0.85"));
        check("service_level=%", Err("with a number as 0.85"));
        check("service_level=high", Err("with a number as 0.85"));
    }
}
