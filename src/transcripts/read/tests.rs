#![allow(clippy::unwrap_used)]
use super::{Format, Problem, read};
use crate::text::Lang;
use crate::transcripts::{Conversation, Speaker};
use Speaker::{Agent, Bot, Customer, Other};

type Read = (Vec<Conversation>, Vec<Problem>);

fn all(file: &str, format: Option<Format>, bytes: impl AsRef<[u8]>) -> Read {
    let (mut conversations, mut problems) = Read::default();
    read(bytes.as_ref(), file, format, &mut |read| match read {
        Ok(conversation) => conversations.push(conversation),
        Err(problem) => problems.push(problem),
    })
    .unwrap();
    (conversations, problems)
}

type Turns<'a> = &'a [(Speaker, &'a str)];

/// The turns of each conversation, when the file has no problem.
#[track_caller]
fn check(file: &str, bytes: impl AsRef<[u8]>, expected: &[Turns<'_>]) {
    let (conversations, problems) = all(file, None, bytes);
    assert_eq!(problems, []);
    let turns: Vec<Vec<_>> = conversations
        .iter()
        .map(|c| {
            c.turns
                .iter()
                .map(|turn| (turn.speaker, turn.text.as_str()))
                .collect()
        })
        .collect();
    assert_eq!(turns, expected);
}

/// The problems of a file, and the ids of what is read all the same.
#[track_caller]
fn check_problems(file: &str, text: &str, expected: &[(u64, &str)], ids: &[&str]) {
    let (conversations, problems) = all(file, None, text);
    let found: Vec<_> = problems.iter().map(|p| (p.line, p.code)).collect();
    assert_eq!(found, expected, "{problems:?}");
    assert!(problems.iter().all(|problem| problem.file == file));
    let found: Vec<_> = conversations.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(found, ids);
}

const TALK: Turns<'_> = &[(Customer, "Bonjour"), (Agent, "Bonjour, madame")];

#[test]
fn json_turns_are_objects_or_pairs() {
    let objects = r#"{"id":"a","turns":[{"speaker":"client","text":"Bonjour"},
        {"role":"agent","content":"Bonjour, madame"}]}"#;
    let one_line = objects.replace('\n', " ");
    check("a.jsonl", &one_line, &[TALK]);
    let pairs = r#"{"id":1,"turns":[["U","Bonjour"],["Conseillère","Bonjour, madame"]]}"#;
    check("a.jsonl", format!("{pairs}\n\n{one_line}"), &[TALK, TALK]);
    check(
        "a.json",
        format!("\n[{pairs},\n{objects}]\n"),
        &[TALK, TALK],
    );
}

#[test]
fn json_fields_are_kept_whatever_their_type() {
    let line = r#"{"conversation":7,"lang":"en-GB","contact":12,"client":"c","customer":"p",
        "channel":"chat","theme":"billing","turns":[["U","Hi",1772442904120],
        {"speaker":"S","text":"Hello","at":"2026-03-02T09:15:09Z"},["action","opened"]]}"#;
    let (mut conversations, _) = all("-", None, line.replace('\n', " "));
    let read = conversations.remove(0);
    assert_eq!((read.id.as_str(), read.lang), ("7", Some(Lang::En)));
    assert_eq!(
        (read.contact.as_deref(), read.client.as_deref()),
        (Some("12"), Some("c"))
    );
    assert_eq!(
        (read.customer.as_deref(), read.theme.as_deref()),
        (Some("p"), Some("billing"))
    );
    assert_eq!(
        (read.channel.as_deref(), read.at),
        (Some("chat"), Some(1_772_442_904_120))
    );
    let turns: Vec<_> = read
        .turns
        .iter()
        .map(|turn| (turn.speaker, turn.at))
        .collect();
    let second = Some(1_772_442_909_000);
    assert_eq!(
        turns,
        [
            (Customer, Some(1_772_442_904_120)),
            (Bot, second),
            (Other, None)
        ]
    );
}

#[test]
fn a_broken_record_is_named_and_the_rest_is_read() {
    let file = concat!(
        "{\"id\":\"a\",\"turns\":[[\"U\",\"x\"],[\"U\"]]}\n",
        "{\"id\":\n",
        "[]\n",
        "{\"id\":\"b\",\"turns\":[[\"U\",\" \"]]}\n",
        "{\"id\":\"c\"}\n",
        "{\"id\":\"d\",\"turns\":[[\"U\",\"x\"]]}",
    );
    let problems = [
        (1, "bad_turn"),
        (2, "bad_json"),
        (3, "not_an_object"),
        (4, "no_turns"),
        (5, "missing_field"),
    ];
    check_problems("a.jsonl", file, &problems, &["a", "d"]);
}

#[test]
fn rows_of_one_conversation_may_stand_apart_and_out_of_order() {
    let file = "conversation_id,turn,speaker,text\n\
        a,2,agent,\"Bonjour, madame\"\nb,1,client,Bonjour\na,1,client,Bonjour\n\
        b,2,agent,\"Bonjour, madame\"\n";
    check("a.csv", file, &[TALK, TALK]);
    let by_time = "Conversation;Locuteur;Texte;Date\n\
        a;Conseiller;Bonjour, madame;02/03/2026 09:16\na;Client;Bonjour;02/03/2026 09:15\n";
    check("a.csv", by_time, &[TALK]);
}

#[test]
fn exports_of_spreadsheets_are_read() {
    let file = "\u{feff}Conversation ID;R\u{f4}le;Message\r\n1;Client;\"pay\u{e9} 5 \u{20ac}\r\nmerci\"\r\n";
    let turn: Turns<'_> = &[(Customer, "payé 5 €\r\nmerci")];
    check("a.csv", file.replace("Rôle", "Role"), &[turn]);
    let old = b"conversation_id;speaker;text\n1;Client;pay\xe9 5 \x80\r\n";
    check("a.csv", old, &[&[(Customer, "payé 5 €")]]);
    check(
        "a.tsv",
        "id\tfrom\ttext\n1\tu\thi, you\n",
        &[&[(Customer, "hi, you")]],
    );
}

#[test]
fn a_conversation_id_goes_before_the_id_of_the_row() {
    let file = "id,conversation_id,speaker,text,canal\n1,c,client,x,web\n2,c,bot,y,web\n";
    let (conversations, _) = all("a.csv", None, file);
    assert_eq!(conversations.len(), 1);
    assert_eq!(
        (
            conversations[0].id.as_str(),
            conversations[0].channel.as_deref()
        ),
        ("c", Some("web"))
    );
}

#[test]
fn rows_that_say_nothing_are_named() {
    let file = "conversation_id,speaker,text\n,client,x\na,client\nb,client,x\n";
    check_problems(
        "a.csv",
        file,
        &[(2, "missing_field"), (3, "missing_field")],
        &["b"],
    );
    check_problems("a.csv", "a,b\n1,2\n", &[(1, "missing_column")], &[]);
    check_problems("a.csv", "", &[], &[]);
}

#[test]
fn a_quote_that_is_never_closed_costs_one_row() {
    let file =
        "sep=;\n\nid;speaker;text\na;client;x\nb;client;\"y\nc;client;\"z\n2\"\nd;client;5\" x\n";
    // Quotes close in pairs: the one of `b` is closed by that of `c`.
    check_problems(
        "a.csv",
        &file.replace("\"z\n2\"", "z"),
        &[(5, "bad_csv")],
        &["a", "c", "d"],
    );
    check(
        "a.csv",
        "id,speaker,text\na,client,\"x",
        &[&[(Customer, "x")]],
    );
}

#[test]
fn lines_without_a_label_go_on_with_the_turn() {
    let file = "Client : Bonjour\nmon code : 12\n\u{a0}\nConseill\u{e8}re\u{a0}: oui\n";
    check(
        "a.txt",
        file,
        &[&[(Customer, "Bonjour\nmon code : 12"), (Agent, "oui")]],
    );
    check(
        "a.txt",
        "Appel du 2 mars\nClient : oui",
        &[&[(Other, "Appel du 2 mars"), (Customer, "oui")]],
    );
}

#[test]
fn text_is_cut_at_rules_headings_or_blank_lines() {
    let talk = "Client : Bonjour\nAgent: Bonjour, madame\n";
    check(
        "a.txt",
        format!("{talk}---\n{talk}\n=====\n"),
        &[TALK, TALK],
    );
    check("a.txt", format!("{talk}\n{talk}\n\n"), &[TALK, TALK]);
    let spaced = talk.replace('\n', "\n\n");
    check("a.txt", &spaced, &[TALK]);
    check("a.txt", format!("{spaced}\n{spaced}"), &[TALK, TALK]);
    check_problems(
        "a.txt",
        &format!("# a\n{talk}\n## b 2\n{spaced}"),
        &[],
        &["a", "b 2"],
    );
}

#[test]
fn text_in_which_nobody_speaks_is_a_problem() {
    check_problems(
        "a.txt",
        "\nOnce upon a time\nthere was",
        &[(2, "no_speaker")],
        &[],
    );
}

#[test]
fn voices_of_webvtt_are_speakers_and_cues_of_one_voice_are_one_turn() {
    let file = "\u{feff}WEBVTT - call\nKind: captions\n\nNOTE Client: no\n\nSTYLE\n::cue {}\n\n\
        1\n00:01.000 --> 00:02.000 align:start\n<v.loud Client>Bon</v>\n\n\
        00:00:02.000 --> 00:00:03.000\n<v Client>jour <i>&amp;</i> merci</v>\n\n\
        00:00:03.000 --> 00:00:04.000\n<v Agent>oui<v Marie>non &lt;3\n";
    check(
        "a.vtt",
        file,
        &[&[
            (Customer, "Bon jour & merci"),
            (Agent, "oui"),
            (Other, "non <3"),
        ]],
    );
}

#[test]
fn subtitles_without_voices_have_labels() {
    let file = "1\r\n00:00:01,000 --> 00:00:02,000\r\nClient: Bonjour\r\n\r\n\
        2\r\n00:00:02,000 --> 00:00:03,500\r\nà vous\r\n- Agent : oui\r\n\r\n";
    check(
        "a.srt",
        file,
        &[&[(Customer, "Bonjour à vous"), (Agent, "oui")]],
    );
    check(
        "-",
        file,
        &[&[(Customer, "Bonjour à vous"), (Agent, "oui")]],
    );
}

#[test]
fn a_broken_cue_is_named_and_the_rest_is_read() {
    let file = "WEBVTT\n\n00:01.000 -> 00:02.000\nx\n\n1\nsoon --> later\ny\n\n\
        00:03.000 --> 00:04.000\nClient: z\n";
    let (conversations, problems) = all("a.vtt", None, file);
    let lines: Vec<_> = problems.iter().map(|p| (p.line, p.code)).collect();
    assert_eq!(lines, [(3, "bad_cue"), (6, "bad_cue")]);
    assert_eq!(conversations[0].turns[0].text, "z");
    check_problems("b.vtt", "WEBVTT\n", &[(1, "no_turns")], &[]);
}

#[test]
fn ids_that_are_not_given_come_from_the_content() {
    let ids = |file: &str| {
        let (conversations, _) = all("a.txt", None, file);
        conversations.into_iter().map(|c| c.id).collect::<Vec<_>>()
    };
    let (one, two) = ("Client : a\nAgent : b\n", "Client : c\nAgent : d\n");
    let [first, again, other] = &ids(&format!("{one}\n{one}\n{two}"))[..] else {
        panic!("three conversations")
    };
    assert!(first != again && first != other && again != other);
    assert_eq!(
        ids(&format!("{two}---\n{one}---\n{one}")),
        [other.clone(), first.clone(), again.clone()]
    );
}

#[test]
fn the_language_is_told_once_on_reading() {
    let (conversations, _) = all("a.txt", None, "Client : Je ne peux pas payer ma facture");
    assert_eq!(conversations[0].lang, Some(Lang::Fr));
}

#[test]
fn what_is_read_comes_in_the_order_of_the_file() {
    let line = |n: usize| match n % 5 {
        0 => "{".to_owned(),
        _ => format!("{{\"id\":\"{n}\",\"turns\":[[\"U\",\"oui\"]]}}"),
    };
    // More records than are worked on at once.
    let lines: Vec<String> = (1..=3_000).map(line).collect();
    let mut seen = Vec::new();
    let mut each = |read: Result<Conversation, Problem>| match read {
        Ok(conversation) => seen.push(conversation.id),
        Err(problem) => seen.push(problem.line.to_string()),
    };
    read(lines.join("\n").as_bytes(), "a.jsonl", None, &mut each).unwrap();
    let expected: Vec<String> = (1..=3_000).map(|n: usize| n.to_string()).collect();
    assert_eq!(seen, expected);
}

#[test]
fn any_bytes_are_read_without_a_panic() {
    const PARTS: [&str; 24] = [
        "{\"id\":1,",
        "\"turns\":[",
        "[\"U\",\"é\"]",
        "]}",
        "\n",
        "\r\n",
        "Client : ",
        "[09:15]",
        "---",
        "# a",
        "WEBVTT",
        "00:01.000 --> 00:02.000",
        "<v Agent>",
        "</v>",
        "&amp;",
        "conversation_id;turn;text",
        ";",
        "\"",
        "1",
        "\u{feff}",
        "\u{a0}: ",
        "<",
        ">",
        "：",
    ];
    const FORMATS: [Option<Format>; 6] = [
        None,
        Some(Format::Jsonl),
        Some(Format::Csv),
        Some(Format::Text),
        Some(Format::Vtt),
        Some(Format::Srt),
    ];
    arbtest::arbtest(|u| {
        let format = *u.choose(&FORMATS)?;
        let mut file = Vec::new();
        while !u.is_empty() {
            match u.ratio(4, 5)? {
                true => file.extend_from_slice(u.choose(&PARTS)?.as_bytes()),
                false => file.push(u.arbitrary()?),
            }
        }
        all("-", format, file);
        Ok(())
    });
}
