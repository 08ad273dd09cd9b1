//! Runs the real program on a data folder of its own.
#![allow(clippy::unwrap_used, dead_code)] // each test file uses a part of it

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The program and a data folder that goes with the test.
pub(crate) struct Vigie {
    folder: tempfile::TempDir,
}

impl Vigie {
    pub(crate) fn new() -> Vigie {
        let folder = tempfile::tempdir().unwrap();
        Vigie { folder }
    }

    /// Where the data lies.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A file of one site.
    pub(crate) fn of_site(&self, site: &str, name: &str) -> PathBuf {
        self.data().join("sites").join(site).join(name)
    }

    /// Writes a file outside of the data.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The program, about to run in English on this folder.
    pub(crate) fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        command(&self.data(), args)
    }

    pub(crate) fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Output {
        self.command(args).output().unwrap()
    }

    /// What it prints when all goes well.
    #[track_caller]
    pub(crate) fn ok<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The document it prints with `--json`.
    #[track_caller]
    pub(crate) fn json<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Value {
        let args = args.into_iter().map(|arg| arg.as_ref().to_owned());
        let printed = self.ok(args.chain(["--json".into()]));
        serde_json::from_str(&printed).unwrap()
    }
}

/// The program on a data folder, in English, with no settings of whoever runs the test.
pub(crate) fn command<S: AsRef<OsStr>>(data: &Path, args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vigie"));
    command
        .args(args)
        .env("VIGIE_DATA", data)
        .env("LC_ALL", "C")
        .env_remove("VIGIE_LANG")
        .env_remove("VIGIE_ABORT_AT")
        .stdin(Stdio::null());
    command
}

/// What the program said on standard error.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
