//! `vigie site`: sites and their settings.

use anyhow::Context;
use clap::{Subcommand, ValueEnum};
use jiff::civil::Date;
use serde_json::json;

use super::Global;
use super::output::print;
use crate::kpi::{Catalogue, Choices};
use crate::period::Zone;
use crate::period::hours::{self, Hours};
use crate::reports::terminal;
use crate::site::{Settings, names};
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
        #[command(flatten)]
        changes: Box<Changes>,
    },
}

#[derive(Debug, clap::Args)]
struct Changes {
    /// The zone in which days begin and end, as Europe/Paris [default: UTC]
    #[arg(long)]
    zone: Option<String>,
    /// The language of texts that name none: fr or en [default: fr]
    #[arg(long)]
    lang: Option<String>,
    /// Keep the customers that events over HTTP name, as keyed hashes: call backs and
    /// durable resolution need them [default: off]
    #[arg(long, value_name = "SWITCH")]
    customer_path: Option<Switch>,
    /// When somebody is at work, as "mon-fri 09:00-12:00,14:00-18:00; sat 09:00-12:00"
    /// [default: mon-fri 09:00-18:00]
    #[arg(long)]
    hours: Option<Hours>,
    /// Days on which nobody is, as 2026-12-25,2027-01-01; "" for none [default: none]
    #[arg(long, value_name = "DAYS")]
    closed: Option<String>,
    /// Names to be found in public comments, as "Orange, SFR"; "" for none [default: none]
    #[arg(long, value_name = "NAMES")]
    competitors: Option<String>,
    /// The value that a KPI is to reach here, as transfer_from_selfcare=0.2, or 20% of a share;
    /// with nothing behind the sign, that of its file again
    #[arg(long, value_name = "KPI=NUMBER")]
    target: Vec<String>,
    /// A KPI's parameter here, as service_level.within=60; with nothing behind the sign,
    /// that of its file again
    #[arg(long, value_name = "KPI.PARAMETER=NUMBER")]
    param: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Switch {
    On,
    Off,
}

impl Arguments {
    pub(super) fn run(self, global: &Global) -> anyhow::Result<()> {
        match self.command {
            Command::List => list(global),
            Command::Show { name } => show(global, &global.open()?.site(&name)?.settings),
            Command::Set { name, changes } => {
                let data = global.open_or_new()?;
                let is_new = !data.sites().contains(&name);
                let mut site = data.site_or_new(&name)?;
                if is_new {
                    eprintln!("there was no site `{name}`: it is made now, and empty");
                }
                let settings = changes.to(&site.settings, &site.catalogue)?;
                let moves_days = settings.zone != site.settings.zone;
                site.set(settings)?;
                if moves_days && site.events.watermark()? > 0 {
                    eprintln!("{}", moved(&site.settings.zone));
                }
                show(global, &site.settings)
            }
        }
    }
}

/// What another zone changes of events that are there, and what it cannot: the log says when
/// something happened, not what was written in the table.
fn moved(zone: &str) -> String {
    format!(
        "days are now counted in {zone}. Times without a zone, in tables imported before, keep \
         the moment that they were read as; if they were meant in {zone}, import these tables \
         into a new site of this zone: in this one their events would be there twice, at both \
         moments"
    )
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

impl Changes {
    fn to(self, settings: &Settings, catalogue: &Catalogue) -> anyhow::Result<Settings> {
        let mut settings = settings.clone();
        if let Some(zone) = self.zone {
            Zone::named(&zone).with_context(|| {
                format!("`{zone}` is not a time zone; give one as Europe/Paris")
            })?;
            settings.zone = zone;
        }
        if let Some(lang) = self.lang {
            settings.lang =
                Lang::parse(&lang).with_context(|| format!("`{lang}` is not fr or en"))?;
        }
        if let Some(switch) = self.customer_path {
            settings.customer_path = switch == Switch::On;
        }
        let closed = match self.closed {
            Some(closed) => hours::days(&closed)?,
            None => settings.hours.closed().to_vec(),
        };
        settings.hours = self.hours.unwrap_or(settings.hours).closed_on(closed);
        if let Some(list) = self.competitors {
            settings.competitors = names(&list);
        }
        for given in &self.target {
            settings.choices.set_target(given, catalogue)?;
        }
        for given in &self.param {
            settings.choices.set_parameter(given, catalogue)?;
        }
        Ok(settings)
    }
}

fn show(global: &Global, settings: &Settings) -> anyhow::Result<()> {
    let Settings {
        zone,
        lang,
        customer_path,
        hours,
        competitors,
        choices: Choices {
            targets,
            parameters,
        },
    } = settings;
    let lang = lang.as_str();
    if global.json {
        let closed: Vec<String> = hours.closed().iter().map(Date::to_string).collect();
        let shown = json!({
            "zone": zone, "lang": lang, "customer_path": customer_path,
            "hours": hours.to_string(), "closed": closed, "competitors": competitors,
            "targets": targets, "params": parameters,
        });
        return print(&shown.to_string());
    }
    let customer_path = if *customer_path { "on" } else { "off" };
    let closed = match hours.closed() {
        [] => "none".to_owned(),
        _ => hours.closed_days(),
    };
    let mut lines = vec![
        format!("zone           {zone}"),
        format!("lang           {lang}"),
        format!("customer path  {customer_path}"),
        format!("hours          {hours}"),
        format!("closed         {closed}"),
    ];
    if !competitors.is_empty() {
        lines.push(format!("competitors    {}", competitors.join(", ")));
    }
    for (title, numbers) in [("target", targets), ("param", parameters)] {
        let numbers = numbers.iter();
        lines.extend(numbers.map(|(name, number)| format!("{title:<13}  {name}={number}")));
    }
    print(&lines.join("\n"))
}
