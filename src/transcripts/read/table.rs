//! CSV as people export it: one turn a row, in any order of columns and rows.

use super::columns::Header;
use super::draft::Drafts;
use super::threads::Threads;
use crate::input::table::Rows;

pub(super) fn read(text: &str, drafts: &mut Drafts<'_>) {
    let mut rows = Rows::new(text);
    let mut header = None;
    let mut threads = Threads::default();
    while let Some((line, row)) = rows.next_row() {
        match (row, &header) {
            (Err(broken), _) => drafts.problem(line, "bad_csv", broken),
            (Ok(row), Some(header)) => threads.add(row, line, header, drafts),
            (Ok(row), None) => match Header::of(row.iter()).checked() {
                Ok(found) => header = Some(found),
                Err(missing) => {
                    let message = format!("the first line names no column `{missing}`");
                    return drafts.problem(line, "missing_column", message);
                }
            },
        }
    }
    threads.finish(drafts);
}
