//! How the records of a file of JSON are laid out, told by its first bytes.

use super::scan::Scan;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One a line.
    Lines,
    /// The elements of a list, or objects over several lines.
    Spread,
    /// The elements of a list in one object, of which this many bytes come before them.
    Held { before: usize },
}

impl Shape {
    /// Of a file that begins like this, with the keys under which one object may hold
    /// all records.
    pub(super) fn of(head: &[u8], lists: &[&str]) -> Shape {
        let begin = head.trim_ascii_start();
        match begin.first() {
            Some(b'[') => Shape::Spread,
            Some(b'{') => match Shape::of_object(begin, lists) {
                Shape::Held { before } => Shape::Held {
                    before: head.len() - begin.len() + before,
                },
                shape => shape,
            },
            _ => Shape::Lines,
        }
    }

    /// Where the next line begins an object too, the first one is a line among others,
    /// whole or broken.
    fn of_object(begin: &[u8], lists: &[&str]) -> Shape {
        let end = begin.iter().position(|byte| *byte == b'\n');
        let (first, below) = begin.split_at(end.unwrap_or(begin.len()));
        let next = below.trim_ascii_start().first();
        let is_next_object = next == Some(&b'{');
        let is_whole = is_whole(first);
        if !(is_whole && is_next_object)
            && let Some(before) = before_list(begin, lists)
        {
            return Shape::Held { before };
        }
        match next {
            Some(_) if !is_whole && !is_next_object => Shape::Spread,
            _ => Shape::Lines,
        }
    }
}

/// Whether all that is opened in a line is closed in it.
fn is_whole(line: &[u8]) -> bool {
    let mut scan = Scan::default();
    line.iter().for_each(|byte| scan.take(*byte));
    scan.depth() == 0
}

/// The bytes up to the elements of an object's first list, if it is one of objects under
/// one of these keys. A later list may be a part of a single record.
fn before_list(object: &[u8], lists: &[&str]) -> Option<usize> {
    let mut scan = Scan::default();
    for (at, byte) in object.iter().enumerate() {
        if *byte == b'[' && !scan.in_string() && scan.depth() == 1 {
            let elements = object[at + 1..].trim_ascii_start();
            let is_it = elements.starts_with(b"{") && is_under(&object[..at], lists);
            return is_it.then_some(at + 1);
        }
        scan.take(*byte);
        if scan.depth() == 0 {
            return None;
        }
    }
    None
}

/// Whether what comes next is the value of one of these keys.
fn is_under(before: &[u8], keys: &[&str]) -> bool {
    let name = || {
        let name = before.trim_ascii_end().strip_suffix(b":")?;
        name.trim_ascii_end().strip_suffix(b"\"")
    };
    let is_named = |name: &[u8], key: &str| {
        let quote = name.strip_suffix(key.as_bytes());
        quote.is_some_and(|quote| quote.ends_with(b"\""))
    };
    name().is_some_and(|name| keys.iter().any(|key| is_named(name, key)))
}

#[cfg(test)]
mod tests {
    use super::Shape::{self, Held, Lines, Spread};

    #[track_caller]
    fn check(head: &str, expected: Shape) {
        assert_eq!(Shape::of(head.as_bytes(), &["faq"]), expected, "{head}");
    }

    #[test]
    fn the_first_bytes_tell_the_shape() {
        check("", Lines);
        check("\n{\"a\":1}", Lines);
        check("{\"a\":1}\n{\"a\":2}", Lines);
        check("{\"a\":1}\nnonsense", Lines);
        check("ubi_events\t{", Lines);
        check(" [\n", Spread);
        check("{\r\n\"a\"", Spread);
        check("{ \"a\": 1,\n  \"b\": 2 }", Spread);
    }

    #[test]
    fn a_broken_first_line_is_one_among_others() {
        check("{\"broken\":\n{\"a\":1}\n", Lines);
        check("{\n{\"a\":1}\n", Lines);
        check("{\"broken\":", Lines);
    }

    #[test]
    fn a_list_under_a_known_key_of_one_object_holds_the_records() {
        check("{\"faq\":[{\"q\":1}]}", Held { before: 8 });
        check("{\"faq\":[\n{\"q\":1}", Held { before: 8 });
        let before = "\n{\n \"n\": {\"[\": []},\n \"faq\" : [";
        check(
            &format!("{before}\n {{"),
            Held {
                before: before.len(),
            },
        );
    }

    #[test]
    fn a_list_in_a_record_holds_no_records() {
        check("{\"faq\":[\"x\"],\n\"q\":1}", Spread);
        check("{\"other\":[{}],\n\"faq\":[{}]}", Spread);
        check("{\"n\":{\"faq\":[{}]}}", Lines);
        check("{\"faq\":[{}]}\n{\"faq\":[{}]}", Lines);
    }
}
