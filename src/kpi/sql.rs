//! Words, numbers and signs of SQL, outside of quotes and comments.

/// A piece of SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'s> {
    pub(super) form: Form,
    /// As it is written; of a quoted name what is between the quotes, of a parameter its
    /// name.
    pub(super) text: &'s str,
    /// The line it stands on, from 0.
    pub(super) line: usize,
    /// Its first byte.
    pub(super) start: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Word,
    Number,
    /// `"name"`.
    Quoted,
    /// `:name`.
    Parameter,
    /// What stands between other quotes, with these.
    Text,
    Sign,
}

/// The pieces of any text, in their order.
pub(super) fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut reading = Reading {
        sql,
        at: 0,
        line: 0,
    };
    while let Some(first) = sql[reading.at..].chars().next() {
        let (start, line) = (reading.at, reading.line);
        let (form, text) = reading.next(first);
        if let Some(form) = form {
            tokens.push(Token {
                form,
                text,
                line,
                start,
            });
        }
    }
    tokens
}

struct Reading<'s> {
    sql: &'s str,
    at: usize,
    line: usize,
}

impl<'s> Reading<'s> {
    fn next(&mut self, first: char) -> (Option<Form>, &'s str) {
        let rest = &self.sql[self.at..];
        let second = rest[first.len_utf8()..].chars().next();
        match (first, second) {
            ('-', Some('-')) => (None, self.take(rest.find('\n').unwrap_or(rest.len()))),
            ('/', Some('*')) => (None, self.through(2, "*/")),
            ('\'', _) => (Some(Form::Text), self.through(1, "'")),
            ('`', _) => (Some(Form::Text), self.through(1, "`")),
            ('[', _) => (Some(Form::Text), self.through(1, "]")),
            ('"', _) => {
                let quoted = self.through(1, "\"");
                let inner = quoted[1..].strip_suffix('"').unwrap_or(&quoted[1..]);
                (Some(Form::Quoted), inner)
            }
            (':', Some(next)) if begins_word(next) => {
                let word = self.take(1 + word(&rest[1..]));
                (Some(Form::Parameter), &word[1..])
            }
            (first, _) if begins_word(first) => (Some(Form::Word), self.take(word(rest))),
            (first, _) if first.is_ascii_digit() => (Some(Form::Number), self.take(number(rest))),
            (first, _) if first.is_whitespace() => (None, self.take(first.len_utf8())),
            (first, _) => (Some(Form::Sign), self.take(first.len_utf8())),
        }
    }

    /// Up to a mark and over it, or to the end where there is none.
    fn through(&mut self, open: usize, mark: &str) -> &'s str {
        let rest = &self.sql[self.at..];
        let inner = rest[open..].find(mark);
        self.take(inner.map_or(rest.len(), |inner| open + inner + mark.len()))
    }

    fn take(&mut self, bytes: usize) -> &'s str {
        let taken = &self.sql[self.at..self.at + bytes];
        self.line += taken.matches('\n').count();
        self.at += bytes;
        taken
    }
}

fn begins_word(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn word(text: &str) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

fn number(text: &str) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || c == '.' || c == '_';
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn quotes_and_comments_hold_no_words() {
        let sql = "select 'it''s :no' as a, -- :no\n/* x\n:no */ \"a.b\" / 0.5 > :yes, [:no]";
        let found: Vec<(Form, &str, usize)> = tokens(sql)
            .into_iter()
            .map(|token| (token.form, token.text, token.line))
            .collect();
        assert_eq!(
            found,
            [
                (Form::Word, "select", 0),
                (Form::Text, "'it'", 0),
                (Form::Text, "'s :no'", 0),
                (Form::Word, "as", 0),
                (Form::Word, "a", 0),
                (Form::Sign, ",", 0),
                (Form::Quoted, "a.b", 2),
                (Form::Sign, "/", 2),
                (Form::Number, "0.5", 2),
                (Form::Sign, ">", 2),
                (Form::Parameter, "yes", 2),
                (Form::Sign, ",", 2),
                (Form::Text, "[:no]", 2),
            ]
        );
    }

    #[test]
    fn any_text_has_its_pieces_in_order() {
        arbtest::arbtest(|u| {
            let text: String = u.arbitrary()?;
            let tokens = tokens(&text);
            assert!(tokens.is_sorted_by_key(|token| (token.start, token.line)));
            Ok(())
        });
    }
}
