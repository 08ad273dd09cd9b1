//! Numbers as spreadsheets write them: `3,5`, `1 234,50`, `1,234.50`, `€ 12`, `(12,50)`.

/// What a comma with three digits behind it stands for, as in `1,234`: only this the
/// number itself cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comma {
    Decimal,
    Thousands,
}

/// What is written around amounts, and says nothing about how much.
const AROUND: [&str; 11] = [
    "€", "$", "£", "%", "eur", "usd", "gbp", "chf", "euros", "euro", "fr.",
];

/// The number; none where it is none, or its thousands are not parted as such.
pub fn read(text: &str, comma: Comma) -> Option<f64> {
    let (text, is_negative) = bare(text);
    let digits = match decimal_sign(&text, comma) {
        Some(place) => {
            let (whole, decimals) = (&text[..place], &text[place + 1..]);
            format!("{}.{}", ungrouped(whole)?, only_digits(decimals)?)
        }
        None => ungrouped(&text)?,
    };
    let number: f64 = digits.parse().ok()?;
    Some(if is_negative { -number } else { number })
}

/// What a number says about commas: nothing where it has none that decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Sure(Comma),
    /// `1,234`.
    Either,
}

pub fn tells(text: &str) -> Option<Told> {
    let (text, _) = bare(text);
    read(&text, Comma::Decimal)?;
    let commas = text.matches(',').count();
    let sure = |comma| Some(Told::Sure(comma));
    match (commas, text.rfind(','), text.rfind('.')) {
        (0, ..) => None,
        (_, Some(comma), Some(point)) if comma > point => sure(Comma::Decimal),
        (_, _, Some(_)) => sure(Comma::Thousands),
        (1, Some(comma), None) => match is_either(&text, comma) {
            true => Some(Told::Either),
            false => sure(Comma::Decimal),
        },
        _ => sure(Comma::Thousands),
    }
}

/// Without signs and currency; whether it is below zero.
fn bare(text: &str) -> (String, bool) {
    let mut text = text.trim().to_lowercase();
    let in_brackets = text.starts_with('(') && text.ends_with(')');
    if in_brackets {
        text = text[1..text.len() - 1].to_owned();
    }
    let mut is_negative = in_brackets;
    loop {
        let before = text.len();
        for around in AROUND {
            let rest = text.strip_prefix(around).unwrap_or(&text);
            text = rest.strip_suffix(around).unwrap_or(rest).trim().to_owned();
        }
        if let Some(rest) = text.strip_prefix(['-', '−']).filter(|_| !is_negative) {
            is_negative = true;
            text = rest.trim().to_owned();
        } else if let Some(rest) = text.strip_prefix('+') {
            text = rest.trim().to_owned();
        }
        if text.len() == before {
            return (text, is_negative);
        }
    }
}

/// Where the decimals begin.
fn decimal_sign(text: &str, comma: Comma) -> Option<usize> {
    let (commas, points) = (text.matches(',').count(), text.matches('.').count());
    let last_comma = text.rfind(',');
    let last_point = text.rfind('.');
    match (last_comma, last_point) {
        (Some(comma), Some(point)) if comma > point => (commas == 1).then_some(comma),
        (Some(_), Some(point)) => (points == 1).then_some(point),
        (Some(place), None) => {
            let is_thousands = is_either(text, place) && comma == Comma::Thousands;
            (commas == 1 && !is_thousands).then_some(place)
        }
        (None, Some(place)) => (points == 1).then_some(place),
        (None, None) => None,
    }
}

/// Whether a lone comma may part thousands: one to three digits before it, of which the
/// first is no zero, and three behind.
fn is_either(text: &str, comma: usize) -> bool {
    let (before, behind) = (&text[..comma], &text[comma + 1..]);
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let may_begin = !before.starts_with('0') && (1..=3).contains(&before.len());
    may_begin && digits(before) && behind.len() == 3 && digits(behind)
}

/// The digits of a whole number, whose thousands may be parted.
fn ungrouped(text: &str) -> Option<String> {
    let is_part = |sign: char| sign.is_whitespace() || matches!(sign, '\'' | '’' | ',' | '.');
    let mut groups = text.split(is_part);
    let first = groups.next().unwrap_or_default();
    let mut digits = only_digits(first)?.to_owned();
    let mut rest = groups.peekable();
    if rest.peek().is_some() && !(1..=3).contains(&first.len()) {
        return None;
    }
    for group in rest {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(only_digits(group)?);
    }
    (!digits.is_empty()).then_some(digits)
}

fn only_digits(text: &str) -> Option<&str> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<f64>) {
        assert_eq!(read(text, Comma::Decimal), expected, "{text}");
    }

    #[test]
    fn french_and_english_numbers_are_read() {
        check("3,5", Some(3.5));
        check("3.5", Some(3.5));
        check("0,125", Some(0.125));
        check("12", Some(12.0));
        check(" 1 234,50 ", Some(1234.5));
        check("1\u{202f}234\u{a0}567,8", Some(1_234_567.8));
        check("1,234.50", Some(1234.5));
        check("1.234,50", Some(1234.5));
        check("1,234,567", Some(1_234_567.0));
        check("1'234.50", Some(1234.5));
        check("1.234", Some(1.234));
        check(",5", None);
        check("5,", Some(5.0));
    }

    #[test]
    fn signs_and_currencies_stand_before_or_behind() {
        check("1 234,50 €", Some(1234.5));
        check("€1,234.50", Some(1234.5));
        check("- 12,50 EUR", Some(-12.5));
        check("€ -3", Some(-3.0));
        check("−3", Some(-3.0));
        check("(12,50)", Some(-12.5));
        check("+4", Some(4.0));
        check("80 %", Some(80.0));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "-",
            "€",
            "abc",
            "12 34",
            "1 2345",
            "1,2,3",
            "1.2.3",
            "1,23,456.7",
            "12k",
            "1e5",
            "--3",
            "0x1f",
            "nan",
            "inf",
            "1234 567",
            "3,5,",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn a_comma_before_three_digits_is_what_the_file_says() {
        assert_eq!(read("1,234", Comma::Decimal), Some(1.234));
        assert_eq!(read("1,234", Comma::Thousands), Some(1234.0));
        assert_eq!(read("3,5", Comma::Thousands), Some(3.5));
        assert_eq!(tells("1,234"), Some(Told::Either));
        assert_eq!(tells("3,5"), Some(Told::Sure(Comma::Decimal)));
        assert_eq!(tells("0,125"), Some(Told::Sure(Comma::Decimal)));
        assert_eq!(tells("1 234,500"), Some(Told::Sure(Comma::Decimal)));
        assert_eq!(tells("1,234.5"), Some(Told::Sure(Comma::Thousands)));
        assert_eq!(tells("1,234,567"), Some(Told::Sure(Comma::Thousands)));
        assert_eq!(tells("1.5"), None);
        assert_eq!(tells("abc, def"), None);
    }
}
