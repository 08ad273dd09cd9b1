//! One site: its folder, its files, its settings; and the data folder of all sites.

mod answers;
mod lost;
mod settings;
pub mod verify;
mod view;

use std::fs::{File, TryLockError};
use std::io::{BufRead, Read, Seek, Write};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::events::intake::{self, Format, Intake};
use crate::events::{Checker, Log, SiteKey, log};
use crate::facts::{self, Facts};
use crate::failpoint::reach;
use crate::figures::{Identity, Kept};
use crate::hex::hex;
use crate::input::tally::Tally;
use crate::kpi::{Catalogue, Figure, Kpi, Question};
use crate::period::{hours, now};
use crate::search::{self, Index};
use crate::sqlite::{self, Durability};
use crate::{faq, figures, transcripts};
pub use settings::{Settings, choices, names};
pub use view::View;

/// The name of the folder of sites in the data folder.
const SITES: &str = "sites";

/// Whether a data folder has a site, without opening either.
pub fn is_there(folder: &Path, name: &str) -> bool {
    folder.join(SITES).join(name).is_dir()
}

/// The name of the content's file in a site's folder.
pub const CONTENT: &str = "content.db";

/// The name of the key's file in a site's folder.
const KEY: &str = "site.key";

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    #[error("another process ({owner}) owns `{}`; stop it, or give another folder with --data", folder.display())]
    Owned { folder: PathBuf, owner: String },
    #[error("could not use the folder `{}`", folder.display())]
    Folder {
        folder: PathBuf,
        source: std::io::Error,
    },
    #[error("`{name}` cannot name a site: use up to 64 letters, digits, `-` and `_`")]
    Name { name: String },
    #[error("there is no data in `{}`; `vigie import` makes it, --data names another folder", folder.display())]
    NoData { folder: PathBuf },
    #[error("there is no site `{name}` in `{}`; there is {known}. `vigie import` creates one", folder.display())]
    Unknown {
        name: String,
        folder: PathBuf,
        known: String,
    },
    #[error("`{name}` is not a time zone; give an IANA name such as Europe/Paris")]
    Zone { name: String },
    #[error(transparent)]
    Hours(#[from] hours::Error),
    #[error("the first day, {from}, is after the last one, {to}")]
    Period {
        from: jiff::civil::Date,
        to: jiff::civil::Date,
    },
    #[error("the key of the site, `{}`, cannot be read; restore it from a backup", path.display())]
    Key {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("`{}` is not the key under which this site's people were hashed; restore it from a backup", path.display())]
    OtherKey { path: PathBuf },
    #[error("`{}` is missing, though the site was in use; restore it from a backup, or import into another site", path.display())]
    Lost { path: PathBuf },
    #[error(transparent)]
    Sqlite(#[from] sqlite::Error),
    #[error(transparent)]
    Log(#[from] log::Error),
    #[error(transparent)]
    Facts(#[from] facts::Error),
    #[error(transparent)]
    Figures(#[from] figures::Error),
    #[error(transparent)]
    Search(#[from] search::Error),
    #[error("could not read or write the site's content")]
    Content(#[from] rusqlite::Error),
}

/// The folder of all sites, owned by this process for as long as this lives.
#[derive(Debug)]
pub struct Data {
    folder: PathBuf,
    /// Its lock says that the folder is owned.
    _owned: File,
}

impl Data {
    /// Takes the folder if it is there: nothing is made for who only reads.
    pub fn find(folder: &Path) -> Result<Option<Data>, Error> {
        if !folder.join(SITES).is_dir() {
            return Ok(None);
        }
        Data::open(folder).map(Some)
    }

    /// Takes the folder, making it if need be.
    pub fn open(folder: &Path) -> Result<Data, Error> {
        let failed = |source| Error::Folder {
            folder: folder.to_owned(),
            source,
        };
        std::fs::create_dir_all(folder.join(SITES)).map_err(failed)?;
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        let mut lock = options.open(folder.join("vigie.lock")).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut owner = String::new();
                let _ = lock.read_to_string(&mut owner);
                if owner.is_empty() {
                    owner.push_str("just started");
                }
                let folder = folder.to_owned();
                return Err(Error::Owned { folder, owner });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        lock.set_len(0).map_err(failed)?;
        lock.rewind().map_err(failed)?;
        write!(lock, "process {}", std::process::id()).map_err(failed)?;
        Ok(Data {
            folder: folder.to_owned(),
            _owned: lock,
        })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The names of the sites, sorted.
    pub fn sites(&self) -> Vec<String> {
        let folders = std::fs::read_dir(self.folder.join(SITES));
        let mut names: Vec<String> = folders
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    pub fn site_folder(&self, name: &str) -> PathBuf {
        self.folder.join(SITES).join(name)
    }

    /// Opens a site that exists.
    pub fn site(&self, name: &str) -> Result<Site, Error> {
        self.open_site(self.existing(name)?)
    }

    /// The name of a site that exists, whatever state its files are in.
    pub fn existing<'n>(&self, name: &'n str) -> Result<&'n str, Error> {
        check_name(name)?;
        if !self.site_folder(name).is_dir() {
            let sites = self.sites();
            let known = if sites.is_empty() {
                "none yet".to_owned()
            } else {
                sites.join(", ")
            };
            return Err(Error::Unknown {
                name: name.to_owned(),
                folder: self.folder.clone(),
                known,
            });
        }
        Ok(name)
    }

    /// Opens a site, creating it if there is none of this name.
    pub fn site_or_new(&self, name: &str) -> Result<Site, Error> {
        check_name(name)?;
        let folder = self.site_folder(name);
        std::fs::create_dir_all(&folder).map_err(|source| Error::Folder { folder, source })?;
        self.open_site(name)
    }

    /// Takes a site away that was made for what then could not be kept: it would stand in
    /// every list, in settings that nobody chose.
    pub fn discard(&self, site: Site) -> Result<(), Error> {
        let folder = site.folder.clone();
        drop(site);
        std::fs::remove_dir_all(&folder).map_err(|source| Error::Folder { folder, source })
    }

    fn open_site(&self, name: &str) -> Result<Site, Error> {
        let folder = self.site_folder(name);
        if let Some(path) = lost::first(&folder) {
            return Err(Error::Lost { path });
        }
        let path = folder.join(KEY);
        let key = SiteKey::open(&path).map_err(|source| Error::Key { path, source })?;
        let events = Log::open(&folder.join(log::FILE))?;
        let path = folder.join(CONTENT);
        // Nothing was imported before the content's file was made.
        if !path.exists() && events.watermark()? > 0 {
            return Err(Error::Lost { path });
        }
        let schemas = [
            settings::SCHEMA,
            faq::SCHEMA,
            transcripts::SCHEMA,
            figures::SCHEMA,
        ];
        let content = sqlite::open(&path, &schemas, Durability::Full)?;
        settings::check_key(&content, &key, &folder)?;
        let settings = Settings::read(&content)?;
        let facts = Facts::open(&folder, settings.for_facts()?)?;
        let kpi_folder = kpi_folder(&self.folder);
        let catalogue = Catalogue::open(&kpi_folder, &settings.choices);
        let catalogue = catalogue.map_err(facts::Error::from)?;
        let transaction = content.unchecked_transaction()?;
        figures::keep_editions(&transaction, catalogue.iter(), now())?;
        transaction.commit()?;
        Ok(Site {
            name: name.to_owned(),
            folder,
            kpi_folder,
            key,
            events,
            content,
            facts,
            catalogue,
            settings,
        })
    }
}

/// Where an administrator's own KPI files are in the folder of all sites.
pub fn kpi_folder(data: &Path) -> PathBuf {
    data.join("kpi")
}

/// Whether a site may have this name.
pub fn check_name(name: &str) -> Result<(), Error> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || name.len() > 64 || !name.chars().all(allowed) {
        return Err(Error::Name {
            name: name.to_owned(),
        });
    }
    Ok(())
}

/// The search over a site's published entries, built anew where it must be.
pub fn index(folder: &Path, content: &Connection) -> Result<Index, Error> {
    let version = faq::content_version(content)?;
    let entries = || faq::published(content);
    let (index, _) = Index::open_or_rebuild(&folder.join("index"), version, entries)?;
    Ok(index)
}

/// A site, open.
pub struct Site {
    pub name: String,
    pub folder: PathBuf,
    kpi_folder: PathBuf,
    pub key: SiteKey,
    pub events: Log,
    pub content: Connection,
    pub facts: Facts,
    pub catalogue: Catalogue,
    pub settings: Settings,
}

impl Site {
    /// The search over the site's published entries, built anew where it must be.
    pub fn index(&self) -> Result<Index, Error> {
        index(&self.folder, &self.content)
    }

    /// Whether nothing was ever imported.
    pub fn is_empty(&self) -> Result<bool, Error> {
        let Site {
            events, content, ..
        } = self;
        Ok(events.watermark()? == 0
            && faq::content_version(content)? == 0
            && transcripts::store::last_seq(content).map_err(facts::Error::from)? == 0)
    }

    /// What new events are checked against.
    pub fn checker(&self) -> Checker {
        Checker {
            site: self.name.clone(),
            key: self.key.clone(),
            now: now(),
        }
    }

    /// Takes events that are known to be good, all or none.
    pub fn take(&mut self, events: impl BufRead + Send) -> Result<Tally, intake::Error> {
        let checker = self.checker();
        let mut intake = Intake {
            checker: &checker,
            strict: true,
            refused: &mut |_| (),
            conflicting: &mut |_| (),
        };
        intake.run(Format::Native, events, &mut self.events)
    }

    /// Folds up to the last event, as every reading begins.
    pub fn refresh(&mut self, progress: facts::Progress<'_>) -> Result<(), Error> {
        self.facts.refresh(&self.catalogue.sources(), progress)?;
        self.catalogue.set_aside(self.facts.failed_kpis()?);
        Ok(())
    }

    /// Throws the facts away and makes them anew.
    pub fn rebuild(&mut self, progress: facts::Progress<'_>) -> Result<(), Error> {
        self.facts.rebuild(&self.catalogue.sources(), progress)?;
        self.catalogue.set_aside(self.facts.failed_kpis()?);
        Ok(())
    }

    /// Keeps a figure that was just computed from the facts as they are; its link.
    pub fn keep(&self, kpi: &Kpi, question: &Question, figure: Figure) -> Result<String, Error> {
        let watermark = self.facts.watermark()?;
        let settings = self.facts.settings();
        let content = figures::Content::of(&self.content, watermark, settings)?;
        let identity = Identity::new(kpi, question, watermark, content, settings);
        let kept = Kept::new(identity, figure);
        Ok(figures::keep(&self.content, &kept, now())?)
    }

    /// Changes the settings; facts that depend on them are made anew.
    pub fn set(&mut self, settings: Settings) -> Result<(), Error> {
        let for_facts = settings.for_facts()?;
        let catalogue = Catalogue::open(&self.kpi_folder, &settings.choices);
        let catalogue = catalogue.map_err(facts::Error::from)?;
        let transaction = self.content.unchecked_transaction()?;
        settings.write(&transaction)?;
        figures::keep_editions(&transaction, catalogue.iter(), now())?;
        reach("settings.written");
        transaction.commit()?;
        reach("settings.committed");
        self.facts.reopen(for_facts)?;
        self.catalogue = catalogue;
        self.settings = settings;
        Ok(())
    }

    /// What stands for a person in this site's data.
    pub fn pseudonym(&self, person: &str) -> String {
        hex(&self.key.pseudonym(person))
    }
}
