//! What the product's words mean.

use minijinja::{Value, context};

use super::super::error::Error;
use super::Asking;
use crate::kpi::Kpi;
use crate::reports::glossary::{TERMS, Term};

pub(super) fn show(asking: &Asking<'_>) -> Result<Value, Error> {
    let mut terms: Vec<&Term> = TERMS.iter().collect();
    terms.sort_by_key(|term| crate::text::fold::fold(term.word(asking.ui)));
    let terms = terms.into_iter().map(|term| asking.term(term));
    Ok(context! { terms => terms.collect::<Vec<_>>() })
}

impl Asking<'_> {
    /// Where a word is explained; without one, all of them.
    pub(super) fn to_glossary(&self, word: &str) -> String {
        let anchor = if word.is_empty() { "" } else { "#" };
        let query = self.address.query();
        format!("/{}/glossary{query}{anchor}{word}", self.ui.as_str())
    }

    pub(super) fn term(&self, term: &Term) -> Value {
        let kpis = term
            .kpis
            .iter()
            .filter_map(|name| self.view.catalogue.find(name));
        let kpis: Vec<&Kpi> = kpis.collect();
        let families = self.view.catalogue.families();
        let family = families.contains(&term.id).then(|| self.to_family(term.id));
        context! {
            id => term.id,
            family,
            href => self.to_glossary(term.id),
            word => term.word(self.ui),
            meaning => term.meaning(self.ui),
            kpis => self.titles(&kpis),
        }
    }
}
