//! What is masked and what stays. All numbers are invented or published examples.

use proptest::prelude::*;

use super::*;

/// Each of `texts` (parted by bars) is replaced as a whole by `placeholder`, alone and in a sentence.
#[track_caller]
fn check_gone(placeholder: &str, texts: &str) {
    for text in texts.split(" | ") {
        for (before, after) in [
            ("", ""),
            ("Voici : ", ", merci."),
            ("numéro 4512 ", " merci"),
            ("(", ")"),
            ("x\n", "\n2"),
        ] {
            let masked = mask(&format!("{before}{text}{after}")).into_owned();
            assert_eq!(masked, format!("{before}{placeholder}{after}"), "{text}");
        }
        assert!(has_personal_data(text), "{text}");
    }
}

/// Not a byte of each of `texts` (parted by bars) changes, alone and in a sentence.
#[track_caller]
fn check_stays(texts: &str) {
    for text in texts.split(" | ") {
        for whole in [
            text.to_owned(),
            format!("Voici : {text}, merci."),
            format!("le {text} svp"),
        ] {
            assert_eq!(mask(&whole), whole);
            assert!(matches!(mask(&whole), Cow::Borrowed(_)), "{whole}");
        }
        assert!(!has_personal_data(text), "{text}");
    }
}

#[test]
fn email_addresses_are_gone() {
    check_gone(
        "[email]",
        "jean.dupont@exemple.fr | Jean.DUPONT@Exemple.FR | \
         jean+vigie@mail.exemple.co.uk | j_d-1@exemple-sa.com | \
         jean@exemple.photography | hélène@société.fr | jean＠exemple.fr | \
         jean%40exemple.fr | jean @ exemple.fr | o'neil@exemple.ie | 1234@exemple.fr | \
         jean@xn--exmple-cua.fr | je\u{200b}an@exem\u{ad}ple.fr",
    );
    assert_eq!(
        mask("<a@b.fr>;mailto:c@d.fr?x=e@f.fr"),
        "<[email]>;mailto:[email]?x=[email]"
    );
    assert_eq!(mask("a@b.fr06 12 34 56 78"), "[email][phone]");
    check_stays("@vigie | a@b | a@localhost | @ | a@@b | 12 @ 5 | à 10 @ 5.50 | jean@.fr");
}

#[test]
fn french_phone_numbers_are_gone() {
    check_gone(
        "[phone]",
        "0612345678 | 06 12 34 56 78 | 06.12.34.56.78 | 06-12-34-56-78 | 06/12/34/56/78 | \
         06_12_34_56_78 | 06\u{a0}12\u{a0}34\u{a0}56\u{a0}78 | \
         06\u{202f}12\u{202f}34\u{202f}56\u{202f}78 | 06 - 12 - 34 - 56 - 78 | \
         06  12  34  56  78 | 06/12.34.56.78 | 0612 34 56 78 | 0612 345 678 | \
         061 234 5678 | 06 1234 5678 | (06) 12 34 56 78 | (0)6 12 34 56 78 | \
         0 6 1 2 3 4 5 6 7 8 | ０６１２３４５６７８ | \u{202a}06 12 34 56 78 | \
         01\u{2011}23\u{2011}45\u{2011}67\u{2011}89 | 0 800 123 456 | \
         06 12 34\u{200b} 56 78",
    );
}

#[test]
fn international_phone_numbers_are_gone() {
    check_gone(
        "[phone]",
        "+33612345678 | +33 6 12 34 56 78 | +33 (0)6 12 34 56 78 | +33(0)612345678 | \
         +33.6.12.34.56.78 | +33-6-12-34-56-78 | 0033612345678 | 0033 6 12 34 56 78 | \
         00 33 6 12 34 56 78 | (+33) 6 12 34 56 78 | + 33 6 12 34 56 78 | \
         +33\u{a0}6\u{a0}12\u{a0}34\u{a0}56\u{a0}78 | 33612345678 | 33 6 12 34 56 78 | \
         +330612345678 | ＋33612345678",
    );
    check_gone(
        "[phone]",
        "+32 470 12 34 56 | +41 44 668 18 00 | +352 621 123 456 | +44 20 7946 0958 | \
         +49 1512 3456789 | +212 6 12 34 56 78 | +225 07 12 34 56 78 | +39 06 6982 1234 | \
         +1 (514) 555-1234 | +1-514-555-1234 | +15145551234 | 001 514 555 1234",
    );
    check_gone(
        "[phone]",
        "(514) 555-1234 | 514-555-1234 | 514.555.1234 | 514 555 1234 | (514)555-1234 | \
         1-514-555-1234 | 1 (514) 555-1234 | 514\u{a0}555\u{2011}1234 | 514 555-1234",
    );
}

#[test]
fn phone_numbers_side_by_side_are_all_gone() {
    assert_eq!(mask("06 12 34 56 78 07 98 76 54 32"), "[phone] [phone]");
    assert_eq!(mask("0612345678/0798765432"), "[phone]/[phone]");
    assert_eq!(
        mask("06.12.34.56.78 ou 01 23 45 67 89"),
        "[phone] ou [phone]"
    );
    assert_eq!(mask("75001 06 12 34 56 78"), "75001 [phone]");
    assert_eq!(mask("dans le 75 06 12 34 56 78"), "dans le 75 [phone]");
    assert_eq!(
        mask("tel0612345678merci Tél.06.12.34.56.78"),
        "tel[phone]merci Tél.[phone]"
    );
    for number in [
        "0612345678",
        "06 12 34 56 78",
        "0612.34.56.78",
        "0612 345 678",
    ] {
        for date in ["12/05/2024", "12.05.2024", "12 05 2024", "2024-05-12"] {
            assert_eq!(
                mask(&format!("le {date} {number} à 10h30")),
                format!("le {date} [phone] à 10h30")
            );
        }
    }
}

#[test]
fn ibans_are_gone() {
    check_gone(
        "[iban]",
        "FR7630006000011234567890189 | FR76 3000 6000 0112 3456 7890 189 | \
         fr7630006000011234567890189 | FR76-3000-6000-0112-3456-7890-189 | \
         FR76.3000.6000.0112.3456.7890.189 | FR 76 30006 00001 12345678901 89 | \
         FR76\u{a0}3000\u{a0}6000\u{a0}0112\u{a0}3456\u{a0}7890\u{a0}189 | \
         FR76\u{202f}3000\u{202f}6000\u{202f}0112\u{202f}3456\u{202f}7890\u{202f}189 | \
         FR76 30006000011234567890189 | ＦＲ７６30006000011234567890189 | \
         Fr76 3000 6000 0112 3456 7890 189 | FR76\u{200b}30006000011234567890189",
    );
    check_gone(
        "[iban]",
        "FR14 2004 1010 0505 0001 3M02 606 | DE89370400440532013000 | \
         GB29 NWBK 6016 1331 9268 19 | BE68 5390 0754 7034 | CH93 0076 2011 6238 5295 7 | \
         ES91 2100 0418 4502 0005 1332 | NO93 8601 1117 947 | \
         MT84 MALT 0110 0001 2345 MTLC AST0 01S | LU28 0019 4006 4475 0000 | \
         MC58 1122 2000 0101 2345 6789 030",
    );
    assert_eq!(mask("IBAN:FR7630006000011234567890189"), "IBAN:[iban]");
    assert_eq!(mask("ibanFR7630006000011234567890189"), "iban[iban]");
}

#[test]
fn ibans_with_wrong_check_digits_stay() {
    check_stays(
        "FR7630006000011234567890188 | FR76 3000 6000 0112 3456 7890 188 | \
         fr7530006000011234567890189 | FR76-3000-6000-0112-3456-7890-188 | \
         FR76.3000.6000.0112.3456.7890.188 | FR76 30006 00001 01234567890 89 | \
         FR76\u{a0}3000\u{a0}6000\u{a0}0112\u{a0}3456\u{a0}7890\u{a0}188 | \
         FR76 3000 6000 0112 3456 7890 18 | DE88370400440532013000 | \
         GB28 NWBK 6016 1331 9268 19 | FR76 06 12 34 56 78 06 12 34 56 78 061",
    );
}

#[test]
fn cards_are_gone() {
    check_gone(
        "[card]",
        "4970101234567893 | 4970 1012 3456 7893 | 4970-1012-3456-7893 | \
         4970.1012.3456.7893 | 4970\u{a0}1012\u{a0}3456\u{a0}7893 | \
         4970\u{202f}1012\u{202f}3456\u{202f}7893 | 4970 - 1012 - 3456 - 7893 | \
         49 70 10 12 34 56 78 93 | 4970  1012  3456  7893 | ４９７０１０１２３４５６７８９３ | \
         497010\u{ad}1234567893",
    );
    check_gone(
        "[card]",
        "5555 5555 5555 4444 | 3782 822463 10005 | 378282246310005 | 3056 930902 5904 | \
         6759649826438453 | 6304 0000 0000 0000 000 | 2223-0031-2200-3222 | \
         3530 1113 3330 0000 | 6011 0009 9013 9424 | 4222 2222 2222 2",
    );
    assert_eq!(mask("4970 1012 3456 7893 0927 123"), "[card] 0927 123");
    assert_eq!(mask("4970 1012 3456 7893 09/27"), "[card] 09/27");
}

#[test]
fn cards_with_a_wrong_check_digit_stay() {
    check_stays(
        "4970101234567890 | 4970 1012 3456 7890 | 4970-1012-3456-7890 | \
         4970.1012.3456.7890 | 4970\u{a0}1012\u{a0}3456\u{a0}7890 | \
         49 70 01 23 45 67 89 02 | 49-70-01-23-45-67-89-02 | 3782 822463 10006 | \
         3000 012345 6789 | 5555 5555 5555 4445 | 0612 3456 7890 1234 | \
         6304 1000 0000 0000 001",
    );
    // Parts of these look like a phone number or a right card.
    check_stays(
        "3530-0064-1252-3371 | 51-00-22-73-71-89-92-70 | 47 - 03 - 31 - 43 - 29 - 89 - 1 | \
         55 50 91 74 09 15 69 51 | 3762-006357-37380 | 44.00.44.07.16.51.71.76 | \
         6304 4551 0703 5731 496 | 2221 - 0056 - 8278 - 2867",
    );
    // Right by Luhn's sum, but no issuer's, or only a part of a longer number.
    check_stays(
        "1234 5678 9012 3452 | 49701012345678931234 | 4970 1012 3456 7893 9999 8888 | \
         353011133330003",
    );
}

#[test]
fn social_security_numbers_are_gone() {
    check_gone(
        "[nir]",
        "185057800608491 | 1 85 05 78 006 084 91 | 1.85.05.78.006.084.91 | \
         1-85-05-78-006-084-91 | 1850578006084 91 | 1 85 05 78 006 084 / 91 | \
         1\u{a0}85\u{a0}05\u{a0}78\u{a0}006\u{a0}084\u{a0}91 | \
         1\u{202f}85\u{202f}05\u{202f}78\u{202f}006\u{202f}084\u{202f}91 | \
         18505 78006 08491 | 1 85 05 78 006 084 (91) | 2 55 08 14 168 025 38 | \
         1 85 05 2A 006 084 35 | 185052a00608435 | 290022B12345608 | \
         7 99 12 99 999 001 80",
    );
    check_gone(
        "[nir]",
        "2 55 08 14 168 025 38 | 1 85 05 2A 006 084 35 | 185052a00608435 | \
         290022B12345608",
    );
    check_gone("[nir]", "799129999900180 | 2-69-05-49-588-157-80");
}

#[test]
fn social_security_numbers_with_a_wrong_key_stay() {
    check_stays(
        "185057800608436 | 1 85 05 78 006 084 36 | 1.85.05.78.006.084.36 | \
         1-85-05-78-006-084-36 | 1850578006084 36 | 1 85 05 78 006 084 / 36 | \
         1\u{a0}85\u{a0}05\u{a0}78\u{a0}006\u{a0}084\u{a0}36 | 1 85 05 2A 006 084 36 | \
         1 85 05 78 00 60 84 36 | 1 85 05 78 006 084 | 18 50 57 80 06 08 43 6",
    );
}

#[test]
fn dates_amounts_times_and_references_stay() {
    check_stays(
        "01/02/2024 | 01/02/2024 10:30 | 01-02-2024 12 | 2024-01-15T10:30:00Z | \
         01.02.2024 | 03 04 2024 15 | 1 000 000,50 € | +10 000 000 € | +15 % | \
         0.612345678 | 3.1415926535 | 12 345 678 | 10h30 | 06:12:34:56:78",
    );
    check_stays(
        "CMD-0612345678 | FA_0123456789 | #0612345678 | 4500123456 | 2024001234 | \
         REF0612345678 | 2024/0123456789 | 12345678901234567890 | 0000000000 | \
         00612345678 | 061234567 | 06123456789 | 302-5551234-1234567",
    );
    check_stays(
        "550e8400-e29b-41d4-a716-446655440000 | 12345678-1234-4234-8234-061234567890 | \
         192.168.10.1 | 123-456-7890 | 732 829 320 00074 | 35 123456 789012 3 | \
         0612345678ab12 | 8933 0112 3456 7890 1234 | 10 20 30 40 50 60 70",
    );
}

#[test]
fn text_without_personal_data_is_given_back_as_it_is() {
    check_stays("Comment changer mon RIB ? | [email] [phone] [iban] [card] [nir] | 日本語 😀");
}

#[test]
fn long_texts_take_linear_time() {
    for piece in [
        "1 ",
        "a@",
        "06 ",
        "1\u{200b}",
        "FR76 ",
        "4970 ",
        "+",
        "(0",
        "@.",
        "a.",
        "%40",
        "1a",
        "é1",
    ] {
        let text = piece.repeat(50_000);
        let started = std::time::Instant::now();
        mask(&text);
        assert!(started.elapsed().as_secs() < 20, "{piece}");
    }
}

proptest! {
    #[test]
    fn masking_twice_changes_nothing(text in "([0-9]{1,5}|06 12 34 56 78|FR76|a@b.fr|[ .()+/@-]|é|\u{200b}|[a-z]{1,3}){0,16}") {
        let once = mask(&text).into_owned();
        prop_assert_eq!(mask(&once), once.as_str());
    }

    #[test]
    fn any_text_is_read(text in "\\PC*") {
        prop_assert_eq!(has_personal_data(&text), mask(&text) != text);
    }

    #[test]
    fn a_run_of_digits_is_masked_whole_or_not_at_all(digits in "[0-9]{1,30}", gap in "[ .-]?", width in 1usize..6) {
        let groups: Vec<&str> = (0..digits.len()).step_by(width).map(|at| &digits[at..digits.len().min(at + width)]).collect();
        let masked = mask(&groups.join(&gap)).into_owned();
        if gap.is_empty() {
            prop_assert!(masked == digits || !masked.contains(|c: char| c.is_ascii_digit()), "{}", masked);
        }
    }
}
