//! The one place where what went wrong becomes a status, a code and a message.

use std::borrow::Cow;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::reports::report as reports;
use crate::service::ingest;
use crate::service::parcel::Unreadable;
use crate::service::{Refused, Unavailable, chain};
use crate::site;

/// Why a request was not done. Codes never change; messages may.
#[derive(Debug)]
pub(super) struct Error {
    status: StatusCode,
    code: &'static str,
    message: Cow<'static, str>,
}

/// What an answer says went wrong, for pages to say it in words.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) code: &'static str,
    pub(super) message: Cow<'static, str>,
}

/// How every error looks.
#[derive(Serialize)]
struct Body<'e> {
    code: &'static str,
    message: &'e str,
}

/// Seconds after which to come back.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

impl Error {
    pub(super) fn new(
        status: StatusCode,
        code: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Error {
        Error {
            status,
            code,
            message: message.into(),
        }
    }

    pub(super) fn bad_request(code: &'static str, message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(StatusCode::BAD_REQUEST, code, message)
    }

    pub(super) fn not_found(message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(StatusCode::NOT_FOUND, "not_found", message)
    }

    /// A name that no KPI has, or none that can be used.
    pub(super) fn no_kpi(message: String) -> Error {
        Error::new(StatusCode::NOT_FOUND, "no_kpi", message)
    }

    pub(super) fn nothing_here() -> Error {
        Error::not_found("there is nothing at this address")
    }

    pub(super) fn method() -> Error {
        let message = "this address does not take that method";
        Error::new(StatusCode::METHOD_NOT_ALLOWED, "method", message)
    }

    pub(super) fn busy() -> Error {
        Refused::Busy.into()
    }

    /// What went wrong inside is logged, and stays inside.
    pub(super) fn internal(error: &dyn std::error::Error) -> Error {
        tracing::error!(error = %chain(error), "a request failed");
        Error::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "something went wrong here; the log says what",
        )
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let body = Body {
            code: self.code,
            message: &self.message,
        };
        let mut response = (self.status, Json(body)).into_response();
        let (code, message) = (self.code, self.message);
        response.extensions_mut().insert(Said { code, message });
        let headers = response.headers_mut();
        match self.status {
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::INSUFFICIENT_STORAGE => {
                headers.insert(header::RETRY_AFTER, RETRY_AFTER);
            }
            StatusCode::UNAUTHORIZED => {
                let bearer = HeaderValue::from_static("Bearer");
                headers.insert(header::WWW_AUTHENTICATE, bearer);
            }
            _ => {}
        }
        response
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        Error::internal(&error)
    }
}

impl From<reports::Error> for Error {
    fn from(error: reports::Error) -> Error {
        Error::internal(&error)
    }
}

impl From<site::Error> for Error {
    fn from(error: site::Error) -> Error {
        match error {
            site::Error::Period { .. } => Error::bad_request("bad_value", error.to_string()),
            other => Error::internal(&other),
        }
    }
}

impl From<ingest::Error> for Error {
    fn from(error: ingest::Error) -> Error {
        let message = error.to_string();
        match error {
            ingest::Error::Unreadable(Unreadable::TooMany) => {
                Error::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message)
            }
            ingest::Error::Unreadable(_) => Error::bad_request("unreadable_body", message),
            other => Error::internal(&other),
        }
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        let (status, code) = match refused {
            Refused::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
            Refused::NoRoom => (StatusCode::INSUFFICIENT_STORAGE, "no_room"),
            Refused::Failed => (StatusCode::SERVICE_UNAVAILABLE, "not_written"),
        };
        Error::new(status, code, refused.to_string())
    }
}

impl From<Unavailable> for Error {
    fn from(unavailable: Unavailable) -> Error {
        match unavailable {
            Unavailable::Unknown => Error::not_found("there is no such site"),
            Unavailable::Busy => Error::busy(),
            Unavailable::Damaged => Error::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "site_unavailable",
                "this site cannot be opened; the log of the service says why",
            ),
        }
    }
}
