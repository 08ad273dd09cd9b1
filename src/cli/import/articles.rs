//! What people opened and judged and the FAQ does not have: no error, since an entry may
//! be gone or come later, but whoever mixed up two lists of ids wants to know.

use std::collections::HashSet;

use crate::faq;
use crate::reports::number::count;
use crate::site::{Error, Site};
use crate::text::language::Lang;

/// Says how many of the events after `seq` are on articles that the site's FAQ, if it has
/// one, does not have.
pub(super) fn unknown(site: &Site, seq: i64) -> Result<Option<String>, Error> {
    let known: HashSet<String> = faq::ids(&site.content)?.into_iter().collect();
    if known.is_empty() {
        return Ok(None);
    }
    let mut opened = site.events.articles_after(seq)?;
    opened.retain(|(article, _)| !known.contains(article));
    let Some((first, _)) = opened.first() else {
        return Ok(None);
    };
    let number = |number| count(Lang::En, number);
    Ok(Some(format!(
        "{} clicks, views and votes are on {} articles that the FAQ does not have, such as `{first}`",
        number(opened.iter().map(|(_, events)| events).sum()),
        number(opened.len() as u64),
    )))
}
