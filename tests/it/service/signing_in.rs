//! Pages are for whoever has a key to read: typed in once, kept by a cookie.

use std::time::{Duration, Instant};

use super::client::Answer;
use super::running::Running;
use crate::harness::Vigie;

fn key(vigie: &Vigie, site: &str, scope: &str) -> String {
    let key = vigie.ok(["key", "create", "--site", site, "--scope", scope]);
    key.trim().to_owned()
}

fn type_in(running: &Running, key: &str, headers: &[(&str, &str)]) -> Answer {
    let form = format!("key={key}&next=%2Fen%2Fsearches%3Fdays%3D7");
    let answer = running
        .client()
        .request("POST", "/en/sign-in", headers, form.as_bytes());
    answer.unwrap()
}

/// The cookie as a browser sends it back.
fn cookie(answer: &Answer) -> String {
    let set = answer.header("set-cookie").unwrap();
    set.split(';').next().unwrap().to_owned()
}

fn with_cookie(running: &Running, method: &str, target: &str, cookie: &str) -> Answer {
    let headers = [("cookie", cookie), ("accept", "text/html")];
    let answer = running.client().request(method, target, &headers, b"");
    answer.unwrap()
}

#[test]
fn a_read_key_opens_the_pages_of_its_site_and_nothing_else_does() {
    let vigie = Vigie::new();
    let read = key(&vigie, "shop", "read");
    let ingest = key(&vigie, "shop", "ingest");
    key(&vigie, "bank", "read");
    let running = Running::start(&vigie.data(), &["--site", "shop"]);

    let sent_away = running.get("/en/searches?days=7");
    assert_eq!(sent_away.status, 303);
    let there = sent_away.header("location").unwrap();
    assert_eq!(there, "/en/sign-in?next=%2Fen%2Fsearches%3Fdays%3D7");
    assert_eq!(running.get(there).status, 200);

    assert_eq!(running.get("/favicon.ico").status, 404);

    let unknown = type_in(&running, "vigie_00", &[]);
    assert_eq!((unknown.status, unknown.header("set-cookie")), (401, None));
    assert!(unknown.text().contains("not known"));
    let wrong = type_in(&running, &ingest, &[]);
    assert_eq!((wrong.status, wrong.header("set-cookie")), (403, None));

    let signed_in = type_in(&running, &read, &[]);
    let onward = signed_in.header("location");
    assert_eq!(
        (signed_in.status, onward),
        (303, Some("/en/searches?days=7"))
    );
    let cookie = cookie(&signed_in);
    let page = with_cookie(&running, "GET", "/en/searches", &cookie);
    assert_eq!(page.status, 200);
    assert!(page.text().contains("shop · "), "{}", page.text());
    let elsewhere = with_cookie(&running, "GET", "/en?site=bank", &cookie);
    assert_eq!(elsewhere.status, 404);
    // A cookie is for pages: the API takes keys.
    assert_eq!(
        with_cookie(&running, "GET", "/api/report", &cookie).status,
        401
    );
}

#[test]
fn the_cookie_is_out_of_reach_of_scripts_and_of_other_sites() {
    let vigie = Vigie::new();
    let read = key(&vigie, "shop", "read");
    let running = Running::start(&vigie.data(), &[]);
    let set = |headers: &[(&str, &str)]| {
        let answer = type_in(&running, &read, headers);
        answer.header("set-cookie").map(str::to_owned)
    };
    let plain = set(&[]).unwrap();
    assert!(plain.contains("; HttpOnly; SameSite=Lax"), "{plain}");
    let behind_tls = set(&[("x-forwarded-proto", "https")]).unwrap();
    assert!(behind_tls.ends_with("; Secure"), "{behind_tls}");
    assert!(!plain.contains(&read[..16]), "{plain}");
    assert_eq!(set(&[("sec-fetch-site", "cross-site")]), None);
}

#[test]
fn signing_out_and_revoking_the_key_end_a_session() {
    let vigie = Vigie::new();
    let read = key(&vigie, "shop", "read");
    let running = Running::start(&vigie.data(), &[]);
    let first = cookie(&type_in(&running, &read, &[]));
    let second = cookie(&type_in(&running, &read, &[]));
    assert_ne!(first, second);
    let status = |cookie: &str| with_cookie(&running, "GET", "/en", cookie).status;
    assert_eq!((status(&first), status(&second)), (200, 200));

    let out = with_cookie(&running, "POST", "/en/sign-out", &first);
    assert_eq!(out.status, 303);
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!((status(&first), status(&second)), (303, 200));

    vigie.ok(["key", "revoke", &read["vigie_".len()..][..8]]);
    let begun = Instant::now();
    while status(&second) != 303 {
        assert!(begun.elapsed() < Duration::from_secs(10));
    }
}

#[test]
fn a_good_key_gets_in_however_many_were_wrong_before_it() {
    let vigie = Vigie::new();
    let read = key(&vigie, "shop", "read");
    let running = Running::start(&vigie.data(), &[]);
    for _ in 0..30 {
        assert_eq!(type_in(&running, "vigie_00", &[]).status, 401);
    }
    assert_eq!(type_in(&running, &read, &[]).status, 303);
}

#[test]
fn a_page_of_another_site_signs_nobody_in_or_out() {
    let vigie = Vigie::new();
    let read = key(&vigie, "shop", "read");
    let running = Running::start(&vigie.data(), &[]);
    let cookie = cookie(&type_in(&running, &read, &[]));
    let out = |headers: &[(&str, &str)]| {
        let headers = [&[("cookie", cookie.as_str())], headers].concat();
        let mut client = running.client();
        let answer = client.request("POST", "/en/sign-out", &headers, b"");
        answer.unwrap()
    };
    // The host that is asked is 127.0.0.1.
    for foreign in [
        &[("sec-fetch-site", "cross-site")][..],
        &[
            ("sec-fetch-site", "same-site"),
            ("origin", "http://127.0.0.1"),
        ],
        &[("origin", "https://evil.example")],
        &[("origin", "http://127.0.0.1.evil.example")],
        &[("origin", "http://127.0.0.1:8081")],
        &[("origin", "null")],
    ] {
        assert_eq!(type_in(&running, &read, foreign).status, 403, "{foreign:?}");
        let refused = out(foreign);
        assert_eq!((refused.status, refused.header("set-cookie")), (403, None));
        let page = with_cookie(&running, "GET", "/en", &cookie);
        assert_eq!(page.status, 200, "{foreign:?}");
    }
    for own in [
        &[
            ("sec-fetch-site", "same-origin"),
            ("origin", "https://proxy.example"),
        ][..],
        &[("origin", "http://127.0.0.1")],
        &[],
    ] {
        assert_eq!(type_in(&running, &read, own).status, 303, "{own:?}");
    }
    assert_eq!(out(&[("origin", "http://127.0.0.1")]).status, 303);
    assert_eq!(with_cookie(&running, "GET", "/en", &cookie).status, 303);
}
