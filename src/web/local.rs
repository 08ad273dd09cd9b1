//! Without keys, only whoever sits at this machine is answered: by a name of this
//! machine, and not on behalf of another site's page that is open in their browser.

use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};

use super::error::Error;

/// Whether a request comes from this machine, as far as browsers tell; they let no page
/// change these headers. What is no browser can send what it likes, and needs no page to.
pub(super) fn check(method: &Method, uri: &Uri, headers: &HeaderMap) -> Result<(), Error> {
    // Of two hosts, others on the way may have looked at the other one.
    let is_one = headers.get_all(header::HOST).iter().count() == 1;
    let host = text(headers, &header::HOST).filter(|_| is_one);
    if !host.is_some_and(|host| is_this_machine(name(host))) {
        return Err(Error::new(
            StatusCode::FORBIDDEN,
            "host",
            "under --open only localhost, 127.0.0.1 and [::1] are answered",
        ));
    }
    if is_foreign(headers) && !is_link(method, uri, headers) {
        return Err(Error::new(
            StatusCode::FORBIDDEN,
            "origin",
            "under --open pages of other sites are not answered; \
             serve with keys (`vigie key create`) for those",
        ));
    }
    Ok(())
}

/// Whether a page of another site asks. Not all requests say which page, but then browsers
/// say how far away it is.
fn is_foreign(headers: &HeaderMap) -> bool {
    match headers.contains_key(header::ORIGIN) {
        true => {
            let origin = text(headers, &header::ORIGIN);
            !origin.is_some_and(|origin| is_this_machine(name_of_origin(origin)))
        }
        false => text(headers, &SITE) == Some("cross-site"),
    }
}

/// Whether somebody follows a link to a page, of which the site with the link learns nothing.
/// The API has no pages, and some of it writes on GET.
fn is_link(method: &Method, uri: &Uri, headers: &HeaderMap) -> bool {
    method == Method::GET
        && text(headers, &MODE) == Some("navigate")
        && !uri.path().starts_with("/api/")
}

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// A host without its port.
fn name(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    }
}

/// The host of an origin; empty where it has none, as `null`.
fn name_of_origin(origin: &str) -> &str {
    let host = origin.split_once("://");
    host.map_or("", |(_, host)| name(host))
}

fn is_this_machine(name: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|ours| name.eq_ignore_ascii_case(ours))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn answered(request: &str, headers: &[(&str, &str)]) -> bool {
        let (method, path) = request.split_once(' ').unwrap();
        let given = headers.iter().map(|(name, value)| {
            let name: HeaderName = name.parse().unwrap();
            (name, value.parse().unwrap())
        });
        let mut headers: HeaderMap = given.collect();
        headers
            .entry(header::HOST)
            .or_insert("localhost:8080".parse().unwrap());
        check(&method.parse().unwrap(), &path.parse().unwrap(), &headers).is_ok()
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in [
            "localhost",
            "LOCALHOST:1",
            "127.0.0.1:8080",
            "[::1]",
            "[::1]:80",
        ] {
            assert!(answered("GET /", &[("host", host)]), "{host}");
        }
        for host in [
            "",
            ":80",
            "evil.example",
            "localhost.evil.example",
            "localhost.",
            "127.0.0.1.nip.io",
            "evil.example:localhost",
            "localhost@evil.example",
            "::1",
            "0.0.0.0",
            "127.0.0.1:80:80",
        ] {
            assert!(!answered("GET /", &[("host", host)]), "{host}");
        }
    }

    #[test]
    fn a_page_of_another_site_writes_nothing_and_asks_nothing() {
        for origin in [
            "https://evil.example",
            "null",
            "",
            "http://localhost.evil.example",
            "http://evil.example:80",
            "localhost",
            "http://localhost@evil.example",
            "http://127.0.0.1.nip.io",
            "file://",
        ] {
            for site in ["cross-site", "same-origin"] {
                let headers = [("origin", origin), ("sec-fetch-site", site)];
                assert!(!answered("POST /api/events", &headers), "{origin}");
            }
        }
        for (request, mode) in [
            ("POST /api/events", "no-cors"),
            ("GET /api/search?q=a", "no-cors"),
            ("GET /api/search?q=a", "navigate"),
            ("GET /", "no-cors"),
            ("POST /", "navigate"),
            ("OPTIONS /api/events", "cors"),
        ] {
            let headers = [("sec-fetch-site", "cross-site"), ("sec-fetch-mode", mode)];
            assert!(!answered(request, &headers), "{request} {mode}");
        }
    }

    #[test]
    fn ones_own_pages_links_and_programs_are_answered() {
        let ours = [
            ("origin", "http://localhost:3000"),
            ("sec-fetch-site", "same-site"),
        ];
        assert!(answered("POST /api/events", &ours));
        let other_name = [
            ("origin", "http://127.0.0.1:3000"),
            ("sec-fetch-site", "cross-site"),
        ];
        assert!(answered("POST /api/events", &other_name));
        assert!(answered(
            "GET /",
            &[
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-mode", "navigate")
            ]
        ));
        assert!(answered(
            "GET /api/report",
            &[("sec-fetch-site", "none"), ("sec-fetch-mode", "navigate")]
        ));
        assert!(answered("POST /api/events", &[]));
    }

    proptest! {
        #[test]
        fn a_name_that_is_answered_is_one_of_three(host in "(\\[?::1\\]?|localhost|127\\.0\\.0\\.1)?[a-z.:@/\\[\\]0-9]{0,12}") {
            let name = host.trim_end_matches(|digit: char| digit.is_ascii_digit());
            let name = name.strip_suffix(':').unwrap_or(&host);
            let is_ours = ["localhost", "127.0.0.1", "[::1]"].contains(&name);
            prop_assert_eq!(answered("GET /", &[("host", &host)]), is_ours);
        }
    }
}
