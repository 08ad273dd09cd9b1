//! Rows to conversations, wherever in the file the rows of one stand.

use std::collections::HashMap;

use csv::StringRecord;

use super::columns::{Column, Header};
use super::draft::Drafts;
use crate::input::time;
use crate::text::Lang;
use crate::transcripts::{Conversation, Speaker, Turn};

/// Rows of one conversation, which may stand anywhere in the file.
#[derive(Default)]
pub(super) struct Threads {
    place_of: HashMap<String, usize>,
    threads: Vec<Thread>,
}

struct Thread {
    line: u64,
    conversation: Conversation,
    /// The turns' numbers, where they are given.
    numbers: Vec<Option<u64>>,
}

impl Threads {
    pub(super) fn add(
        &mut self,
        row: &StringRecord,
        line: u64,
        header: &Header,
        drafts: &mut Drafts<'_>,
    ) {
        let Some(id) = header.cell(row, Column::Id) else {
            return drafts.problem(line, "missing_field", "the row names no conversation");
        };
        let Some(text) = header.place(Column::Text).and_then(|place| row.get(place)) else {
            return drafts.problem(line, "missing_field", "the row ends before its text");
        };
        let place = *self.place_of.entry(id.to_owned()).or_insert_with(|| {
            self.threads.push(Thread::new(line, id));
            self.threads.len() - 1
        });
        self.threads[place].add(row, header, text);
    }

    pub(super) fn finish(self, drafts: &mut Drafts<'_>) {
        for thread in self.threads {
            drafts.finish(thread.line, thread.in_order());
        }
    }
}

impl Thread {
    fn new(line: u64, id: &str) -> Thread {
        let conversation = Conversation {
            id: id.to_owned(),
            ..Conversation::default()
        };
        Thread {
            line,
            conversation,
            numbers: Vec::new(),
        }
    }

    fn add(&mut self, row: &StringRecord, header: &Header, text: &str) {
        let speaker = header
            .cell(row, Column::Speaker)
            .and_then(Speaker::from_label);
        self.conversation.turns.push(Turn {
            speaker: speaker.unwrap_or(Speaker::Other),
            text: text.trim().to_owned(),
            at: header.cell(row, Column::At).and_then(time::from_text),
        });
        let number = header
            .cell(row, Column::Turn)
            .and_then(|cell| cell.parse().ok());
        self.numbers.push(number);
        let own = &mut self.conversation;
        let lang = || Lang::parse(header.cell(row, Column::Lang)?);
        own.lang = own.lang.or_else(lang);
        for (field, column) in [
            (&mut own.contact, Column::Contact),
            (&mut own.client, Column::Client),
            (&mut own.customer, Column::Customer),
            (&mut own.channel, Column::Channel),
            (&mut own.theme, Column::Theme),
        ] {
            *field = field.take().or_else(|| header.owned(row, column));
        }
    }

    /// By number when every turn has one, else by time when every turn has
    /// one, else as in the file. Equals stay in the order of the file.
    fn in_order(self) -> Conversation {
        let Thread {
            mut conversation,
            numbers,
            ..
        } = self;
        if numbers.iter().all(Option::is_some) {
            let mut numbered: Vec<_> = numbers.into_iter().zip(conversation.turns).collect();
            numbered.sort_by_key(|(number, _)| *number);
            conversation.turns = numbered.into_iter().map(|(_, turn)| turn).collect();
        } else if conversation.turns.iter().all(|turn| turn.at.is_some()) {
            conversation.turns.sort_by_key(|turn| turn.at);
        }
        conversation
    }
}
