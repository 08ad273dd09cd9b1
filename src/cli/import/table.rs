//! Tables of events and of contacts: which column is which field, and what was made of it.

use std::io::Read;

use anyhow::Context;
use clap::ValueEnum;

use super::events::append;
use super::source::Source;
use crate::events::import::sheet::{Example, Habits, Mapped, Of, Reason, Sheet, Wanted, as_option};
use crate::input::civil::Order;
use crate::input::duration::Unit;
use crate::input::encoding::decode;
use crate::input::number::Comma;
use crate::input::tally::Tally;
use crate::reports::language::{of_terminal, pick};
use crate::reports::number::counted;
use crate::site::Site;
use crate::text::language::Lang;

/// How to read a table (CSV).
#[derive(Debug, clap::Args)]
pub(super) struct Columns {
    /// Fields and their columns, as wait=Temps_attente,at=Date+Heure; columns are named without
    /// regard to case, accents and spaces, or by number as #3; a field without a column, as
    /// theme=, is not read [default: columns are found by their names]
    #[arg(long, value_name = "FIELD=COLUMN,…", value_parser = pairs)]
    map: Vec<Pairs>,
    /// Fields that are the same in every row, as survey=csat,max=10
    #[arg(long, value_name = "FIELD=VALUE,…", value_parser = pairs)]
    set: Vec<Pairs>,
    /// Dates with the day first (dmy) or the month (mdy) [default: as the file's other dates
    /// tell; where none does, dmy on a site in French]
    #[arg(long, value_enum)]
    dates: Option<Dates>,
    /// What the comma of 1,234 is [default: as the file's other numbers tell; where none does,
    /// decimal on a site in French]
    #[arg(long, value_enum)]
    comma: Option<Commas>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Dates {
    Dmy,
    Mdy,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Commas {
    Decimal,
    Thousands,
}

/// `field=Column,field=Column`.
#[derive(Clone, Debug)]
struct Pairs(Vec<(String, String)>);

/// A part without `=` belongs to the one before it: names of columns may hold commas.
fn pairs(text: &str) -> Result<Pairs, String> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for part in text.split(',') {
        match (part.split_once('='), pairs.last_mut()) {
            (Some((field, column)), _) => {
                pairs.push((field.trim().to_owned(), column.trim().to_owned()));
            }
            (None, Some((_, column))) => column.extend([",", part]),
            (None, None) => return Err("give it as wait=Temps_attente,agent=Conseiller".to_owned()),
        }
    }
    Ok(Pairs(pairs))
}

impl Columns {
    /// Whether anything is said of columns.
    pub(super) fn are_given(&self) -> bool {
        let Columns {
            map,
            set,
            dates,
            comma,
        } = self;
        !map.is_empty() || !set.is_empty() || dates.is_some() || comma.is_some()
    }

    fn wanted(&self, of: Of) -> Wanted {
        let all = |pairs: &[Pairs]| pairs.iter().flat_map(|pairs| pairs.0.clone()).collect();
        Wanted {
            of,
            map: all(&self.map),
            set: all(&self.set),
            dates: self.dates.map(|dates| match dates {
                Dates::Dmy => Order::DayFirst,
                Dates::Mdy => Order::MonthFirst,
            }),
            comma: self.comma.map(|comma| match comma {
                Commas::Decimal => Comma::Decimal,
                Commas::Thousands => Comma::Thousands,
            }),
        }
    }

    /// Takes the rows of a file into a site.
    pub(super) fn take(
        &self,
        of: Of,
        site: &mut Site,
        mut source: Source,
        strict: bool,
    ) -> anyhow::Result<Tally> {
        let mut bytes = Vec::new();
        source.reader.read_to_end(&mut bytes)?;
        let text = decode(&bytes);
        let zone = site.settings.zone()?;
        let sheet = Sheet::open(&text, &self.wanted(of), &zone, site.settings.lang)
            .context("its columns cannot be read")?;
        for line in told(&sheet, of_terminal()) {
            source.bar.say(&format!("{}: {line}", source.name));
        }
        let Source { name, bar, .. } = source;
        let tally = append(site, &name, &bar, strict, |intake, log| {
            intake.run_sheet(&sheet, log)
        })?;
        if of == Of::Contacts {
            bar.say(&format!("{name}: {}", became(&tally, of_terminal())));
        }
        Ok(tally)
    }
}

/// How many rows became how many events: who counts the lines of the file misses none.
fn became(tally: &Tally, lang: Lang) -> String {
    let refused = tally.refusals();
    let (rows, events) = (tally.rows, tally.read - refused);
    let mut parts = vec![
        counted(lang, rows, ("ligne", "lignes"), ("row", "rows")),
        counted(
            lang,
            events,
            ("événement", "événements"),
            ("event", "events"),
        ),
    ];
    if refused > 0 {
        let (one, many) = ("ligne refusée", "lignes refusées");
        parts.push(counted(
            lang,
            refused,
            (one, many),
            ("row refused", "rows refused"),
        ));
    }
    parts.join(", ")
}

/// What was made of the columns, for whoever wants to see that it is right.
fn told(sheet: &Sheet<'_>, lang: Lang) -> Vec<String> {
    let columns = &sheet.columns;
    let mapped: Vec<String> = columns.mapped.iter().map(|it| one(it, lang)).collect();
    let mut told = vec![mapped.join(" · ")];
    if !columns.unused.is_empty() {
        let unused = pick(lang, "colonnes non lues", "columns not read");
        let meant = meant(&columns.likely, lang);
        told.push(format!("{unused}: {}{meant}", columns.unused.join(", ")));
    }
    told.extend(habits(&sheet.habits, lang));
    told
}

/// How to have columns read that look like fields.
fn meant(likely: &[(&'static str, String)], lang: Lang) -> String {
    if likely.is_empty() {
        return String::new();
    }
    let options: Vec<String> = likely.iter().map(as_option).collect();
    let say = pick(lang, "pour les lire", "to have them read");
    format!(" ({say}: {})", options.join(" "))
}

fn one(mapped: &Mapped, lang: Lang) -> String {
    let field = mapped.field();
    if let Some(constant) = &mapped.constant {
        return format!("{field} = `{constant}`");
    }
    let unit = match mapped.told_unit {
        Some(Unit::Milliseconds) => pick(lang, ", en millisecondes", ", in milliseconds"),
        Some(Unit::Minutes) => pick(lang, ", en minutes", ", in minutes"),
        Some(Unit::Hours) => pick(lang, ", en heures", ", in hours"),
        Some(Unit::Days) => pick(lang, ", en jours", ", in days"),
        Some(Unit::Seconds) | None => "",
    };
    format!("{field} ← {}{unit}", mapped.column)
}

/// How dates and commas are read, where that is not said by whoever imports.
fn habits(habits: &Habits, lang: Lang) -> Vec<String> {
    let dates = match habits.dates {
        Order::DayFirst => pick(lang, "dates : le jour d’abord", "dates: the day first"),
        Order::MonthFirst => pick(lang, "dates : le mois d’abord", "dates: the month first"),
    };
    let comma = match habits.comma {
        Comma::Decimal => pick(lang, "virgules : décimales", "commas: decimal"),
        Comma::Thousands => pick(lang, "virgules : des milliers", "commas: of thousands"),
    };
    let of = [
        (dates, &habits.why_dates, "--dates mdy"),
        (comma, &habits.why_comma, "--comma thousands"),
    ];
    let said = of
        .into_iter()
        .filter_map(|(what, why, else_say)| match why {
            Reason::Told(cell) => Some(format!("{what} ({})", cell_in(cell, lang))),
            Reason::Assumed(cell) => {
                let (cell, unless) = (cell_in(cell, lang), pick(lang, "sinon", "if not, say"));
                let open = pick(lang, "rien ne le dit", "nothing tells");
                Some(format!("{what} ({open}: {cell}; {unless} {else_say})"))
            }
            Reason::Asked | Reason::NeverMind => None,
        });
    said.collect()
}

fn cell_in(example: &Example, lang: Lang) -> String {
    let line = pick(lang, "ligne", "line");
    format!("`{}`, {line} {}", example.cell, example.line)
}

#[cfg(test)]
mod tests {
    use super::pairs;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = pairs(text).map(|pairs| pairs.0).unwrap_or_default();
        let found: Vec<_> = found
            .iter()
            .map(|(field, name)| (&**field, &**name))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_comma_parts_fields_and_else_belongs_to_a_name() {
        check(
            "wait=Attente,agent=Nom",
            &[("wait", "Attente"), ("agent", "Nom")],
        );
        check(
            "agent=Nom, prénom,at=Date",
            &[("agent", "Nom, prénom"), ("at", "Date")],
        );
        check("theme=", &[("theme", "")]);
        check("a=b=c", &[("a", "b=c")]);
        check("Attente", &[]);
    }
}
