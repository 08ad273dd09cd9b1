//! Answers as written (Markdown, HTML or plain text) to HTML that is safe to
//! put into a page, and to plain text for the index and for snippets.

use pulldown_cmark::{Options, Parser, html};

/// Elements after which the plain text breaks the line.
const BLOCKS: &[&str] = &[
    "p",
    "br",
    "li",
    "ul",
    "ol",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "tr",
    "table",
    "pre",
    "blockquote",
    "hr",
    "dt",
    "dd",
    "section",
    "article",
    "header",
    "footer",
    "details",
    "summary",
];

/// Tags beyond which an answer is read as plain text. Within each other, as in no answer that
/// somebody wrote, they take time with the square of their number.
const MOST_TAGS: usize = 5_000;

/// Safe HTML of an answer. Markdown may hold HTML; both end in the sanitiser.
pub(super) fn to_html(answer: &str) -> String {
    let answer = answer.trim();
    if is_html(answer) {
        return clean(answer).unwrap_or_else(|| escaped(answer));
    }
    let mut rendered = String::with_capacity(answer.len() + 16);
    html::push_html(
        &mut rendered,
        Parser::new_ext(answer, Options::ENABLE_TABLES),
    );
    clean(rendered.trim_end()).unwrap_or_else(|| escaped(answer))
}

/// What is safe of HTML; nothing where there is too much of it to look.
fn clean(html: &str) -> Option<String> {
    let after = html.split('<').skip(1);
    let tags = after.filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    (tags.count() <= MOST_TAGS).then(|| ammonia::clean(html))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Whether the answer is an HTML document or fragment as a whole. Read as
/// Markdown, its indented lines would become blocks of code.
fn is_html(answer: &str) -> bool {
    let mut letters = answer.bytes();
    letters.next() == Some(b'<')
        && letters
            .next()
            .is_some_and(|b| b.is_ascii_alphabetic() || b == b'!')
        && !answer.starts_with("<http")
        && !answer.starts_with("<mailto")
}

/// Plain text of HTML that [`to_html`] made: one line a block, entities read.
pub(super) fn to_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        push_unescaped(&mut text, &rest[..open]);
        let tag = &rest[open + 1..];
        let close = tag_end(tag);
        match name(&tag[..close]) {
            name if BLOCKS.contains(&name) => text.push('\n'),
            "td" | "th" => text.push(' '),
            _ => {}
        }
        rest = tag.get(close + 1..).unwrap_or("");
    }
    push_unescaped(&mut text, rest);
    tidy_lines(&text)
}

/// Where a tag closes: a `>` inside a quoted attribute is part of it.
fn tag_end(tag: &str) -> usize {
    let mut quoted = false;
    let end = tag.bytes().position(|b| {
        quoted ^= b == b'"';
        b == b'>' && !quoted
    });
    end.unwrap_or(tag.len())
}

fn name(tag: &str) -> &str {
    let tag = tag.trim_start_matches('/');
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric());
    &tag[..end.unwrap_or(tag.len())]
}

/// The five entities that the sanitiser writes.
fn push_unescaped(text: &mut String, html: &str) {
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let (entity, plain) = [
            ("&amp;", "&"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&nbsp;", " "),
        ]
        .into_iter()
        .find(|(entity, _)| rest.starts_with(entity))
        .unwrap_or(("&", "&"));
        text.push_str(plain);
        rest = &rest[entity.len()..];
    }
    text.push_str(rest);
}

/// Spaces folded, empty lines dropped.
fn tidy_lines(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(answer: &str, text: &str) {
        assert_eq!(to_text(&to_html(answer)), text);
    }

    #[test]
    fn an_answer_reads_as_text_whatever_it_was_written_in() {
        check("Appelez le **39 00**.", "Appelez le 39 00.");
        check("# Titre\n\n- un\n- deux", "Titre\nun\ndeux");
        check("<p>A &amp; B<br>C</p>\n\n    <p>D</p>", "A & B\nC\nD");
        check("moins de 5 < 6 & plus", "moins de 5 < 6 & plus");
        check("| a | b |\n|---|---|\n| 1 | 2 |", "a b\n1 2");
        check(
            "<p>un <a href=\"/x\" title=\"a > b\">lien</a></p>",
            "un lien",
        );
        check("", "");
    }

    #[test]
    fn nothing_that_runs_survives() {
        for answer in [
            "<script>alert(1)</script>ok",
            "ok <img src=x onerror=alert(1)>",
            "[ok](javascript:alert(1))",
            "<p onclick=\"x()\">ok</p>",
            "<iframe src=\"https://example.org\"></iframe>ok",
        ] {
            let html = to_html(answer);
            for bad in ["script", "onerror", "onclick", "iframe"] {
                assert!(!html.contains(bad), "{answer} gave {html}");
            }
            assert_eq!(to_text(&html), "ok");
        }
    }

    #[test]
    fn what_is_all_tags_is_text() {
        for bad in ["<b>", "> ", "<div>", "*a_ ", "[", "- "] {
            let answer = format!("a < b {}", bad.repeat(50_000));
            let html = to_html(&answer);
            assert!(html.len() < 10 * answer.len());
            assert!(to_text(&html).starts_with("a < b"), "{bad}");
        }
    }

    #[test]
    fn any_text_is_rendered_and_stays_escaped() {
        arbtest::arbtest(|u| {
            let answer: String = u.arbitrary()?;
            let html = to_html(&answer);
            assert!(!html.contains("<script"));
            let _ = to_text(&html);
            Ok(())
        });
    }
}
