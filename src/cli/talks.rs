//! The conversations that a text command reads: those of files, or the site's.

use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;

use super::Global;
use super::progress::Bar;
use crate::facts::rows::Source;
use crate::facts::talks;
use crate::input::open::open;
use crate::period::Zone;
use crate::site::Data;
use crate::text::language::Lang;
use crate::transcripts::{Conversation, read};

/// Conversations handed on at a time, so that no corpus needs to fit in memory.
const BATCH: usize = 1024;

/// Where conversations come from, and what holds for those that do not say.
pub(super) struct Talks<'f> {
    files: &'f [PathBuf],
    /// The folder of the site, while it is ours.
    site: Option<(Data, PathBuf)>,
    /// In which days begin: the site's, or UTC.
    pub(super) zone: Zone,
    /// Only those of a site that come from there.
    pub(super) source: Option<Source>,
    /// Of texts that name none and do not tell: the site's, or French.
    pub(super) lang: Lang,
}

impl<'f> Talks<'f> {
    /// Those of `files`, for which no site is opened; without any, those of the site.
    pub(super) fn of(global: &Global, files: &'f [PathBuf]) -> anyhow::Result<Talks<'f>> {
        if !files.is_empty() {
            return Ok(Talks {
                files,
                site: None,
                zone: Zone::utc(),
                source: None,
                lang: Lang::Fr,
            });
        }
        let data = global.open()?;
        let site = data.site(global.site())?;
        Ok(Talks {
            files,
            zone: site.settings.zone()?,
            source: None,
            lang: site.settings.lang,
            site: Some((data, site.folder)),
        })
    }

    /// Gives all conversations, batch after batch, in their order.
    pub(super) fn each(&self, each: &mut dyn FnMut(&[Conversation])) -> anyhow::Result<()> {
        let mut batches = Batches {
            batch: Vec::with_capacity(BATCH),
            are_masked: self.site.is_some(),
            each,
        };
        if let Some((_, folder)) = &self.site {
            talks::each(folder, self.source, &mut |conversation| {
                batches.push(conversation);
            })?;
        }
        for path in self.files {
            of_file(path, &mut batches)
                .with_context(|| format!("could not read `{}`", path.display()))?;
        }
        batches.hand_on();
        Ok(())
    }
}

struct Batches<'e> {
    batch: Vec<Conversation>,
    are_masked: bool,
    each: &'e mut dyn FnMut(&[Conversation]),
}

impl Batches<'_> {
    fn push(&mut self, conversation: Conversation) {
        self.batch.push(conversation);
        if self.batch.len() == BATCH {
            self.hand_on();
        }
    }

    /// What a site keeps is masked already; a file may hold anything, and its
    /// words are shown.
    fn hand_on(&mut self) {
        if !self.are_masked {
            self.batch.par_iter_mut().for_each(Conversation::mask);
        }
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
