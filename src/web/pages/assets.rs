//! The style sheet and the script of the pages, at addresses that change with their content.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::super::error::Error;
use crate::hex::hex;

/// A file that pages ask for.
pub(super) struct Asset {
    name: &'static str,
    kind: &'static str,
    text: &'static str,
    version: LazyLock<String>,
}

pub(super) static STYLE: Asset = Asset {
    name: "style.css",
    kind: "text/css; charset=utf-8",
    text: include_str!("style.css"),
    version: LazyLock::new(|| version(include_str!("style.css"))),
};

pub(super) static SCRIPT: Asset = Asset {
    name: "live.js",
    kind: "text/javascript; charset=utf-8",
    text: include_str!("live.js"),
    version: LazyLock::new(|| version(include_str!("live.js"))),
};

pub(super) static ICON: Asset = Asset {
    name: "icon.svg",
    kind: "image/svg+xml",
    text: include_str!("icon.svg"),
    version: LazyLock::new(|| version(include_str!("icon.svg"))),
};

fn version(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes())[..6])
}

impl Asset {
    pub(super) fn address(&self) -> String {
        format!("/assets/{}/{}", *self.version, self.name)
    }
}

pub(in super::super) async fn get(
    Path((asked, name)): Path<(String, String)>,
) -> Result<Response, Error> {
    let known = [&STYLE, &SCRIPT, &ICON];
    let asset = known
        .into_iter()
        .find(|asset| asset.name == name)
        .ok_or_else(Error::nothing_here)?;
    // Under another version it is an old page that asks: it gets the file, and does not keep it.
    let keep = match asked == *asset.version {
        true => "public, max-age=31536000, immutable",
        false => "no-store",
    };
    let headers = [
        (header::CONTENT_TYPE, asset.kind),
        (header::CACHE_CONTROL, keep),
    ];
    Ok((headers, asset.text).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::palette;

    #[test]
    fn every_colour_of_the_charts_has_another_in_the_dark() {
        let dark = STYLE.text.split("prefers-color-scheme: dark").nth(1);
        for colour in palette::ALL {
            let rule = format!("[fill=\"{}\" i]", colour.0);
            assert!(dark.is_some_and(|dark| dark.contains(&rule)), "{rule}");
        }
    }
}
