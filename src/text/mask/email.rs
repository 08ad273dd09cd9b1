//! E-mail addresses: `name@host.tld`, also with letters beyond ASCII (RFC 6531),
//! spaces around the at sign, and the at sign of a URL (`%40`).
//!
//! There is no check digit; a host without a top-level domain is none.

use std::ops::Range;

use crate::text::fold::is_invisible;

const AT_SIGNS: [&str; 3] = ["@", "＠", "%40"];

/// Every e-mail address of `text`, in order, apart.
pub(super) fn all(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut floor = 0;
    for at in at_signs(text) {
        if at.start < floor {
            continue;
        }
        let start = name_start(&text[floor..at.start]).map(|start| floor + start);
        let end = host_end(&text[at.end..]).map(|end| at.end + end);
        // What lies before an at sign cannot belong to the name before the next one.
        floor = at.end;
        if let (Some(start), Some(end)) = (start, end) {
            floor = end;
            found.push(start..end);
        }
    }
    found
}

fn at_signs(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(['@', '＠', '%'])
        .filter_map(|(start, sign)| {
            let sign = if sign == "%" { AT_SIGNS[2] } else { sign };
            text[start..]
                .starts_with(sign)
                .then_some(start..start + sign.len())
        })
}

/// Where the name that `before` ends with begins.
fn name_start(before: &str) -> Option<usize> {
    let name = before.strip_suffix(char::is_whitespace).unwrap_or(before);
    let outside = name.char_indices().rev().find(|(_, c)| !is_in_name(*c));
    let start = outside.map_or(0, |(at, c)| at + c.len_utf8());
    let lead = name[start..].find(|c: char| c.is_alphanumeric() || c == '_')?;
    Some(start + lead)
}

fn is_in_name(c: char) -> bool {
    c.is_alphanumeric() || "._%+-'&*$!#~".contains(c) || is_invisible(c)
}

/// Where the host that `after` begins with ends: labels, dots, a top-level domain.
fn host_end(after: &str) -> Option<usize> {
    let spaces = after.len()
        - after
            .strip_prefix(char::is_whitespace)
            .unwrap_or(after)
            .len();
    let host = &after[spaces..];
    let host = &host[..host.find(|c| !is_in_host(c)).unwrap_or(host.len())];
    let mut dots = host.rmatch_indices(['.', '．']);
    let end = dots.find_map(|(at, dot)| {
        let tld = at + dot.len();
        let has_label = host[..at].contains(char::is_alphanumeric);
        top_level_end(&host[tld..])
            .filter(|_| has_label)
            .map(|end| tld + end)
    });
    end.map(|end| spaces + end)
}

fn is_in_host(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '．') || is_invisible(c)
}

/// Where the top-level domain ends that `label` begins with: two letters and more.
fn top_level_end(label: &str) -> Option<usize> {
    let is_encoded = label.starts_with("xn--");
    let is_in_it = |c: char| {
        c.is_alphabetic() || is_invisible(c) || (is_encoded && (c.is_alphanumeric() || c == '-'))
    };
    let end = label.find(|c| !is_in_it(c)).unwrap_or(label.len());
    let letters = label[..end].chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 2).then_some(end)
}
