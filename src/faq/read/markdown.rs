//! One Markdown file is one entry: front matter between two lines of `---`
//! (YAML) names the fields, the title or the first heading is the question,
//! the body is the answer.

use serde_json::{Map, Value};

use super::Records;
use crate::faq::Status;
use crate::faq::draft::{Draft, Remark};

/// Reads one file. Without an id in the front matter, the entry's id is
/// `name` without its extension, so a folder gives its relative paths.
pub(super) fn read(text: &str, name: &str, records: &mut Records) {
    let mut remarks = Vec::new();
    match draft(text, name, &mut remarks) {
        Ok(draft) => records.take(draft, remarks),
        Err((line, message)) => records.refuse(line, message),
    }
}

type Broken = (Option<u64>, String);

fn draft(text: &str, name: &str, remarks: &mut Vec<Remark>) -> Result<Draft, Broken> {
    let (front, body) = split(text);
    let front = front.map(parse).transpose()?.unwrap_or_default();
    let mut draft = Draft {
        line: Some(1),
        ..Draft::default()
    };
    if let Some(lang) = lang_of_path(name) {
        draft.set("lang", &Value::from(lang), remarks);
    }
    for (name, value) in &front {
        draft.set(name, value, remarks);
    }
    if front.get("draft") == Some(&Value::Bool(true))
        || front.get("published") == Some(&Value::Bool(false))
    {
        draft.status = Status::Draft;
    }
    fill_from_body(&mut draft, body);
    draft.id = draft
        .id
        .or_else(|| (name != "-").then(|| stem(name).to_owned()));
    Ok(draft)
}

/// The front matter, if the text opens with one, and the body.
fn split(text: &str) -> (Option<&str>, &str) {
    let Some(rest) = text
        .strip_prefix("---\n")
        .or_else(|| text.strip_prefix("---\r\n"))
    else {
        return (None, text);
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return (Some(&rest[..at]), &rest[at + line.len()..]);
        }
        at += line.len();
    }
    (None, text)
}

fn parse(front: &str) -> Result<Map<String, Value>, Broken> {
    if front.trim().is_empty() {
        return Ok(Map::new());
    }
    serde_saphyr::from_str(front).map_err(|error| {
        // The line of dashes counts.
        let line = error.location().map(|place| place.line() + 1);
        let message = error.to_string();
        (
            line,
            format!(
                "front matter: {}",
                message.lines().next().unwrap_or("not YAML")
            ),
        )
    })
}

/// The first heading is the question, unless the front matter has one; it is
/// then left out of the answer, where it would only repeat it.
fn fill_from_body(draft: &mut Draft, body: &str) {
    let body = body.trim();
    let (first, rest) = body.split_once('\n').unwrap_or((body, ""));
    let heading = first.trim_start_matches('#');
    let is_heading = heading.len() < first.len() && heading.starts_with([' ', '\t']);
    let heading = heading.trim().trim_end_matches('#').trim_end();
    if is_heading && (draft.question.is_empty() || draft.question == heading) {
        draft.question = heading.to_owned();
        append(&mut draft.answer, rest.trim());
    } else {
        append(&mut draft.answer, body);
    }
}

fn append(answer: &mut String, body: &str) {
    if !answer.is_empty() && !body.is_empty() {
        answer.push_str("\n\n");
    }
    answer.push_str(body);
}

fn stem(name: &str) -> &str {
    let lower = name.to_lowercase();
    let end = [".markdown", ".md"]
        .iter()
        .find_map(|end| lower.strip_suffix(end));
    end.map_or(name, |end| &name[..end.len()])
}

/// `fr/changer-mon-rib.md` and `changer-mon-rib.fr.md` name their language.
fn lang_of_path(name: &str) -> Option<&'static str> {
    let stem = stem(name).to_lowercase();
    let known = |part: &str| ["fr", "en"].into_iter().find(|lang| *lang == part);
    let suffix = stem.rsplit_once('.').and_then(|(_, last)| known(last));
    suffix.or_else(|| stem.split_once('/').and_then(|(first, _)| known(first)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::{Reading, read};
    use crate::faq::{Draft, Status};
    use crate::text::Lang;

    fn reading(name: &str, text: &str) -> Reading {
        read(name, text.as_bytes()).unwrap()
    }

    fn one(name: &str, text: &str) -> Draft {
        reading(name, text).drafts.remove(0)
    }

    #[test]
    fn front_matter_names_the_fields_and_the_body_is_the_answer() {
        let text = "---\nid: rib\ntitle: \"Changer mon RIB : comment ?\"\nlang: fr\nalternates:\n  - modifier mon iban\n  - rib\ncategories: [Compte, Facture]\nstatus: draft\n---\n\n# Autre titre\n\nAllez dans **Compte**.\n";
        let draft = one("a/b.md", text);
        assert_eq!(draft.id.as_deref(), Some("rib"));
        assert_eq!(draft.question, "Changer mon RIB : comment ?");
        assert_eq!(draft.alternates, ["modifier mon iban", "rib"]);
        assert_eq!(draft.categories, ["Compte", "Facture"]);
        assert_eq!((draft.lang, draft.status), (Some(Lang::Fr), Status::Draft));
        assert_eq!(draft.answer, "# Autre titre\n\nAllez dans **Compte**.");
    }

    #[test]
    fn without_front_matter_the_first_heading_asks_and_the_path_names() {
        let draft = one(
            "en/bills/late.md",
            "\n## Why is my bill late? ##\r\n\r\nIt is not.\n",
        );
        assert_eq!(draft.id.as_deref(), Some("en/bills/late"));
        assert_eq!(draft.question, "Why is my bill late?");
        assert_eq!(
            (draft.answer.as_str(), draft.lang),
            ("It is not.", Some(Lang::En))
        );
        assert_eq!(one("late.fr.md", "# Q").lang, Some(Lang::Fr));
    }

    #[test]
    fn unpublished_pages_of_site_generators_are_drafts() {
        let status = |front: &str| one("a.md", &format!("---\ntitle: Q\n{front}\n---\nA")).status;
        assert_eq!(status("draft: true"), Status::Draft);
        assert_eq!(status("published: false"), Status::Draft);
        assert_eq!(status("draft: false"), Status::Published);
    }

    #[test]
    fn broken_front_matter_is_named_with_its_line() {
        let reading = reading("a.md", "---\ntitle: Q\nlist: [a\n---\nA");
        assert!(reading.drafts.is_empty());
        assert!(reading.problems[0].line.is_some(), "{:?}", reading.problems);
    }

    #[test]
    fn a_page_without_title_or_heading_has_no_question() {
        let reading = reading("a.md", "only words");
        assert_eq!(
            (reading.read, reading.drafts.len(), reading.problems.len()),
            (1, 0, 1)
        );
    }
}
