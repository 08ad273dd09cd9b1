//! Gives KPIs that name others these others: the parts of formulas, and what is needed.

use std::collections::BTreeMap;

use super::definition::{Kpi, References};

/// Why a KPI cannot have what it names.
#[derive(Debug, thiserror::Error)]
pub(super) enum Missing {
    #[error("line {line}: there is no KPI `{name}`")]
    Unknown { line: usize, name: String },
    #[error("line {line}: `{name}` cannot be used")]
    Unusable { line: usize, name: String },
    #[error("line {line}: it is made of itself: {way}")]
    Cycle { line: usize, way: String },
}

/// KPIs with all that they name, and those that cannot have it, each with the reason.
pub(super) fn bound(kpis: Vec<Kpi>, is_refused: impl Fn(&str) -> bool) -> Bound {
    let names: Vec<String> = kpis.iter().map(|kpi| kpi.name.clone()).collect();
    let mut binding = Binding {
        unbound: kpis
            .into_iter()
            .map(|kpi| (kpi.name.clone(), kpi))
            .collect(),
        bound: Bound::default(),
        is_refused: &is_refused,
    };
    for name in names {
        binding.bind(&name, &mut Vec::new());
    }
    binding.bound
}

#[derive(Default)]
pub(super) struct Bound {
    pub(super) kpis: BTreeMap<String, Kpi>,
    pub(super) refused: BTreeMap<String, Missing>,
}

struct Binding<'a> {
    unbound: BTreeMap<String, Kpi>,
    bound: Bound,
    is_refused: &'a dyn Fn(&str) -> bool,
}

impl Binding<'_> {
    /// Binds a KPI, what it names before it; `way` is what leads here.
    fn bind(&mut self, name: &str, way: &mut Vec<String>) {
        let Some(mut kpi) = self.unbound.remove(name) else {
            return;
        };
        way.push(name.to_owned());
        let found = self
            .found(&kpi.of, way)
            .and_then(|of| Ok((of, self.found(&kpi.needs, way)?)));
        way.pop();
        match found {
            Ok((of, needs)) => {
                (kpi.of.kpis, kpi.needs.kpis) = (of, needs);
                self.bound.kpis.insert(kpi.name.clone(), kpi);
            }
            Err(missing) => {
                self.bound.refused.insert(kpi.name, missing);
            }
        }
    }

    fn found(&mut self, named: &References, way: &mut Vec<String>) -> Result<Vec<Kpi>, Missing> {
        let line = named.line;
        let found = named.names.iter().map(|name| {
            if let Some(begin) = way.iter().position(|known| known == name) {
                let mut way = way[begin..].to_vec();
                way.push(name.clone());
                let way = way.join(" → ");
                return Err(Missing::Cycle { line, way });
            }
            self.bind(name, way);
            let name = name.clone();
            match self.bound.kpis.get(&name) {
                Some(kpi) => Ok(kpi.clone()),
                None if self.bound.refused.contains_key(&name) || (self.is_refused)(&name) => {
                    Err(Missing::Unusable { line, name })
                }
                None => Err(Missing::Unknown { line, name }),
            }
        });
        found.collect()
    }
}
