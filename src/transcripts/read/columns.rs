//! The columns of a table of turns, by the names that exports give them.

use std::collections::HashMap;

use csv::StringRecord;

use crate::input::table::separator;
use crate::text::fold::fold;

/// What a column holds, and the names under which it comes (folded, `_` for
/// every run of other signs).
const COLUMNS: [(Column, &[&str]); 11] = [
    (
        Column::Id,
        &[
            "conversation_id",
            "conversation",
            "id",
            "dialogue_id",
            "id_conversation",
        ],
    ),
    (
        Column::Turn,
        &["turn", "turn_id", "tour", "seq", "order", "ordre", "n"],
    ),
    (
        Column::Speaker,
        &[
            "speaker", "role", "from", "author", "sender", "locuteur", "auteur",
        ],
    ),
    (
        Column::Text,
        &[
            "text",
            "message",
            "content",
            "utterance",
            "texte",
            "contenu",
        ],
    ),
    (
        Column::At,
        &[
            "at",
            "timestamp",
            "time",
            "ts",
            "date",
            "datetime",
            "horodatage",
            "heure",
        ],
    ),
    (Column::Lang, &["lang", "language", "langue"]),
    (Column::Contact, &["contact", "contact_id", "id_contact"]),
    (Column::Client, &["client", "client_id", "id_client"]),
    (Column::Customer, &["customer", "customer_id"]),
    (Column::Channel, &["channel", "canal"]),
    (Column::Theme, &["theme", "topic", "sujet", "motif"]),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Id,
    Turn,
    Speaker,
    Text,
    At,
    Lang,
    Contact,
    Client,
    Customer,
    Channel,
    Theme,
}

/// Where each column stands in this file.
pub(super) struct Header {
    places: HashMap<Column, usize>,
}

impl Header {
    /// For each column the first of its names that is there: beside
    /// `conversation_id`, an `id` is that of the row.
    pub(super) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Header {
        let names: Vec<String> = names.map(normal).collect();
        let place = |wanted: &[&str]| {
            let mut places = wanted
                .iter()
                .map(|name| names.iter().position(|n| n == name));
            places.find_map(|place| place)
        };
        let found = COLUMNS
            .iter()
            .filter_map(|(column, wanted)| Some((*column, place(wanted)?)));
        Header {
            places: found.collect(),
        }
    }

    /// The header, or the first column that it must have and has not.
    pub(super) fn checked(self) -> Result<Header, &'static str> {
        let needed = [(Column::Id, "conversation_id"), (Column::Text, "text")];
        let missing = needed
            .iter()
            .find(|(column, _)| !self.places.contains_key(column));
        match missing {
            Some((_, name)) => Err(name),
            None => Ok(self),
        }
    }

    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.places.get(&column).copied()
    }

    /// The cell, unless it is empty.
    pub(super) fn cell<'r>(&self, row: &'r StringRecord, column: Column) -> Option<&'r str> {
        let cell = row.get(self.place(column)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    pub(super) fn owned(&self, row: &StringRecord, column: Column) -> Option<String> {
        self.cell(row, column).map(str::to_owned)
    }
}

/// ` Conversation-ID ` is `conversation_id`.
fn normal(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

/// Does this line name the columns of a transcript?
pub(super) fn has_header(line: &str) -> bool {
    let header = Header::of(line.split(char::from(separator(line))));
    let has = |column| header.places.contains_key(&column);
    has(Column::Text) && (has(Column::Id) || has(Column::Speaker))
}
