//! Tables as a whole: their columns, and what becomes of good and bad rows.
#![allow(clippy::unwrap_used)]

mod habits;
mod life;

use encoding_rs::WINDOWS_1252;
use serde_json::{Value, json};

use super::*;
use crate::events::Kind;
use crate::input::encoding::decode;

/// `field=Column` and `field:value` in one text, as whoever imports says.
fn wanted(of: Of, said: &str) -> Wanted {
    let pairs = |sign: char| {
        let parts = said.split(',').filter_map(|part| part.split_once(sign));
        parts
            .map(|(one, two)| (one.to_owned(), two.to_owned()))
            .collect()
    };
    Wanted {
        of,
        map: pairs('='),
        set: pairs(':'),
        dates: None,
        comma: None,
    }
}

fn paris() -> Zone {
    Zone::named("Europe/Paris").unwrap()
}

fn seen(sheet: &Sheet<'_>) -> Vec<Result<Vec<Value>, (u64, &'static str)>> {
    let mut seen = Vec::new();
    sheet.each(&mut |row| {
        seen.push(match row {
            Ok(records) => Ok(records.into_iter().map(|it| it.event.into()).collect()),
            Err(refusal) => Err((refusal.line, refusal.code)),
        });
    });
    seen
}

#[track_caller]
fn read(wanted: &Wanted, text: &str) -> Vec<Result<Vec<Value>, (u64, &'static str)>> {
    let zone = paris();
    seen(&Sheet::open(text, wanted, &zone, Lang::Fr).unwrap())
}

/// The events of a file, without ids.
#[track_caller]
fn check(of: Of, said: &str, text: &str, expected: &[Value]) {
    let rows = read(&wanted(of, said), text).into_iter();
    let mut events: Vec<Value> = rows.flat_map(Result::unwrap).collect();
    for event in &mut events {
        event.as_object_mut().unwrap().remove("id");
    }
    assert_eq!(events, expected, "{text}");
}

#[track_caller]
fn check_error(of: Of, said: &str, header: &str, parts: &[&str]) {
    let (zone, wanted) = (paris(), wanted(of, said));
    let error = match Sheet::open(header, &wanted, &zone, Lang::Fr) {
        Err(error) => error.to_string(),
        Ok(_) => "none".to_owned(),
    };
    let has = |part: &&&str| !error.contains(**part);
    assert_eq!(parts.iter().find(has), None, "{error}");
}

const SURVEY: Of = Of::Events(Kind::Survey);
const PURCHASE: Of = Of::Events(Kind::Purchase);
const WORK: Of = Of::Events(Kind::Work);

const EXPORT: &str = "\
ID appel;Date;Heure;Statut;Motif;Conseiller;Temps d'attente (min);Durée de communication;Coût
A-1;31/12/2025;14:05:09;Répondu;\"Facture; erreur\";Zoé;1,5;00:04:10;3,20 €
A-2;31/12/2025;23:59;Abandonné;;;2,0;;
";

#[test]
fn an_export_gives_the_same_events_in_every_encoding() {
    let wanted = wanted(Of::Contacts, "answered=Statut");
    let expected = read(&wanted, EXPORT);
    assert_eq!(expected.len(), 2);
    let utf16 = |bytes: fn(u16) -> [u8; 2]| {
        let units = "\u{feff}".encode_utf16().chain(EXPORT.encode_utf16());
        units.flat_map(bytes).collect::<Vec<u8>>()
    };
    for bytes in [
        EXPORT.as_bytes().to_vec(),
        format!("\u{feff}{EXPORT}").into_bytes(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
        WINDOWS_1252.encode(EXPORT).0.into_owned(),
        EXPORT.replace('\n', "\r\n").into_bytes(),
    ] {
        assert_eq!(read(&wanted, &decode(&bytes)), expected);
    }
}

#[test]
fn every_separator_is_found_by_itself() {
    let expected = [json!({"kind": "purchase", "at": "2026-03-02T09:00:00.000Z", "amount": 3.5})];
    for separator in [";", ",", "\t", "|"] {
        let text = "at|amount|note\n2026-03-02 10:00|\"3,5\"|x\n".replace('|', separator);
        check(PURCHASE, "", &text, &expected);
        check(PURCHASE, "", &format!("sep={separator}\n{text}"), &expected);
    }
}

#[test]
fn equal_rows_of_events_are_two_and_the_same_file_gives_the_same_ids() {
    let text = "at;amount\n02/03/2026 10:00;5\n02/03/2026 10:00;5\n";
    let ids = || {
        let rows = read(&wanted(PURCHASE, ""), text).into_iter();
        rows.map(|row| row.unwrap()[0]["id"].clone())
            .collect::<Vec<_>>()
    };
    assert_ne!(ids()[0], ids()[1]);
    assert_eq!(ids(), ids());
}

#[test]
fn an_id_is_taken_only_where_it_is_said_to_be_one() {
    let text = "id;at;amount\n7;02/03/2026 10:00;5\n7;02/03/2026 10:00;6\n";
    let ids = |said| {
        let rows = read(&wanted(PURCHASE, said), text).into_iter();
        rows.map(|row| row.unwrap()[0]["id"].clone())
            .collect::<Vec<_>>()
    };
    let (named, unnamed) = (ids("id=id"), ids(""));
    assert_eq!(named[0], named[1]);
    assert_ne!(unnamed[0], unnamed[1]);
}

/// What each column of a header is read as.
#[track_caller]
fn check_header(header: &str, expected: &str) {
    let (zone, wanted) = (paris(), wanted(Of::Contacts, ""));
    let sheet = Sheet::open(header, &wanted, &zone, Lang::Fr).unwrap();
    let mut read: Vec<String> = {
        let mapped = sheet.columns.mapped.iter();
        mapped
            .map(|it| format!("{}={}", it.field(), it.column))
            .collect()
    };
    read.sort();
    assert_eq!(read.join(", "), expected, "{header}");
}

#[test]
fn ordinary_headings_in_french_and_english_are_found() {
    check_header(
        "N° appel;N° client;Date appel;Heure appel;Durée;Décroché;Motif;Conseiller\n",
        "agent=Conseiller, answered=Décroché, at=Date appel + Heure appel, contact=N° appel, \
         customer=N° client, reason=Motif, talk=Durée",
    );
    check_header(
        "Numéro d'appel;Réf. client;Date de l'appel;Durée de l'appel (s);Temps d'attente\n",
        "at=Date de l'appel, contact=Numéro d'appel, customer=Réf. client, \
         talk=Durée de l'appel (s), wait=Temps d'attente",
    );
    check_header(
        "Call number;Customer no.;Call date;Call duration;Reason for call;Adviser\n",
        "agent=Adviser, at=Call date, contact=Call number, customer=Customer no., \
         reason=Reason for call, talk=Call duration",
    );
    for contact in ["No appel", "Num appel", "N° dossier", "Ticket", "Case #"] {
        let read = format!("at=Date, contact={contact}, customer=Numéro client");
        check_header(&format!("{contact};Numéro client;Date\n"), &read);
    }
    // What says more is surer.
    check_header(
        "N° appel;Date;Durée;Durée de communication\n",
        "at=Date, contact=N° appel, talk=Durée de communication",
    );
}

#[test]
fn a_column_that_may_be_what_is_missing_is_named_with_it() {
    let header = "Réf. appel interne;Date\n";
    let hint = "is it --map \"contact=Réf. appel interne\"?";
    check_error(Of::Contacts, "", header, &["contact", hint]);
}

#[test]
fn columns_are_found_by_name_synonym_number_and_together() {
    let expected = [
        json!({"kind": "survey", "at": "2026-03-02T09:05:00.000Z", "survey": "csat",
        "score": 4, "max": 10, "comment": "Très bien", "customer": "p-1", "agent": "Zoé"}),
    ];
    let row = "02/03/2026;10:05;4;Très bien;p-1;Zoé;w\n";
    let constants = "survey:csat,max:10";
    let plain = format!("Date;Heure;NOTE;Verbatim;Client;CONSEILLÈRE;?\n{row}");
    check(SURVEY, constants, &plain, &expected);
    let odd = format!("D;H;N;V;Cl;Ag;Ag\n{row}");
    let said = format!("{constants},at=d+h,score=n,comment=#4,customer=cl,agent=#6");
    check(SURVEY, &said, &odd, &expected);
    // What is said goes before what is found, and a field may be left out.
    let text = "at;score;note;theme\n02/03/2026 10:05;9;4;box\n";
    let less = [
        json!({"kind": "survey", "at": "2026-03-02T09:05:00.000Z", "survey": "nps",
        "score": 4}),
    ];
    check(SURVEY, "survey:nps,score=note,theme=", text, &less);
}

#[test]
fn a_client_is_a_browser_in_selfcare_and_a_customer_elsewhere() {
    let at = "2026-03-02T09:00:00.000Z";
    let text = "at;Client;query;amount\n02/03/2026 10:00;x;rib;1\n";
    let search = json!({"kind": "search", "at": at, "client": "x", "query": "rib"});
    check(Of::Events(Kind::Search), "", text, &[search]);
    let purchase = json!({"kind": "purchase", "at": at, "customer": "x", "amount": 1});
    check(PURCHASE, "", text, &[purchase]);
}

#[test]
fn what_is_mapped_wrongly_is_an_error_that_lists_what_there_is() {
    let header = "Date;Montant;Montant;Motif\n";
    check_error(
        PURCHASE,
        "amount=Prix",
        header,
        &["`Prix`", "Date, Montant, Montant, Motif"],
    );
    check_error(PURCHASE, "amount=Montant", header, &["several", "#2"]);
    check_error(
        PURCHASE,
        "prix=#2",
        header,
        &["`prix`", "amount, id, margin, offer"],
    );
    check_error(
        PURCHASE,
        "",
        header,
        &["`amount`", "--map amount=COLUMN", "Motif"],
    );
    check_error(PURCHASE, "amount=#9", header, &["`#9`"]);
    check_error(
        Of::Contacts,
        "",
        "Date;Durée\n",
        &["`contact`", "Date, Durée"],
    );
    check_error(
        Of::Events(Kind::Comment),
        "",
        "at;text\n",
        &["`conversation`"],
    );
    check_error(
        SURVEY,
        "survey:csat,max:dix",
        "at;score\n",
        &["--set max", "`dix`"],
    );
    check_error(PURCHASE, "", "", &["empty"]);
}

#[test]
fn amounts_and_durations_are_read_as_french_exports_write_them() {
    let at = "2026-03-02T09:00:00.000Z";
    let purchase = |amount: Value, margin: Value| json!({"kind": "purchase", "at": at, "amount": amount, "margin": margin});
    check(
        PURCHASE,
        "",
        "Date;Montant;Marge\n02/03/2026 10:00;1 234,50 €;(12,5)\n02/03/2026 10:00;€ 3;1\u{202f}000\n",
        &[
            purchase(json!(1234.5), json!(-12.5)),
            purchase(json!(3), json!(1000)),
        ],
    );
    let work = |worked: u64, idle: u64| json!({"kind": "work", "at": at, "agent": "Zoé", "worked": worked, "idle": idle});
    check(
        WORK,
        "",
        "Date;Agent;Temps travaillé (h);Inactif\n02/03/2026 10:00;Zoé;7,5;1 min 30\n02/03/2026 10:00;Zoé;07:30:00;90 s\n",
        &[work(27_000, 90), work(27_000, 90)],
    );
}

#[test]
fn empty_cells_and_dashes_are_not_given() {
    let text = "at;amount;margin;offer;theme\n02/03/2026 10:00;5;-; ;\n";
    let expected = json!({"kind": "purchase", "at": "2026-03-02T09:00:00.000Z", "amount": 5});
    check(PURCHASE, "", text, &[expected]);
}

#[test]
fn a_bad_row_is_named_with_its_line_and_the_rest_is_read() {
    let text = "at;amount;offer\n\
        02/03/2026 10:00;5;new\n\
        hier;5;\n\
        ;5;\n\
        02/03/2026 10:00;;\n\
        02/03/2026 10:00;cinq;\n\
        \n\
        02/03/2026 10:00;5;moins cher\n\
        02/03/2026 10:00;5;new;de trop\n\
        02/03/2026 10:00;\"5;\n\
        02/03/2026 10:00;6\n";
    let rows = read(&wanted(PURCHASE, ""), text).into_iter();
    let told = rows.map(|row| row.map(|events| events.len()));
    let expected = [
        Ok(1),
        Err((3, "bad_time")),
        Err((4, "missing_field")),
        Err((5, "missing_field")),
        Err((6, "wrong_type")),
        Err((8, "bad_value")),
        Err((9, "bad_csv")),
        Err((10, "bad_csv")),
        Ok(1),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

#[test]
fn yes_and_no_are_what_exports_call_so() {
    let answered = |cells: &[&str]| {
        let text = "contact;at;wait;answered\n".to_owned()
            + &cells
                .iter()
                .map(|cell| format!("k;02/03/2026 10:00;5;{cell}\n"))
                .collect::<String>();
        let rows = read(&wanted(Of::Contacts, ""), &text).into_iter();
        let kinds = |events: Vec<Value>| events.iter().any(|event| event["kind"] == "answered");
        rows.map(|row| row.map(kinds).map_err(|(_, code)| code))
            .collect::<Vec<_>>()
    };
    for yes in [
        "oui",
        "OUI",
        "o",
        "true",
        "Vrai",
        "yes",
        "1",
        "x",
        "Répondu",
        "décrochée",
    ] {
        assert_eq!(answered(&[yes]), [Ok(true)], "{yes}");
    }
    for no in [
        "non",
        "N",
        "false",
        "0",
        "Abandonné",
        "perdu",
        "Non répondu",
    ] {
        assert_eq!(answered(&[no]), [Ok(false)], "{no}");
    }
    assert_eq!(answered(&["peut-être"]), [Err("wrong_type")]);
}
