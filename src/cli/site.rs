//! `vigie site`: sites and their settings.

use anyhow::Context;
use clap::Subcommand;
use serde_json::json;

use super::Global;
use super::output::print;
use crate::period::Zone;
use crate::reports::terminal;
use crate::site::Settings;
use crate::text::language::Lang;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Name all sites
    List,
    /// Show a site's settings
    Show { name: String },
    /// Change a site's settings
    Set {
        name: String,
        /// The zone in which days begin and end, as Europe/Paris [default: UTC]
        #[arg(long)]
        zone: Option<String>,
        /// The language of texts that name none: fr or en [default: fr]
        #[arg(long)]
        lang: Option<String>,
    },
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        match self.command {
            Command::List => list(global),
            Command::Show { name } => show(global, &global.open()?.site(&name)?.settings),
            Command::Set { name, zone, lang } => {
                let data = global.open_or_new()?;
                let is_new = !data.sites().contains(&name);
                let mut site = data.site_or_new(&name)?;
                if is_new {
                    eprintln!("there was no site `{name}`: it is made now, and empty");
                }
                let settings = changed(&site.settings, zone, lang)?;
                site.set(settings)?;
                show(global, &site.settings)
            }
        }
    }
}

fn list(global: &Global) -> anyhow::Result<()> {
    let names = global.find()?.map_or_else(Vec::new, |data| data.sites());
    if global.json {
        return print(&json!({"sites": names}).to_string());
    }
    if names.is_empty() {
        return print(terminal::no_site());
    }
    print(&names.join("\n"))
}

fn changed(
    settings: &Settings,
    zone: Option<String>,
    lang: Option<String>,
) -> anyhow::Result<Settings> {
    let mut settings = settings.clone();
    if let Some(zone) = zone {
        Zone::named(&zone)
            .with_context(|| format!("`{zone}` is not a time zone; give one as Europe/Paris"))?;
        settings.zone = zone;
    }
    if let Some(lang) = lang {
        settings.lang = Lang::parse(&lang).with_context(|| format!("`{lang}` is not fr or en"))?;
    }
    Ok(settings)
}

fn show(global: &Global, settings: &Settings) -> anyhow::Result<()> {
    let (zone, lang) = (&settings.zone, settings.lang.as_str());
    if global.json {
        return print(&json!({"zone": zone, "lang": lang}).to_string());
    }
    print(&format!("zone  {zone}\nlang  {lang}"))
}
