//! Opens what a command was given: a file, a `.gz`, or `-` for standard input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::read::MultiGzDecoder;

use super::ahead::Ahead;

/// A file being read, and how far the reading is.
pub struct Input {
    /// What messages call it.
    pub name: String,
    pub reader: Box<dyn BufRead + Send>,
    pub progress: Progress,
}

/// Bytes read of bytes in all, as they lie on the disk.
#[derive(Clone, Default)]
pub struct Progress {
    read: Arc<AtomicU64>,
    /// Unknown for standard input.
    pub total: Option<u64>,
}

impl Progress {
    pub fn read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }
}

struct Counted<R> {
    inner: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Opens a path; the ending `.gz`, or gzip's first bytes on standard input, are undone.
pub fn open(path: &Path) -> io::Result<Input> {
    if path == Path::new("-") {
        return from_stdin();
    }
    let file = File::open(path).map_err(|error| with_place(error, path))?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::new(
            io::ErrorKind::IsADirectory,
            "it is a folder, a file was expected",
        ));
    }
    let progress = Progress {
        total: Some(file.metadata()?.len()),
        ..Progress::default()
    };
    let counted = Counted {
        inner: file,
        read: progress.read.clone(),
    };
    let mut plain = BufReader::with_capacity(BUFFER, counted);
    let reader: Box<dyn BufRead + Send> = if path.extension().is_some_and(|end| end == "gz") {
        if !plain.fill_buf()?.starts_with(GZIP) {
            let message = "its name ends in .gz, but it is not a gzip file";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Box::new(Ahead::new(MultiGzDecoder::new(plain)))
    } else {
        Box::new(plain)
    };
    Ok(Input {
        name: path.display().to_string(),
        reader,
        progress,
    })
}

/// Says where a file was looked for that is not there.
fn with_place(error: io::Error, path: &Path) -> io::Error {
    match std::path::absolute(path) {
        Ok(full) if error.kind() == io::ErrorKind::NotFound => {
            let message = format!("there is no file `{}`", full.display());
            io::Error::new(error.kind(), message)
        }
        _ => error,
    }
}

const BUFFER: usize = 1 << 18;

/// How gzip begins (RFC 1952, 2.3.1).
const GZIP: &[u8] = &[0x1f, 0x8b];

fn from_stdin() -> io::Result<Input> {
    let mut reader = BufReader::with_capacity(BUFFER, io::stdin());
    let zipped = reader.fill_buf()?.starts_with(GZIP);
    let reader: Box<dyn BufRead + Send> = if zipped {
        Box::new(Ahead::new(MultiGzDecoder::new(reader)))
    } else {
        Box::new(reader)
    };
    Ok(Input {
        name: "standard input".to_owned(),
        reader,
        progress: Progress::default(),
    })
}

/// The ending that says what is in a file, without a `.gz` behind it.
pub fn kind_of(path: &Path) -> Option<String> {
    let plain = if path.extension().is_some_and(|end| end == "gz") {
        path.with_extension("")
    } else {
        path.to_owned()
    };
    let end = plain.extension()?;
    Some(end.to_string_lossy().to_lowercase())
}
