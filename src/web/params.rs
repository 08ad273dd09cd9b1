//! What the address asks: each parameter once, readable, and none that nobody knows. A figure
//! of another period than was meant, because of a letter, would look like any other figure.

use axum::extract::{FromRequestParts, Query};
use axum::http::Uri;
use axum::http::request::Parts;
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::error::Error;

/// What a request asks beside whose it is: `key` and `site` are read at the door.
pub(super) struct Params<T>(pub(super) T);

/// A day of the address.
pub(super) fn day(name: &str, text: Option<&str>) -> Result<Option<Date>, Error> {
    let parsed = text.map(str::parse).transpose();
    parsed.map_err(|_| {
        let message = format!("`{name}` must be a day, as 2026-03-31");
        Error::bad_request("bad_value", message)
    })
}

/// Of routes that ask nothing.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Params<T>, Error> {
        let rest: Vec<&str> = each(&parts.uri)?
            .into_iter()
            .filter(|param| !matches!(param.name.as_str(), "key" | "site"))
            .map(|param| param.written)
            .collect();
        let rest: Result<Uri, _> = format!("/?{}", rest.join("&")).parse();
        let rest = rest.map_err(|_| unreadable())?;
        match Query::try_from_uri(&rest) {
            Ok(Query(params)) => Ok(Params(params)),
            Err(error) => {
                let said = error.body_text();
                let said = said.trim_start_matches("Failed to deserialize query string: ");
                Err(Error::bad_request("bad_value", said.to_owned()))
            }
        }
    }
}

/// A parameter of an address.
pub(super) struct Param<'u> {
    pub(super) name: String,
    pub(super) value: String,
    /// Both, as they stand there.
    written: &'u str,
}

/// Every parameter of an address.
pub(super) fn each(uri: &Uri) -> Result<Vec<Param<'_>>, Error> {
    let mut params: Vec<Param<'_>> = Vec::new();
    let written = uri.query().unwrap_or_default().split('&');
    for written in written.filter(|written| !written.is_empty()) {
        let (name, value) = written.split_once('=').unwrap_or((written, ""));
        let (Some(name), Some(value)) = (decoded(name), decoded(value)) else {
            return Err(unreadable());
        };
        if params.iter().any(|param| param.name == name) {
            let message = format!("`{name}` is in the address twice");
            return Err(Error::bad_request("bad_value", message));
        }
        params.push(Param {
            name,
            value,
            written,
        });
    }
    Ok(params)
}

fn unreadable() -> Error {
    Error::bad_request(
        "bad_value",
        "the address cannot be read: after `%` there must be two digits of UTF-8",
    )
}

/// A text as `application/x-www-form-urlencoded` writes it; none where it cannot be.
fn decoded(written: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        bytes.push(match first {
            b'+' => b' ',
            b'%' => {
                let (digits, after) = rest.split_at_checked(2)?;
                rest = after;
                let [high, low] = [digits[0], digits[1]].map(|digit| (digit as char).to_digit(16));
                u8::try_from(high? * 16 + low?).ok()?
            }
            byte => *byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn read(query: &str) -> Option<Vec<(String, String)>> {
        let uri: Uri = format!("/?{query}").parse().unwrap();
        let params = each(&uri).ok()?.into_iter();
        Some(params.map(|param| (param.name, param.value)).collect())
    }

    fn owned(pairs: &[(&str, &str)]) -> Option<Vec<(String, String)>> {
        let pairs = pairs.iter();
        Some(
            pairs
                .map(|(name, value)| (name.to_string(), value.to_string()))
                .collect(),
        )
    }

    #[test]
    fn parameters_are_read_as_forms_write_them() {
        assert_eq!(
            read("q=mon+rib%20%C3%A9&lang=fr"),
            owned(&[("q", "mon rib é"), ("lang", "fr")])
        );
        assert_eq!(read("&q=a=b&&x"), owned(&[("q", "a=b"), ("x", "")]));
        assert_eq!(
            read("q=%F0%9F%98%80%E2%80%AE"),
            owned(&[("q", "😀\u{202e}")])
        );
        assert_eq!(read(""), owned(&[]));
    }

    #[test]
    fn what_cannot_be_read_or_stands_there_twice_is_refused() {
        for query in [
            "q=%",
            "q=%4",
            "q=%zz",
            "q=%+1",
            "q=%ff",
            "q=%C3",
            "%ff=1",
            "q=%ED%A0%80",
        ] {
            assert_eq!(read(query), None, "{query}");
        }
        for query in ["q=a&q=b", "q=a&q=a", "q=a&%71=b", "key=a&site=b&key=a"] {
            assert_eq!(read(query), None, "{query}");
        }
    }

    /// What a handler gets, on a thread of its own: nothing here waits.
    fn asked<T: DeserializeOwned>(query: &str) -> Result<T, String> {
        let uri = format!("/?{query}");
        let (mut parts, ()) = axum::http::Request::get(uri).body(()).unwrap().into_parts();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        let params = runtime.block_on(Params::<T>::from_request_parts(&mut parts, &()));
        params
            .map(|Params(asked)| asked)
            .map_err(|error| format!("{error:?}"))
    }

    #[test]
    fn what_nobody_knows_is_refused_by_name_and_the_doors_own_are_not() {
        asked::<Nothing>("key=a&s%69te=b").unwrap();
        let error = asked::<Nothing>("key=a&form=2026-03-01").unwrap_err();
        assert!(error.contains("form"), "{error}");
    }

    proptest! {
        #[test]
        fn any_text_comes_back_as_it_was_encoded(text in any::<String>()) {
            let encoded: String = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
            prop_assert_eq!(decoded(&encoded), Some(text));
        }

        #[test]
        fn any_address_is_refused_or_read_as_others_read_it(query in "[a-cF=&%+0-9é]{0,20}") {
            let uri: Uri = format!("/?{query}").parse().unwrap();
            if let Some(ours) = read(&query) {
                let Query(theirs) = Query::<Vec<(String, String)>>::try_from_uri(&uri).unwrap();
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
