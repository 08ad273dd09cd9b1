//! The catalogue: every file of the folder, and an administrator's own ones.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::Serialize;

use super::check::Checker;
use super::header::Kpi;
use crate::facts::cubes::Source;

static FOLDER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/kpi/catalogue");

/// Every KPI that can be computed, by name.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// An administrator's own files.
    own: PathBuf,
    kpis: Vec<Kpi>,
    refused: Vec<Problem>,
    /// KPIs that fail on the facts as they are, and why.
    failing: Vec<(Kpi, String)>,
}

/// A KPI file that cannot be used, and why; the others work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub file: String,
    pub message: String,
}

impl Catalogue {
    /// Reads the files that come with Vigie and those of a folder, and checks them.
    pub fn open(own: &Path) -> rusqlite::Result<Catalogue> {
        let checker = Checker::new()?;
        let mut catalogue = Catalogue {
            own: own.to_owned(),
            ..Catalogue::default()
        };
        for file in FOLDER.files() {
            let text = file.contents_utf8().unwrap_or_default();
            catalogue.add(file.path(), text, &checker);
        }
        for entry in std::fs::read_dir(own).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|end| end == "sql") {
                match std::fs::read_to_string(&path) {
                    Ok(text) => catalogue.add(&path, &text, &checker),
                    Err(error) => catalogue.refuse(&path, error.to_string()),
                }
            }
        }
        catalogue.sort();
        Ok(catalogue)
    }

    fn sort(&mut self) {
        self.kpis.sort_by(|one, other| one.name.cmp(&other.name));
    }

    /// Sets aside the KPIs that fail on the facts as they are, and takes back the others.
    pub fn set_aside(&mut self, mut failed: BTreeMap<String, String>) {
        let all = std::mem::take(&mut self.kpis).into_iter();
        let before = std::mem::take(&mut self.failing).into_iter();
        for kpi in all.chain(before.map(|(kpi, _)| kpi)) {
            let left_out = kpi.of_left_out().map(|kpi| kpi.name);
            let of_left_out = left_out.and_then(|name| failed.remove(&name));
            match failed.remove(&kpi.name).or(of_left_out) {
                Some(message) => self.failing.push((kpi, message)),
                None => self.kpis.push(kpi),
            }
        }
        self.sort();
    }

    /// Every file that cannot be used.
    pub fn problems(&self) -> Vec<Problem> {
        let failing = self.failing.iter().map(|(kpi, message)| {
            let file = format!("{}.sql", kpi.name);
            let path = if FOLDER.contains(&file) {
                PathBuf::from(file)
            } else {
                self.own.join(file)
            };
            Problem {
                file: path.display().to_string(),
                message: message.clone(),
            }
        });
        self.refused.iter().cloned().chain(failing).collect()
    }

    fn add(&mut self, path: &Path, text: &str, checker: &Checker) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let kpi = match Kpi::parse(&name, text) {
            Ok(kpi) => kpi,
            Err(error) => return self.refuse(path, error.to_string()),
        };
        if self.find(&kpi.name).is_some() {
            return self.refuse(path, "a KPI of this name exists already".to_owned());
        }
        match checker.check(&kpi) {
            Ok(()) => self.kpis.push(kpi),
            Err(refusal) => self.refuse(path, refusal.to_string()),
        }
    }

    fn refuse(&mut self, path: &Path, message: String) {
        self.refused.push(Problem {
            file: path.display().to_string(),
            message,
        });
    }

    pub fn iter(&self) -> impl Iterator<Item = &Kpi> {
        self.kpis.iter()
    }

    pub fn find(&self, name: &str) -> Option<&Kpi> {
        self.kpis.iter().find(|kpi| kpi.name == name)
    }

    /// What the cubes need of each KPI, and of what it leaves out.
    pub fn sources(&self) -> Vec<Source> {
        let failing = self.failing.iter().map(|(kpi, _)| kpi);
        self.kpis
            .iter()
            .chain(failing)
            .flat_map(|kpi| [Some(kpi.clone()), kpi.of_left_out()])
            .flatten()
            .map(|kpi| Source {
                digest: kpi.digest(),
                select: kpi.counted(),
                windowed: kpi.window.is_some(),
                kpi: kpi.name,
            })
            .collect()
    }
}
