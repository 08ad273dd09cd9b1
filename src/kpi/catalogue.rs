//! The catalogue: every file of the folder, and an administrator's own ones.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};
use serde::Serialize;

use super::check::Checker;
use super::choices::Choices;
use super::definition::Kpi;
use super::header::Kind;
use super::references::bound;
use crate::facts::cubes::{Arm, Names, Source};

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
    /// Of all KPIs, those that fail among them.
    sources: Arc<[Source]>,
}

/// A KPI file that cannot be used, and why; the others work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub file: String,
    pub message: String,
}

impl Catalogue {
    /// Reads the files that come with Vigie and those of a folder, and checks them; with
    /// the numbers that a site has chosen.
    pub fn open(own: &Path, choices: &Choices) -> rusqlite::Result<Catalogue> {
        let checker = Checker::new(choices)?;
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
        catalogue.bind();
        catalogue.sort();
        catalogue.sources = sources(&catalogue.kpis);
        Ok(catalogue)
    }

    /// Gives every KPI those that it names; one that names what cannot be had is refused.
    fn bind(&mut self) {
        let kpis = std::mem::take(&mut self.kpis);
        let files = self.refused.iter().map(|problem| Path::new(&problem.file));
        let stems: Vec<_> = files
            .filter_map(Path::file_stem)
            .map(ToOwned::to_owned)
            .collect();
        let bound = bound(kpis, |name| stems.iter().any(|stem| stem == name));
        self.kpis = bound.kpis.into_values().collect();
        for (name, missing) in bound.refused {
            self.refuse(&self.path(&name), missing.to_string());
        }
    }

    fn sort(&mut self) {
        self.kpis.sort_by(|one, other| one.name.cmp(&other.name));
    }

    /// Sets aside the KPIs that fail on the facts as they are, and takes back the others.
    pub fn set_aside(&mut self, mut failed: BTreeMap<String, String>) {
        let all = std::mem::take(&mut self.kpis).into_iter();
        let before = std::mem::take(&mut self.failing).into_iter();
        let mut names = Vec::new();
        for kpi in all.chain(before.map(|(kpi, _)| kpi)) {
            let left_out = kpi.of_left_out().map(|kpi| kpi.name);
            let of_left_out = left_out.and_then(|name| failed.remove(&name));
            match failed.remove(&kpi.name).or(of_left_out) {
                Some(message) => {
                    names.push(kpi.name.clone());
                    self.failing.push((kpi, message));
                }
                None => self.kpis.push(kpi),
            }
        }
        self.set_aside_with(&names);
        self.sort();
    }

    /// Sets aside what names one of these, however far away.
    fn set_aside_with(&mut self, failing: &[String]) {
        for kpi in std::mem::take(&mut self.kpis) {
            match failing.iter().find(|name| kpi.leans_on(name)) {
                Some(name) => self.failing.push((kpi, format!("`{name}` fails"))),
                None => self.kpis.push(kpi),
            }
        }
    }

    /// Every file that cannot be used.
    pub fn problems(&self) -> Vec<Problem> {
        let failing = self.failing.iter().map(|(kpi, message)| Problem {
            file: self.path(&kpi.name).display().to_string(),
            message: message.clone(),
        });
        self.refused.iter().cloned().chain(failing).collect()
    }

    /// The file of a KPI.
    pub fn path(&self, name: &str) -> PathBuf {
        let file = format!("{name}.sql");
        match FOLDER.contains(&file) {
            true => PathBuf::from(file),
            false => self.own.join(file),
        }
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
        match checker.checked(kpi) {
            Ok(kpi) => self.kpis.push(kpi),
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

    /// Every parameter, as `KPI.PARAMETER`.
    pub fn parameters(&self) -> Vec<String> {
        let of_kpi = |kpi: &Kpi| {
            let names = kpi.parameters.iter();
            let names = names.map(|parameter| format!("{}.{}", kpi.name, parameter.name));
            names.collect::<Vec<_>>()
        };
        self.kpis.iter().flat_map(of_kpi).collect()
    }

    /// What the cubes need of each KPI, and of what it leaves out. A formula has no rows.
    pub fn sources(&self) -> Arc<[Source]> {
        Arc::clone(&self.sources)
    }
}

fn sources(kpis: &[Kpi]) -> Arc<[Source]> {
    let with_rows = kpis.iter().filter(|kpi| kpi.kind != Kind::Formula);
    let sources = with_rows.flat_map(|kpi| {
        let names = match kpi.kind {
            Kind::Persons { .. } | Kind::Distinct => Names::Persons,
            Kind::Percentile { .. } => Names::Values,
            _ => Names::Nothing,
        };
        let left_out = kpi.of_left_out();
        let left_out =
            left_out.map(|left_out| source(&left_out, Names::Nothing, kpi.arms_of_left_out()));
        [Some(source(kpi, names, kpi.arms())), left_out]
    });
    sources.flatten().collect()
}

fn source(kpi: &Kpi, names: Names, arms: Vec<Arm>) -> Source {
    let (name, digest) = (kpi.name.clone(), kpi.digest_of_rows());
    let windowed = kpi.window.is_some();
    Source::new(name, digest, kpi.counted(), windowed, names, arms)
}
