//! `vigie keywords`: what words conversations are made of.

use std::path::PathBuf;

use super::Global;
use super::output::{print, print_json};
use super::talks::Talks;
use super::values::{lang, source, speaker};
use crate::facts::rows::Source;
use crate::reports::terminal;
use crate::text::language::Lang;
use crate::transcripts::Speaker;
use crate::transcripts::frequency::{Counter, Options};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Transcripts to read instead of the site's conversations; nothing is stored
    files: Vec<PathBuf>,
    /// Words of a keyword
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=3))]
    words: u8,
    /// Only conversations from there: comment (in public), conversation, contact, client,
    /// episode (of one that the events do not name), transcript
    #[arg(long, value_parser = source, conflicts_with = "files")]
    source: Option<Source>,
    /// Only what this side says: customer, agent, bot, other
    #[arg(long, value_parser = speaker)]
    speaker: Option<Speaker>,
    /// Only conversations on this theme
    #[arg(long)]
    theme: Option<String>,
    /// Only conversations on this channel
    #[arg(long)]
    channel: Option<String>,
    /// Only conversations in this language: fr or en
    #[arg(long, value_parser = lang)]
    lang: Option<Lang>,
    /// At most so many keywords
    #[arg(long, default_value_t = 30)]
    limit: usize,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        let mut talks = Talks::of(global, &self.files)?;
        talks.source = self.source;
        let mut counter = Counter::new(self.options(talks.lang));
        talks.each(&mut |batch| counter.add(batch))?;
        let mut found = counter.finish();
        found.keywords.truncate(self.limit);
        if global.json {
            return print_json(&found);
        }
        print(&terminal::keywords(&found.keywords))
    }

    fn options(&self, otherwise: Lang) -> Options {
        Options {
            words: self.words.into(),
            speaker: self.speaker,
            theme: self.theme.clone(),
            channel: self.channel.clone(),
            lang: self.lang,
            otherwise,
        }
    }
}
