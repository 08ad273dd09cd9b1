//! Verifies a site's files, and its facts against the events.

use super::{CONTENT, Site};
use crate::events::log;
use crate::sqlite;

/// What is wrong with a site's files; nothing if all is well.
pub fn files(site: &Site) -> Vec<String> {
    let events = sqlite::verify(site.events.db(), &site.folder.join(log::FILE));
    let content = sqlite::verify(&site.content, &site.folder.join(CONTENT));
    let mut problems: Vec<String> = [events.err(), content.err()]
        .into_iter()
        .flatten()
        .map(|error| error.to_string())
        .collect();
    if problems.is_empty()
        && let Err(error) = site.index()
    {
        problems.push(format!("the index cannot be built: {error}"));
    }
    problems
}

/// What differs between the facts as they are and as the events give them. Those that
/// differ are made anew: what is derived need not stay wrong.
pub fn facts(site: &mut Site) -> Vec<String> {
    let compared = site.facts.compare_with_events(&site.catalogue.sources());
    let mut problems = match compared {
        Ok(differences) => differences,
        Err(error) => return vec![error.to_string()],
    };
    if !problems.is_empty() {
        problems.push(match site.rebuild(&|_, _| ()) {
            Ok(()) => "the facts were made anew; check again".to_owned(),
            Err(error) => format!("the facts could not be made anew: {error}"),
        });
    }
    problems
}
