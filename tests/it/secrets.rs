//! Personal data in many layouts, and numbers that only look like it. Check digits are
//! computed here by their published rules, so that no vector is somebody's own.

#![allow(clippy::unwrap_used)]

/// A piece of personal data: how it is written, and what must be found nowhere.
#[derive(Clone)]
pub(crate) struct Secret {
    pub(crate) written: String,
    /// Letters and digits alone, in lower case.
    pub(crate) bare: String,
}

fn secret(written: impl Into<String>) -> Secret {
    let written = written.into();
    let bare = squeezed(&written);
    Secret { written, bare }
}

/// Letters and digits of ASCII, full-width ones made plain, in lower case.
pub(crate) fn squeezed(text: &str) -> String {
    let plain = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap(),
        c => c,
    };
    let kept = text.chars().map(plain).filter(char::is_ascii_alphanumeric);
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

/// Groups of such widths, parted by `gap`.
fn grouped(number: &str, widths: &[usize], gap: &str) -> String {
    let mut rest = number;
    let mut groups = Vec::new();
    for width in widths {
        let (group, after) = rest.split_at(*width);
        groups.push(group);
        rest = after;
    }
    assert_eq!(rest, "");
    groups.join(gap)
}

/// Luhn: every second digit from the right doubled, its digits added; the sum is a multiple of 10.
fn luhn_digit(body: &str) -> u32 {
    let sum: u32 = (body.chars().rev().enumerate())
        .map(|(place, c)| match (place % 2, c.to_digit(10).unwrap()) {
            (0, digit) => digit * 2 / 10 + digit * 2 % 10,
            (_, digit) => digit,
        })
        .sum();
    (10 - sum % 10) % 10
}

fn card(body: &str) -> String {
    format!("{body}{}", luhn_digit(body))
}

fn mod97(digits: &str) -> u32 {
    digits
        .chars()
        .fold(0, |rest, c| (rest * 10 + c.to_digit(10).unwrap()) % 97)
}

/// ISO 13616: country and `00` put behind, letters as 10 to 35; the check is 98 less the remainder.
fn iban(country: &str, account: &str) -> String {
    let behind = format!("{account}{country}00");
    let digits: String = behind
        .chars()
        .map(|c| c.to_digit(36).unwrap().to_string())
        .collect();
    format!("{country}{:02}{account}", 98 - mod97(&digits))
}

/// INSEE: the key is 97 less the remainder, Corsica's 2A counted as 19 and 2B as 18.
fn nir(body: &str) -> String {
    let digits = body.replace("2A", "19").replace("2B", "18");
    format!("{body}{:02}", 97 - mod97(&digits))
}

/// A digit made wrong.
fn spoiled(number: &str) -> String {
    let (start, last) = number.split_at(number.len() - 1);
    let wrong = (last.parse::<u32>().unwrap() + 1) % 10;
    format!("{start}{wrong}")
}

const NBSP: &str = "\u{a0}";
const THIN: &str = "\u{202f}";
const PAIRS: [usize; 5] = [2; 5];

pub(crate) fn secrets() -> Vec<Secret> {
    [
        emails(),
        french_phones(),
        foreign_phones(),
        ibans(),
        cards(),
        nirs(),
    ]
    .concat()
}

fn emails() -> Vec<Secret> {
    [
        "jeanne.durandal@exemple.fr",
        "Hector.LETELLIER@Exemple.ORG",
        "mbrisseau+vigie@mail.exemple.co.uk",
        "<odile_farnese@exemple-sa.com>",
        "mailto:quentin.orsenna@exemple.net",
        "roxane.belmont @ exemple.fr",
        "sylvain.kerouac%40exemple.fr",
        "thibault.zeller＠exemple.photography",
        "o'vertigan@exemple.ie",
    ]
    .map(|address| Secret {
        written: address.to_owned(),
        // The host alone tells nobody.
        bare: squeezed(address.split(['@', '＠', '%', ' ']).next().unwrap()).replace("mailto", ""),
    })
    .to_vec()
}

fn french_phones() -> Vec<Secret> {
    let number = "0639984512";
    [
        number.to_owned(),
        grouped(number, &PAIRS, " "),
        grouped(number, &PAIRS, "."),
        grouped(number, &PAIRS, "-"),
        grouped(number, &PAIRS, "/"),
        grouped(number, &PAIRS, NBSP),
        grouped(number, &PAIRS, THIN),
        grouped(number, &[4, 3, 3], " "),
        "+33639984512".to_owned(),
        "+33 6 39 98 45 12".to_owned(),
        "+33 (0)6 39 98 45 12".to_owned(),
        "0033 6 39 98 45 12".to_owned(),
    ]
    .map(|written| Secret {
        written,
        bare: "639984512".to_owned(),
    })
    .to_vec()
}

fn foreign_phones() -> Vec<Secret> {
    [
        "+44 20 7946 0958",
        "+32 470 98 76 51",
        "+49 30 901820736",
        "+41-44-668-18-97",
        "+1 (514) 555-0147",
        "+1.212.555.0193",
        "0034 612 345 987",
        "+352621987654",
        "+212 6 61 23 45 98",
    ]
    .map(secret)
    .to_vec()
}

fn ibans() -> Vec<Secret> {
    let french = iban("FR", "30006000011234567A9BX89");
    let fours = [4, 4, 4, 4, 4, 4, 3];
    let german = iban("DE", "370400440532013971");
    let belgian = iban("BE", "539007547099");
    [
        french.clone(),
        grouped(&french, &fours, " "),
        grouped(&french, &fours, "-"),
        grouped(&french, &fours, "."),
        grouped(&french, &fours, NBSP),
        grouped(&french, &fours, " ").to_lowercase(),
        format!(
            "{} {}",
            &french[..2],
            grouped(&french[2..], &[2, 5, 5, 11, 2], " ")
        ),
        format!("IBAN{french}"),
        format!("IBAN:{}", grouped(&german, &[4, 4, 4, 4, 4, 2], " ")),
        grouped(&belgian, &[4; 4], " "),
    ]
    .map(|written| {
        let mut secret = secret(written);
        secret.bare = secret.bare.trim_start_matches("iban").to_owned();
        secret
    })
    .to_vec()
}

fn cards() -> Vec<Secret> {
    let visa = card("497010203040506");
    let mastercard = card("540123456789012");
    let amex = card("37144963539843");
    let fours = [4; 4];
    [
        visa.clone(),
        grouped(&visa, &fours, " "),
        grouped(&visa, &fours, "-"),
        grouped(&visa, &fours, "."),
        grouped(&visa, &fours, NBSP),
        grouped(&visa, &fours, THIN),
        grouped(&mastercard, &fours, " "),
        mastercard,
        grouped(&amex, &[4, 6, 5], " "),
        amex,
    ]
    .map(secret)
    .to_vec()
}

fn nirs() -> Vec<Secret> {
    let one = nir("2690549588157");
    let parts = [1, 2, 2, 2, 3, 3, 2];
    let corsican = nir("185032A004123");
    [
        one.clone(),
        grouped(&one, &parts, " "),
        grouped(&one, &parts, "."),
        grouped(&one, &parts, "-"),
        grouped(&one, &parts, NBSP),
        grouped(&one, &parts, "/"),
        grouped(&one, &[13, 2], " "),
        grouped(&corsican, &parts, " "),
        corsican,
    ]
    .map(secret)
    .to_vec()
}

/// Numbers that are nobody's: their check digits are wrong.
pub(crate) fn nobodys() -> Vec<String> {
    let iban = spoiled(&iban("FR", "30006000011234567890189"));
    let card = spoiled(&card("497010203040506"));
    let nir = spoiled(&nir("2690549588157"));
    vec![
        iban.clone(),
        grouped(&iban, &[4, 4, 4, 4, 4, 4, 3], " "),
        card.clone(),
        grouped(&card, &[4; 4], " "),
        grouped(&card, &[4; 4], "-"),
        nir.clone(),
        grouped(&nir, &[1, 2, 2, 2, 3, 3, 2], " "),
    ]
}
