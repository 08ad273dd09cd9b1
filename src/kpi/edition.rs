//! A KPI as it was defined once: its file, its numbers, and the editions that it leans on.
//!
//! Kept as text, an edition can be asked as long as there are facts, whatever became of
//! the file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::choices::Choices;
use super::definition::{Kpi, References};
use super::header::HeaderError;

/// The name of an edition: a KPI and its version.
pub type Name = (String, String);

/// A definition, complete but for the editions that it names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    pub kpi: String,
    /// The digest of the definition, as in `kpi run --json`.
    pub version: String,
    file: String,
    parameters: BTreeMap<String, f64>,
    of: Vec<Name>,
    needs: Vec<Name>,
}

/// Why an edition cannot be asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EditionError {
    #[error("there is no `{kpi}` of version {version}; `vigie kpi versions {kpi}` names them")]
    Unknown { kpi: String, version: String },
    #[error("`{kpi}` of version {version} is read otherwise by this program")]
    Otherwise { kpi: String, version: String },
    #[error("`{kpi}` of version {version} cannot be read by this program")]
    Header {
        kpi: String,
        version: String,
        source: Box<HeaderError>,
    },
}

impl Kpi {
    /// Its definition as it is now.
    pub fn edition(&self) -> Edition {
        let names = |references: &References| {
            let kpis = references.kpis.iter();
            kpis.map(|kpi| (kpi.name.clone(), kpi.digest())).collect()
        };
        let parameters = self.parameters.iter();
        Edition {
            kpi: self.name.clone(),
            version: self.digest(),
            file: self.file.clone(),
            parameters: parameters
                .map(|parameter| (parameter.name.clone(), parameter.value))
                .collect(),
            of: names(&self.of),
            needs: names(&self.needs),
        }
    }

    /// The editions of itself and of all that it leans on.
    pub fn editions(&self) -> Vec<Edition> {
        let named = self.of.kpis.iter().chain(&self.needs.kpis);
        let own = std::iter::once(self.edition());
        own.chain(named.flat_map(Kpi::editions)).collect()
    }
}

impl Edition {
    /// The KPI of it, ready to be asked; it has no cube. `find` gives other editions.
    pub fn kpi(&self, find: &dyn Fn(&Name) -> Option<Edition>) -> Result<Kpi, EditionError> {
        let failed = |source| EditionError::Header {
            kpi: self.kpi.clone(),
            version: self.version.clone(),
            source: Box::new(source),
        };
        let parameters = self.parameters.iter();
        let choices = Choices {
            targets: BTreeMap::new(),
            parameters: parameters
                .map(|(name, value)| (format!("{}.{name}", self.kpi), *value))
                .collect(),
        };
        let mut kpi = Kpi::parse(&self.kpi, &self.file)
            .map_err(failed)?
            .with(&choices);
        kpi.of.kpis = kpis(&self.of, find)?;
        kpi.needs.kpis = kpis(&self.needs, find)?;
        match kpi.digest() == self.version {
            true => Ok(kpi),
            false => Err(EditionError::Otherwise {
                kpi: self.kpi.clone(),
                version: self.version.clone(),
            }),
        }
    }
}

fn kpis(names: &[Name], find: &dyn Fn(&Name) -> Option<Edition>) -> Result<Vec<Kpi>, EditionError> {
    let kpi = |name: &Name| {
        let unknown = || EditionError::Unknown {
            kpi: name.0.clone(),
            version: name.1.clone(),
        };
        find(name).ok_or_else(unknown)?.kpi(find)
    };
    names.iter().map(kpi).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::path::Path;

    use super::super::catalogue::Catalogue;
    use super::*;

    #[test]
    fn every_kpi_of_the_catalogue_comes_back_from_its_edition() {
        let mut choices = Choices::default();
        let other = BTreeMap::from([("service_level.within".to_owned(), 45.0)]);
        choices.parameters = other;
        for choices in [Choices::default(), choices] {
            let catalogue = Catalogue::open(Path::new("/nowhere"), &choices).unwrap();
            let editions: BTreeMap<Name, Edition> = catalogue
                .iter()
                .flat_map(Kpi::editions)
                .map(|edition| ((edition.kpi.clone(), edition.version.clone()), edition))
                .collect();
            let find = |name: &Name| editions.get(name).cloned();
            for kpi in catalogue.iter() {
                let text = serde_json::to_string(&kpi.edition()).unwrap();
                let edition: Edition = serde_json::from_str(&text).unwrap();
                let back = edition.kpi(&find).unwrap();
                assert_eq!(back.digest(), kpi.digest(), "{}", kpi.name);
                assert_eq!(back.select, kpi.select);
            }
        }
    }

    #[test]
    fn an_edition_that_leans_on_what_is_gone_says_which() {
        let catalogue = Catalogue::open(Path::new("/nowhere"), &Choices::default()).unwrap();
        let edition = catalogue.find("retention_rate").unwrap().edition();
        let error = edition.kpi(&|_| None).unwrap_err().to_string();
        assert!(
            error.starts_with("there is no `churn_rate` of version "),
            "{error}"
        );
    }
}
