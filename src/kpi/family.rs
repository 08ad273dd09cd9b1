//! What several define under one word, each in its own way: `deflection.microsoft`,
//! `deflection.zendesk`, and what Vigie itself says about it.

use super::catalogue::Catalogue;
use super::definition::Kpi;

impl Kpi {
    /// The word that somebody else's definition is one of: what stands before the dot.
    pub fn family(&self) -> Option<&str> {
        self.name.split_once('.').map(|(family, _)| family)
    }
}

impl Catalogue {
    /// The words that somebody else defines, in their order.
    pub fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = self.iter().filter_map(Kpi::family).collect();
        families.dedup();
        families
    }

    /// All that is defined under a word: our own figure or its two bounds first.
    pub fn family(&self, family: &str) -> Vec<&Kpi> {
        let ours = ["", "_low", "_high"].map(|end| format!("{family}{end}"));
        let ours = ours.iter().filter_map(|name| self.find(name));
        let theirs: Vec<&Kpi> = self
            .iter()
            .filter(|kpi| kpi.family() == Some(family))
            .collect();
        match theirs.is_empty() {
            true => theirs,
            false => ours.chain(theirs).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::kpi::Choices;
    use crate::kpi::fixture::Fixture;

    #[test]
    fn a_family_is_what_others_define_under_a_word_beside_our_own() {
        let mut kpis = Fixture::new(&[]);
        kpis.open(&Choices::default());
        let catalogue = kpis.catalogue();
        let of = |family| {
            let names = catalogue.family(family).into_iter();
            names.map(|kpi| kpi.name.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(
            of("service_level"),
            ["service_level", "service_level.amazon"]
        );
        let deflection = of("deflection");
        assert_eq!(deflection[..2], ["deflection_low", "deflection_high"]);
        assert!(deflection.contains(&"deflection.zendesk"));
        assert!(of("nps").is_empty() && of("").is_empty());
        assert!(catalogue.families().contains(&"resolution"));
    }
}
