//! The conversations that a text command reads: those of files, or the site's.

use std::path::{Path, PathBuf};

use anyhow::Context;

use super::Global;
use super::progress::Bar;
use crate::facts::talks;
use crate::input::open::open;
use crate::transcripts::{Conversation, read};

/// Conversations handed on at a time, so that no corpus needs to fit in memory.
const BATCH: usize = 1024;

/// Gives all conversations, batch after batch, in their order.
pub(super) fn each_conversation(
    global: &Global,
    files: &[PathBuf],
    each: &mut dyn FnMut(&[Conversation]),
) -> anyhow::Result<()> {
    let mut batches = Batches {
        batch: Vec::with_capacity(BATCH),
        each,
    };
    if files.is_empty() {
        let data = global.open()?;
        let site = data.site(&global.site)?;
        talks::each(&site.folder, &mut |conversation| batches.push(conversation))?;
    }
    for path in files {
        of_file(path, &mut batches)
            .with_context(|| format!("could not read `{}`", path.display()))?;
    }
    batches.flush();
    Ok(())
}

struct Batches<'e> {
    batch: Vec<Conversation>,
    each: &'e mut dyn FnMut(&[Conversation]),
}

impl Batches<'_> {
    fn push(&mut self, conversation: Conversation) {
        self.batch.push(conversation);
        if self.batch.len() == BATCH {
            self.flush();
        }
    }

    fn flush(&mut self) {
        (self.each)(&self.batch);
        self.batch.clear();
    }
}

fn of_file(path: &Path, batches: &mut Batches<'_>) -> anyhow::Result<()> {
    let input = open(path)?;
    let bar = Bar::over_bytes(&input.name, input.progress.clone());
    read::read(
        input.reader,
        &path.display().to_string(),
        None,
        &mut |read| match read {
            Ok(conversation) => batches.push(conversation),
            Err(problem) => bar.say(&format!(
                "{}:{}: {}: {}",
                problem.file, problem.line, problem.code, problem.message
            )),
        },
    )?;
    Ok(())
}
