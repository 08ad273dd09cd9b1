//! `vigie kpi versions`: the definitions that a KPI had in this site.

use serde_json::json;

use crate::cli::Global;
use crate::cli::output::{print, print_json};
use crate::figures;
use crate::kpi::Kpi;
use crate::kpi::edition::{EditionError, Name};
use crate::period::rfc3339;
use crate::reports::terminal;
use crate::site::Site;

pub(super) fn name_all(global: &Global, name: &str) -> anyhow::Result<()> {
    global.read(|site| {
        let versions = figures::editions(&site.content, name)?;
        anyhow::ensure!(
            !versions.is_empty(),
            "this site has known no KPI `{name}`; `vigie kpi list` names those of now"
        );
        let now = site.catalogue.find(name).map(Kpi::digest);
        if global.json {
            let versions = versions.iter().map(|(version, at)| {
                json!({"version": version, "since": rfc3339(*at), "now": now.as_ref() == Some(version)})
            });
            let versions: Vec<_> = versions.collect();
            return print_json(&json!({"kpi": name, "versions": versions}));
        }
        print(&terminal::versions(&versions, now.as_deref(), &site.settings.zone()?))
    })
}

/// A KPI as it was defined under a version, or under the only one that begins so.
pub(super) fn of(site: &Site, name: &str, version: &str) -> anyhow::Result<Kpi> {
    let known = figures::editions(&site.content, name)?;
    let mut fitting = known.iter().filter(|(known, _)| known.starts_with(version));
    let unknown = || EditionError::Unknown {
        kpi: name.to_owned(),
        version: version.to_owned(),
    };
    let (version, _) = fitting.next().ok_or_else(unknown)?;
    if fitting.next().is_some() {
        anyhow::bail!("several versions of `{name}` begin with `{version}`; write more of it");
    }
    let find = |name: &Name| figures::edition(&site.content, name).ok().flatten();
    let edition = find(&(name.to_owned(), version.clone())).ok_or_else(unknown)?;
    Ok(edition.kpi(&find)?)
}
