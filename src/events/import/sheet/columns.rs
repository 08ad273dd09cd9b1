//! Which column is which field: as whoever imports says, else by its name.

use std::borrow::Cow;

use csv::StringRecord;

use super::names::{bare, normal, plain, unit};
use super::synonyms::{self, DAYS, TIMES};
use super::targets::{Of, Target};
use super::{Error, Wanted, likely};
use crate::input::duration::Unit;

/// The columns of a table, as they are read.
pub struct Columns {
    pub mapped: Vec<Mapped>,
    /// The names of those that nothing is read from.
    pub unused: Vec<String>,
    /// Fields that nothing is read as, and of the unused columns those that may hold them.
    pub likely: Vec<(&'static str, String)>,
    pub(super) width: usize,
}

/// A field, and where its value stands.
pub struct Mapped {
    pub(super) target: Target,
    /// Columns that are read as one text, with a space between.
    places: Vec<usize>,
    /// What they are called.
    pub column: String,
    /// One value for all rows, instead of a column.
    pub constant: Option<String>,
    /// What bare numbers count, of a duration.
    pub(super) unit: Unit,
    /// Whether the name of the column tells so.
    pub told_unit: Option<Unit>,
    /// Marked with crosses: an empty cell is a no.
    pub(super) empty_is_no: bool,
}

impl Mapped {
    pub fn field(&self) -> &'static str {
        self.target.name
    }
}

/// A row under its columns.
pub(super) struct Row<'r> {
    pub(super) columns: &'r Columns,
    pub(super) cells: &'r StringRecord,
}

impl<'r> Row<'r> {
    /// What the row says of a field; none where its cells are empty.
    pub(super) fn text(&self, mapped: &'r Mapped) -> Option<Cow<'r, str>> {
        let text = mapped.text(self.cells);
        text.or(mapped.empty_is_no.then_some("non".into()))
    }

    pub(super) fn mapped(&self, field: &str) -> Option<&'r Mapped> {
        let mut mapped = self.columns.mapped.iter();
        mapped.find(|mapped| mapped.target.name == field)
    }
}

impl Mapped {
    pub(super) fn text<'r>(&'r self, cells: &'r StringRecord) -> Option<Cow<'r, str>> {
        if let Some(constant) = &self.constant {
            return Some(constant.into());
        }
        let cell = |place: &usize| cells.get(*place).map(str::trim);
        let mut given = self.places.iter().filter_map(cell);
        let mut given = given.by_ref().filter(|cell| !cell.is_empty());
        let first = given.next()?;
        Some(given.fold(first.into(), |all, cell| format!("{all} {cell}").into()))
    }
}

impl Columns {
    pub(super) fn of(header: &[String], wanted: &Wanted) -> Result<Columns, Error> {
        let mut finding = Finding {
            header,
            normal: header.iter().map(|name| normal(name)).collect(),
            targets: wanted.of.targets(),
            mapped: Vec::new(),
            left_out: Vec::new(),
        };
        finding.take_constants(&wanted.set)?;
        finding.take_map(&wanted.map)?;
        finding.find_others(wanted.of);
        finding.finish()
    }
}

/// The columns being found.
struct Finding<'h> {
    header: &'h [String],
    normal: Vec<String>,
    targets: Vec<Target>,
    mapped: Vec<Mapped>,
    /// Fields that are not to be read.
    left_out: Vec<&'static str>,
}

impl Finding<'_> {
    fn take_constants(&mut self, set: &[(String, String)]) -> Result<(), Error> {
        for (field, value) in set {
            let target = self.target(field)?;
            self.push(target, Vec::new(), Some(value.clone()));
        }
        Ok(())
    }

    fn take_map(&mut self, map: &[(String, String)]) -> Result<(), Error> {
        for (field, column) in map {
            let target = self.target(field)?;
            if column.trim().is_empty() {
                self.left_out.push(target.name);
                continue;
            }
            let places = self.places(column)?;
            self.push(target, places, None);
        }
        Ok(())
    }

    fn target(&self, field: &str) -> Result<Target, Error> {
        let name = normal(field);
        let mut targets = self.targets.iter();
        let found = targets.find(|target| normal(target.name) == name);
        found.copied().ok_or_else(|| Error::NoField {
            field: field.to_owned(),
            there: join(self.targets.iter().map(|target| target.name)),
        })
    }

    /// One column, or several with `+` between, unless one is called so.
    fn places(&self, column: &str) -> Result<Vec<usize>, Error> {
        match self.place(column) {
            Err(Error::NoColumn { .. }) if column.contains('+') => {
                column.split('+').map(|part| self.place(part)).collect()
            }
            place => Ok(vec![place?]),
        }
    }

    /// A column by its name, or by its number from 1, as `#3`.
    fn place(&self, column: &str) -> Result<usize, Error> {
        let number = column
            .trim()
            .strip_prefix('#')
            .and_then(|it| it.parse::<usize>().ok());
        if let Some(place) = number.and_then(|number| number.checked_sub(1))
            && place < self.header.len()
        {
            return Ok(place);
        }
        let name = normal(column);
        let mut places = (0..self.header.len()).filter(|place| self.normal[*place] == name);
        match (places.next().filter(|_| !name.is_empty()), places.next()) {
            (Some(place), None) => Ok(place),
            (Some(place), Some(_)) => Err(Error::Several {
                column: column.to_owned(),
                example: format!("#{}", place + 1),
            }),
            (None, _) => Err(Error::NoColumn {
                column: column.to_owned(),
                there: self.there(),
            }),
        }
    }

    fn push(&mut self, target: Target, places: Vec<usize>, constant: Option<String>) {
        let names = places.iter().map(|place| self.header[*place].trim());
        let column = names.collect::<Vec<_>>().join(" + ");
        let told_unit = places.first().and_then(|place| unit(&self.header[*place]));
        self.mapped.retain(|known| known.target.name != target.name);
        self.mapped.push(Mapped {
            target,
            places,
            column,
            constant,
            unit: told_unit.unwrap_or_default(),
            told_unit,
            empty_is_no: false,
        });
    }

    /// Fields that nobody spoke of, in columns that nobody took: by their own names first.
    fn find_others(&mut self, of: Of) {
        let own = |target: &Target| target.name != "client" || of.is_selfcare();
        self.find(|target| own(target).then(|| vec![normal(target.name)]));
        self.find_day_and_time();
        self.find(|target| Some(synonyms::of(target.name).map(str::to_owned).collect()));
        self.find(|target| (target.name == "client").then(|| vec!["client".to_owned()]));
    }

    fn find(&mut self, names: impl Fn(&Target) -> Option<Vec<String>>) {
        for target in self.targets.clone() {
            // Numbers of rows begin anew in every file: an id is only what is said to be one.
            if self.is_settled(target.name) || target.name == "id" {
                continue;
            }
            let names = names(&target).unwrap_or_default();
            let place = names.iter().find_map(|name| self.free(name));
            if let Some(place) = place {
                self.push(target, vec![place], None);
            }
        }
    }

    /// `Date` and `Heure` side by side.
    fn find_day_and_time(&mut self) {
        let first = |names: &[&str]| names.iter().find_map(|name| self.free(name));
        if let (Some(day), Some(time)) = (first(&DAYS), first(&TIMES))
            && !self.is_settled("at")
            && let Ok(at) = self.target("at")
        {
            self.push(at, vec![day, time], None);
        }
    }

    fn is_settled(&self, field: &str) -> bool {
        self.left_out.contains(&field) || self.mapped.iter().any(|it| it.target.name == field)
    }

    /// The column of this name, whatever unit it tells, if it is the only one and not taken.
    fn free(&self, name: &str) -> Option<usize> {
        let is_named = |place: &usize| {
            self.normal[*place] == name || normal(bare(&self.header[*place])) == name
        };
        let is_so_in_plain_words = |place: &usize| plain(&self.header[*place]) == name;
        let all = 0..self.header.len();
        let mut named: Vec<usize> = all.clone().filter(is_named).collect();
        if named.is_empty() {
            named = all.filter(is_so_in_plain_words).collect();
        }
        let &[place] = named.as_slice() else {
            return None;
        };
        let is_free = !self
            .mapped
            .iter()
            .any(|known| known.places.contains(&place));
        is_free.then_some(place)
    }

    fn finish(self) -> Result<Columns, Error> {
        let (unused, likely) = (self.unused(), self.likely());
        let missing = self.targets.iter().find(|target| {
            target.required && !self.mapped.iter().any(|it| it.target.name == target.name)
        });
        if let Some(target) = missing {
            let is_it = |(field, _): &&(&str, String)| *field == target.name;
            return Err(Error::Missing {
                field: target.name,
                there: self.there(),
                hint: likely.iter().find(is_it).map_or_else(String::new, |it| {
                    format!("; is it {}?", likely::as_option(it))
                }),
            });
        }
        Ok(Columns {
            unused,
            likely,
            width: self.header.len(),
            mapped: self.mapped,
        })
    }

    fn unused(&self) -> Vec<String> {
        let is_used = |place: &usize| self.mapped.iter().any(|it| it.places.contains(place));
        let unused = (0..self.header.len()).filter(|place| !is_used(place));
        let unused = unused.map(|place| self.header[place].trim().to_owned());
        unused.filter(|name| !name.is_empty()).collect()
    }

    fn likely(&self) -> Vec<(&'static str, String)> {
        let fields = self.targets.iter().map(|target| target.name);
        let open = fields.filter(|field| !self.is_settled(field)).collect();
        likely::of(open, &self.unused())
    }

    fn there(&self) -> String {
        join(self.header.iter().map(|name| name.trim()))
    }
}

/// Names beyond these are left out: a file that is no table may be one line of any length.
const MOST_NAMED: usize = 60;

fn join<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names
        .filter(|name| !name.is_empty())
        .take(MOST_NAMED)
        .collect();
    names.join(", ").chars().take(2_000).collect()
}
