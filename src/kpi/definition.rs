//! A KPI as its file says it, and as a site has it.

use sha2::{Digest, Sha256};

use super::choices::Choices;
use super::header::{Direction, Kind, Parameter, Scale, Text, User, filled};
use crate::hex::hex;

/// A KPI, ready to be asked.
#[derive(Clone, Debug)]
pub struct Kpi {
    /// The file's name without its ending: the same word in URL, JSON and docs. It may
    /// hold dots.
    pub name: String,
    pub title: Text,
    pub about: Text,
    pub kind: Kind,
    pub better: Direction,
    /// Who defines it: an article, a product, or Vigie.
    pub source: String,
    /// What a value is counted in, where title and kind do not say it.
    pub unit: Option<Text>,
    /// In which range its value lies; intervals are cut to it.
    pub scale: Scale,
    /// The value to reach, in the unit of the value: the site's, else the file's.
    pub target: Option<f64>,
    /// Who needs it.
    pub users: Vec<User>,
    /// What its rule makes of silence.
    pub silence: Option<Text>,
    /// Rows under which it is too few to say.
    pub least: u64,
    /// For rows that can only be judged after a while: how long, as written.
    pub window: Option<String>,
    /// Of what the rows are that are left out.
    pub left_out: Option<Text>,
    /// Whether the SELECT marks such rows, as `left_out`.
    pub(super) marks_left_out: bool,
    /// The axis over whose values a share is taken, where none is asked.
    pub axis: Option<String>,
    /// The KPIs that a formula is made of.
    pub of: References,
    /// KPIs that must be above 0 for this one to mean anything.
    pub needs: References,
    pub parameters: Vec<Parameter>,
    /// The SELECT as written, with the names of parameters.
    pub written: String,
    /// The SELECT with their numbers.
    pub select: String,
    /// The line of the file on which the SELECT begins, from 1.
    pub select_line: usize,
    /// The whole file.
    pub(super) file: String,
}

/// Other KPIs that a header names.
#[derive(Clone, Debug, Default)]
pub struct References {
    pub names: Vec<String>,
    /// The line of the file that names them.
    pub(super) line: usize,
    /// The KPIs themselves, in the same order; the catalogue knows them.
    pub(super) kpis: Vec<Kpi>,
}

/// What rows are of that name no person.
pub(super) fn of_unknown_customers() -> Text {
    Text::new("de clients inconnus", "of unknown customers")
}

impl Kpi {
    /// The same KPI with the numbers that a site has chosen for it.
    pub(super) fn with(mut self, choices: &Choices) -> Kpi {
        for parameter in &mut self.parameters {
            if let Some(value) = choices.parameter(&self.name, &parameter.name) {
                parameter.value = value;
            }
        }
        self.target = choices.target(&self.name).or(self.target);
        self.select = filled(&self.written, &self.parameters);
        self
    }

    /// Whether it names a KPI, or is made of one that does.
    pub(super) fn leans_on(&self, name: &str) -> bool {
        let named = self.of.kpis.iter().chain(&self.needs.kpis);
        let mut named = named.map(|kpi| kpi.name == name || kpi.leans_on(name));
        named.any(|leans| leans)
    }

    /// Whether the FAQ decides which rows count, of it or of one that it leans on.
    pub fn asks_the_faq(&self) -> bool {
        let mut named = self.of.kpis.iter().chain(&self.needs.kpis);
        self.written.contains("answerable") || named.any(Kpi::asks_the_faq)
    }

    /// The SELECT of the rows that count.
    pub fn counted(&self) -> String {
        match self.leaves_out() {
            None => self.select.clone(),
            Some(left_out) => format!("select * from ({}\n) where not ({left_out})", self.select),
        }
    }

    /// The condition of rows that are left out for good, if there are any.
    pub(super) fn leaves_out(&self) -> Option<&'static str> {
        match (self.marks_left_out, self.kind.names_persons()) {
            (false, false) => None,
            (true, false) => Some("coalesce(left_out, false)"),
            (false, true) => Some("person is null"),
            (true, true) => Some("coalesce(left_out, false) or person is null"),
        }
    }

    /// Whether some rows may be in no count: too young, or left out for good.
    pub fn leaves_rows_out(&self) -> bool {
        self.window.is_some() || self.leaves_out().is_some()
    }

    /// A KPI that counts the rows which this one leaves out, if it leaves out any.
    ///
    /// No file can have its name: it holds a slash.
    pub fn of_left_out(&self) -> Option<Kpi> {
        self.leaves_out().map(|left_out| Kpi {
            name: format!("{}/left_out", self.name),
            kind: Kind::Sum { divisor: 1.0 },
            window: None,
            left_out: None,
            marks_left_out: false,
            needs: References::default(),
            // What such a row says in `num` and `den` does not matter: the first of a name is it.
            select: format!(
                "select 1 as num, 1 as den, * from ({}\n) where {left_out}",
                self.select
            ),
            ..self.clone()
        })
    }

    /// Whether its value is a part of a whole that is 1.
    pub fn is_share(&self) -> bool {
        match self.kind {
            Kind::Ratio | Kind::Share | Kind::Stock => true,
            Kind::Persons { at_least } => at_least.is_some(),
            Kind::Formula | Kind::Mean | Kind::Percentile { .. } => {
                self.scale == Scale::SHARE || self.scale == Scale::OF_ONE
            }
            Kind::Net | Kind::Sum { .. } | Kind::Distinct => false,
        }
    }

    /// Changes with the definition, so that stored figures know theirs.
    pub fn digest(&self) -> String {
        let mut definition = self.definition_of_rows();
        definition.push_str(&self.how_rows_are_put_together());
        for other in self.of.kpis.iter().chain(&self.needs.kpis) {
            definition.push_str(&format!("\n{} {}", other.name, other.digest()));
        }
        digest(&definition)
    }

    /// Changes with the rows that count, so that cubes know theirs.
    pub(super) fn digest_of_rows(&self) -> String {
        digest(&self.definition_of_rows())
    }

    fn definition_of_rows(&self) -> String {
        let kind = self.kind.as_str();
        format!("{kind} {:?}\n{}", self.window, self.counted())
    }

    /// What the definition has beside its rows and the name of its kind.
    fn how_rows_are_put_together(&self) -> String {
        let of_kind = match self.kind {
            Kind::Sum { divisor } if divisor != 1.0 => Some(divisor.to_string()),
            Kind::Persons { at_least } => at_least.map(|number| number.to_string()),
            Kind::Percentile { of } => Some(of.to_string()),
            Kind::Share => self.axis.clone(),
            _ => None,
        };
        let scale = (self.scale != Scale::of(self.kind)).then(|| format!("{:?}", self.scale));
        let least = (self.least != self.kind.least()).then(|| format!("least {}", self.least));
        let all = [of_kind, scale, least].into_iter().flatten();
        all.map(|fact| format!("\n{fact}")).collect()
    }
}

fn digest(definition: &str) -> String {
    hex(&Sha256::digest(definition.as_bytes())[..8])
}
