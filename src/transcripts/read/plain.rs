//! Text as people paste it: `Client : …`, `Agent: …`, lines that go on.
//!
//! `---` and `# id` separate conversations. Where a file has neither, blank
//! lines do; but when most blocks hold one turn, blank lines are layout, and
//! only two or more in a row separate.

use super::draft::Drafts;
use crate::transcripts::label::Labels;
use crate::transcripts::{Conversation, Speaker, Turn};

pub(super) fn read(text: &str, drafts: &mut Drafts<'_>) {
    let labels = Labels::of(text.lines());
    let gap = gap(text, &labels);
    let mut talk = Talk::default();
    let mut blank = 0;
    for (line, number) in text.lines().map(str::trim).zip(1_u64..) {
        blank = if line.is_empty() { blank + 1 } else { 0 };
        if is_rule(line) || gap == Some(blank) {
            talk.end(drafts);
        } else if let Some(id) = heading(line) {
            talk.end(drafts);
            talk.id = id.to_owned();
        } else if !line.is_empty() {
            talk.add(line, number, &labels);
        }
    }
    talk.end(drafts);
}

/// How many blank lines end a conversation; `None` when rules and headings do.
fn gap(text: &str, labels: &Labels<'_>) -> Option<u32> {
    let lines = || text.lines().map(str::trim);
    if lines().any(|line| is_rule(line) || heading(line).is_some()) {
        return None;
    }
    let (mut blocks, mut long, mut turns) = (0, 0, 0);
    for line in lines().chain([""]) {
        if labels.split(line).is_some() {
            turns += 1;
        } else if line.is_empty() {
            blocks += i32::from(turns > 0);
            long += i32::from(turns > 1);
            turns = 0;
        }
    }
    Some(if 2 * long > blocks { 1 } else { 2 })
}

/// Three or more of one sign and nothing else.
fn is_rule(line: &str) -> bool {
    let same = |sign: char| line.chars().all(|letter| letter == sign);
    line.len() >= 3 && "-=*_".chars().any(same)
}

/// `# id`, with any number of `#`.
fn heading(line: &str) -> Option<&str> {
    let id = line.strip_prefix('#')?.trim_start_matches('#');
    let spaced = id.is_empty() || id.starts_with(char::is_whitespace);
    spaced.then(|| id.trim())
}

/// The conversation being read.
#[derive(Default)]
struct Talk {
    id: String,
    /// Where its first line stands.
    line: u64,
    turns: Vec<Turn>,
    /// Has any line had a label?
    labelled: bool,
}

impl Talk {
    fn add(&mut self, line: &str, number: u64, labels: &Labels<'_>) {
        if self.turns.is_empty() {
            self.line = number;
        }
        match (labels.split(line), self.turns.last_mut()) {
            (Some((speaker, line)), _) => {
                self.labelled = true;
                self.turns.push(Turn {
                    speaker,
                    text: line.text.to_owned(),
                    at: line.at,
                });
            }
            (None, Some(turn)) => {
                turn.text.push('\n');
                turn.text.push_str(line);
            }
            // A title or a note before anyone speaks.
            (None, None) => self.turns.push(Turn {
                speaker: Speaker::Other,
                text: line.to_owned(),
                at: None,
            }),
        }
    }

    fn end(&mut self, drafts: &mut Drafts<'_>) {
        let talk = std::mem::take(self);
        if talk.turns.is_empty() {
            return;
        }
        if !talk.labelled {
            let message = "no line begins with who speaks, such as `Client :`";
            return drafts.problem(talk.line, "no_speaker", message);
        }
        let conversation = Conversation {
            id: talk.id,
            turns: talk.turns,
            ..Conversation::default()
        };
        drafts.finish(talk.line, conversation);
    }
}
