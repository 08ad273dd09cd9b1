//! A SELECT taken apart, where it is of the simplest form: which columns of one table, or
//! of several by `union all`, under which condition.
//!
//! So the cubes of many KPIs can be summed while a table is read once. Of any other form
//! nothing is said, and the SELECT is asked as it is.

use super::definition::Kpi;
use super::sql::{Form, Token, tokens};
use crate::facts::cubes::Arm;

/// The dimensions, and the day, must be those of the table.
const AS_THEY_ARE: [&str; 5] = ["day", "channel", "lang", "application", "theme"];

/// Words behind `where` that say more than a condition.
const MORE: [&str; 8] = [
    "group",
    "order",
    "limit",
    "having",
    "window",
    "union",
    "except",
    "intersect",
];

impl Kpi {
    /// What its SELECT takes of the rows that count; nothing, if that cannot be told.
    pub(super) fn arms(&self) -> Vec<Arm> {
        self.taken_apart(|select| {
            let left_out = self.left_out_of(select)?;
            Some(Arm {
                table: select.table.to_ascii_lowercase(),
                when: both(select.when, left_out.map(|sql| format!("not ({sql})"))),
                num: select.column("num")?.to_owned(),
                den: select.column("den")?.to_owned(),
                judged_at: match self.window {
                    Some(_) => Some(select.column("judged_at")?.to_owned()),
                    None => None,
                },
                person: match self.kind.names_persons() {
                    true => Some(select.column("person")?.to_owned()),
                    false => None,
                },
            })
        })
    }

    /// What it takes of those that are left out: each counts once.
    pub(super) fn arms_of_left_out(&self) -> Vec<Arm> {
        self.taken_apart(|select| {
            Some(Arm {
                table: select.table.to_ascii_lowercase(),
                when: both(select.when, self.left_out_of(select)?),
                num: "1".to_owned(),
                den: "1".to_owned(),
                judged_at: None,
                person: None,
            })
        })
    }

    fn taken_apart(&self, arm: impl Fn(&Select<'_>) -> Option<Arm>) -> Vec<Arm> {
        let selects = selects(&self.select, &tokens(&self.select)).unwrap_or_default();
        let arms = selects
            .iter()
            .map(|select| arm(select).filter(|_| select.has_its_dimensions()));
        arms.collect::<Option<Vec<Arm>>>().unwrap_or_default()
    }

    /// The condition of [`Kpi::leaves_out`] over the columns of a table; the inner nothing
    /// where no row is left out.
    fn left_out_of(&self, select: &Select<'_>) -> Option<Option<String>> {
        let mut conditions = Vec::new();
        if self.marks_left_out {
            conditions.push(format!(
                "coalesce(({}\n), false)",
                select.column("left_out")?
            ));
        }
        if self.kind.names_persons() {
            conditions.push(format!("({}\n) is null", select.column("person")?));
        }
        Some((!conditions.is_empty()).then(|| conditions.join(" or ")))
    }
}

fn both(one: Option<&str>, other: Option<String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(format!("({one}\n) and {other}")),
        (one, other) => one.map(str::to_owned).or(other),
    }
}

/// `select ITEMS from TABLE where CONDITION`.
struct Select<'s> {
    /// What stands for each column, by its name.
    items: Vec<(&'s str, &'s str)>,
    table: &'s str,
    when: Option<&'s str>,
}

impl<'s> Select<'s> {
    fn column(&self, name: &str) -> Option<&'s str> {
        let mut items = self.items.iter();
        let found = items.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, sql)| *sql)
    }

    fn has_its_dimensions(&self) -> bool {
        let is_itself = |name: &&'static str| {
            self.column(name)
                .is_some_and(|sql| sql.eq_ignore_ascii_case(name))
        };
        AS_THEY_ARE.iter().all(is_itself)
    }

    /// Whether the condition may mean a column of the SELECT and not of the table.
    fn looks_back(&self) -> bool {
        let words = tokens(self.when.unwrap_or_default());
        let mut made = self.items.iter().filter(|(name, sql)| name != sql);
        made.any(|(name, _)| words.iter().any(|word| is(word, name)))
    }
}

/// The SELECTs between `union all`; `None`, if one of them is of another form, or has another
/// number of columns.
fn selects<'s>(sql: &'s str, tokens: &[Token<'s>]) -> Option<Vec<Select<'s>>> {
    let depths = depths(tokens);
    let mut selects: Vec<Select<'_>> = Vec::new();
    let mut begin = 0;
    while begin < tokens.len() {
        let unites = |at: &usize| depths[*at] == 0 && is(&tokens[*at], "union");
        let end = (begin..tokens.len()).find(unites).unwrap_or(tokens.len());
        let text_end = tokens.get(end).map_or(sql.len(), |token| token.start);
        let mut select = select(&sql[..text_end], &tokens[begin..end], &depths[begin..end])?;
        if let Some(first) = selects.first() {
            // Columns have the names of the first SELECT, by their places.
            for (item, first) in select.items.iter_mut().zip(&first.items) {
                item.0 = first.0;
            }
        }
        selects.push(select);
        if end < tokens.len() && !tokens.get(end + 1).is_some_and(|token| is(token, "all")) {
            return None;
        }
        begin = end + 2;
    }
    (!selects.is_empty()).then_some(selects)
}

/// How many brackets each token stands in.
fn depths(tokens: &[Token<'_>]) -> Vec<usize> {
    let mut depth = 0_usize;
    let depths = tokens.iter().map(|token| {
        if token.form == Form::Sign && token.text == ")" {
            depth = depth.saturating_sub(1);
        }
        let here = depth;
        if token.form == Form::Sign && token.text == "(" {
            depth += 1;
        }
        here
    });
    depths.collect()
}

fn select<'s>(sql: &'s str, tokens: &[Token<'s>], depths: &[usize]) -> Option<Select<'s>> {
    let at = |word: &str| {
        let mut places = 0..tokens.len();
        places.find(|place| depths[*place] == 0 && is(&tokens[*place], word))
    };
    let from = at("from")?;
    let table = tokens
        .get(from + 1)
        .filter(|token| token.form == Form::Word)?;
    let when = match tokens.get(from + 2) {
        None => None,
        Some(token) if is(token, "where") => {
            let more = tokens[from + 3..].iter().zip(&depths[from + 3..]);
            let mut more = more.filter(|(_, depth)| **depth == 0);
            if more.any(|(token, _)| MORE.iter().any(|word| is(token, word))) {
                return None;
            }
            Some(&sql[tokens.get(from + 3)?.start..])
        }
        Some(_) => return None,
    };
    if !is(tokens.first()?, "select") {
        return None;
    }
    let select = Select {
        items: items(sql, &tokens[1..from], &depths[1..from])?,
        table: table.text,
        when,
    };
    (!select.looks_back()).then_some(select)
}

/// `SQL as NAME`, or columns by their own names.
fn items<'s>(
    sql: &'s str,
    tokens: &[Token<'s>],
    depths: &[usize],
) -> Option<Vec<(&'s str, &'s str)>> {
    let mut items = Vec::new();
    let mut rest = 0..tokens.len();
    while !rest.is_empty() {
        let is_comma = |place: &usize| depths[*place] == 0 && tokens[*place].text == ",";
        let end = rest.clone().find(is_comma).unwrap_or(tokens.len());
        items.push(match &tokens[rest.start..end] {
            [column] if column.form == Form::Word => (column.text, column.text),
            [first, .., named, name] if is(named, "as") && name.form == Form::Word => {
                (name.text, sql[first.start..named.start].trim_end())
            }
            _ => return None,
        });
        rest.start = end + 1;
    }
    Some(items)
}

fn is(token: &Token<'_>, word: &str) -> bool {
    token.form == Form::Word && token.text.eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const COMMON: &str = "at, day, channel, lang, application, theme";

    fn arms(lines: &str, select: &str) -> Vec<Arm> {
        let header = "-- title.fr: x\n-- title.en: x\n-- better: none\n-- source: x\n";
        let select = select.replace('…', COMMON);
        Kpi::parse("x", &format!("{header}{lines}\n{select}"))
            .unwrap()
            .arms()
    }

    fn arm(table: &str, when: Option<&str>, num: &str, den: &str) -> Arm {
        Arm {
            table: table.to_owned(),
            when: when.map(str::to_owned),
            num: num.to_owned(),
            den: den.to_owned(),
            judged_at: None,
            person: None,
        }
    }

    #[test]
    fn a_plain_select_is_its_table_condition_and_columns() {
        let plain = arms(
            "-- kind: ratio\n",
            "select …, coalesce(total, 'from') as num, 1 as den from intents where lang = 'fr' -- x",
        );
        let when = Some("lang = 'fr' -- x");
        assert_eq!(
            plain,
            [arm("intents", when, "coalesce(total, 'from')", "1")]
        );
        let united = arms(
            "-- kind: sum\n",
            "select …, 1 as num, 2 as den from clicks union all\nselect …, 3 as den, 4 as num from votes",
        );
        assert_eq!(
            united,
            [arm("clicks", None, "1", "2"), arm("votes", None, "3", "4")]
        );
    }

    #[test]
    fn what_is_left_out_is_no_row_that_counts() {
        let lines = "-- kind: persons\n-- left_out.fr: x\n-- left_out.en: x\n";
        let found = arms(
            lines,
            "select …, 1 as num, 1 as den, client as person, total is null as left_out from intents where lang",
        );
        let when = "(lang\n) and not (coalesce((total is null\n), false) or (client\n) is null)";
        let person = Some("client".to_owned());
        let arm = arm("intents", Some(when), "1", "1");
        assert_eq!(found, [Arm { person, ..arm }]);
    }

    #[test]
    fn what_is_not_plain_is_not_taken_apart() {
        for select in [
            "with few as (select * from intents) select …, 1 as num, 1 as den from few",
            "select *, 1 as num, 1 as den from intents",
            "select …, total num, 1 as den from intents",
            "select at, 'x' as day, channel, lang, application, theme, 1 as num, 1 as den from intents",
            "select …, total as num, 1 as den from intents where num > 3",
            "select …, 1 as num, 1 as den from intents as asked",
            "select …, 1 as num, 1 as den from (select * from intents)",
        ] {
            assert_eq!(arms("-- kind: ratio\n", select), [], "{select}");
        }
    }
}
