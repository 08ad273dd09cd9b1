//! Subtitles of a call, WebVTT or SubRip: one conversation a file.
//!
//! Cues are cut for the eye, so cues of one voice in a row make one turn.
//! Their times count from the start of the recording, whose date is unknown:
//! they give the order, and turns have no `at`.

use super::draft::Drafts;
use crate::transcripts::label::Labels;
use crate::transcripts::{Conversation, Speaker, Turn};

/// Blocks of WebVTT that nobody says.
const UNSAID: [&str; 4] = ["WEBVTT", "NOTE", "STYLE", "REGION"];

pub(super) fn read(text: &str, drafts: &mut Drafts<'_>) {
    let labels = Labels::of(text.lines().filter(|line| !line.contains("-->")));
    let mut call = Call::default();
    for (number, block) in blocks(text) {
        match payload(&block) {
            Ok(lines) => call.hear(&lines.join("\n"), &labels),
            Err(Silent::Meant) => {}
            Err(Silent::Broken(why)) => drafts.problem(number, "bad_cue", why),
        }
    }
    let conversation = Conversation {
        turns: call.turns,
        ..Conversation::default()
    };
    drafts.finish(1, conversation);
}

/// Lines between blank ones, with the number of the first.
fn blocks(text: &str) -> Vec<(u64, Vec<&str>)> {
    let mut blocks: Vec<(u64, Vec<&str>)> = Vec::new();
    let mut inside = false;
    for (line, number) in text.lines().map(str::trim).zip(1..) {
        match blocks.last_mut() {
            _ if line.is_empty() => inside = false,
            Some((_, block)) if inside => block.push(line),
            _ => {
                blocks.push((number, vec![line]));
                inside = true;
            }
        }
    }
    blocks
}

/// Why nothing is said in a block.
enum Silent {
    Meant,
    Broken(&'static str),
}

/// What is said in a block: the lines below its times.
fn payload<'a, 'b>(block: &'b [&'a str]) -> Result<&'b [&'a str], Silent> {
    let first = block.first().copied().unwrap_or_default();
    let word = first.split_whitespace().next().unwrap_or_default();
    if UNSAID.contains(&word) {
        return Err(Silent::Meant);
    }
    // The cue's name or number may stand above.
    let times = block.iter().take(2).position(|line| line.contains("-->"));
    let times = times.ok_or(Silent::Broken("no line with `-->`"))?;
    if !are_times(block[times]) {
        return Err(Silent::Broken(
            "the times are not `00:00:01.000 --> 00:00:02.000`",
        ));
    }
    Ok(&block[times + 1..])
}

/// Settings may follow the second time.
fn are_times(line: &str) -> bool {
    let (from, to) = line.split_once("-->").unwrap_or_default();
    let is_time = |time: &str| {
        let parts: Vec<&str> = time.split([':', '.', ',']).collect();
        let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        (3..=4).contains(&parts.len()) && parts.iter().all(digits)
    };
    is_time(from.trim()) && to.split_whitespace().next().is_some_and(is_time)
}

/// The turns so far, and whose voice the last one is.
#[derive(Default)]
struct Call {
    turns: Vec<Turn>,
    voice: String,
}

impl Call {
    /// Takes one cue, in which several voices may speak.
    fn hear(&mut self, cue: &str, labels: &Labels<'_>) {
        for (voice, said) in voices(cue) {
            for line in plain(said).lines() {
                let line = line.trim_start_matches("- ").trim();
                match (voice, labels.split(line)) {
                    _ if line.is_empty() => {}
                    (Some(voice), _) => self.say(voice, Speaker::from_label(voice), line),
                    (None, Some((speaker, line))) => self.say(line.label, Some(speaker), line.text),
                    (None, None) => self.go_on(line),
                }
            }
        }
    }

    fn say(&mut self, voice: &str, speaker: Option<Speaker>, text: &str) {
        if self.voice == voice && !self.turns.is_empty() {
            return self.go_on(text);
        }
        voice.clone_into(&mut self.voice);
        self.turns.push(Turn {
            speaker: speaker.unwrap_or(Speaker::Other),
            text: text.to_owned(),
            at: None,
        });
    }

    fn go_on(&mut self, text: &str) {
        match self.turns.last_mut() {
            Some(turn) => {
                turn.text.push(' ');
                turn.text.push_str(text);
            }
            None => self.say("", None, text),
        }
    }
}

/// Cuts a cue at its `<v Name>` tags. What stands before one has no voice.
fn voices(cue: &str) -> Vec<(Option<&str>, &str)> {
    let mut parts = Vec::new();
    let mut voice = None;
    let mut rest = cue;
    while let Some((before, name, after)) = next_voice(rest) {
        parts.push((voice, before));
        (voice, rest) = (Some(name), after);
    }
    parts.push((voice, rest));
    parts
}

/// What is before the next voice tag, its name, and what follows it.
fn next_voice(cue: &str) -> Option<(&str, &str, &str)> {
    let (start, _) = cue.match_indices("<v").find(|(place, _)| {
        let after = &cue[place + 2..];
        after.starts_with(['.', ' ', '\t'])
    })?;
    let (tag, after) = cue[start..].split_once('>')?;
    let (_, name) = tag.split_once([' ', '\t'])?;
    Some((&cue[..start], name.trim(), after))
}

const ENTITIES: [(&str, &str); 7] = [
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&nbsp;", " "),
    ("&lrm;", ""),
    ("&rlm;", ""),
    ("&quot;", "\""),
    // The last, so that what it uncovers stays as it is.
    ("&amp;", "&"),
];

/// The words without tags (`</v>`, `<i>`, `<00:19.000>`) and entities.
fn plain(said: &str) -> String {
    let mut text = String::with_capacity(said.len());
    let mut rest = said;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        let is_tag = after.starts_with(|c: char| c == '/' || c.is_ascii_alphanumeric());
        rest = match after.split_once('>') {
            Some((_, after)) if is_tag => after,
            _ => {
                text.push('<');
                after
            }
        };
    }
    text.push_str(rest);
    for (entity, sign) in ENTITIES {
        if text.contains(entity) {
            text = text.replace(entity, sign);
        }
    }
    text
}
