//! Shows how far long work is: on a terminal, on standard error.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::facts::Progress;
use crate::input::open;
use crate::site::{self, Site};

/// A bar over the bytes of a file; it draws itself until it is dropped.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn over_bytes(name: &str, progress: open::Progress) -> Bar {
        let style = "{msg} {wide_bar} {bytes}/{total_bytes} {eta}";
        let bar = styled(progress.total, style);
        bar.set_message(name.to_owned());
        let weak = bar.downgrade();
        std::thread::spawn(move || {
            while let Some(bar) = weak.upgrade()
                && !bar.is_finished()
            {
                bar.set_position(progress.read());
                std::thread::sleep(Duration::from_millis(100));
            }
        });
        Bar(bar)
    }

    /// Prints a line above the bar.
    pub(super) fn say(&self, line: &str) {
        self.0.suspend(|| eprintln!("{line}"));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn styled(total: Option<u64>, style: &str) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    match ProgressStyle::with_template(style) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Does something of some seconds, saying what.
pub(super) fn working<T>(what: &'static str, work: impl FnOnce() -> T) -> T {
    let bar = styled(None, "{msg} {spinner}").with_message(what);
    bar.enable_steady_tick(Duration::from_millis(100));
    let done = work();
    bar.finish_and_clear();
    done
}

/// Brings a site's facts up to the last event.
pub(super) fn refresh(site: &mut Site) -> Result<(), site::Error> {
    folding(|progress| site.refresh(progress))
}

/// Makes a site's facts anew.
pub(super) fn rebuild(site: &mut Site) -> Result<(), site::Error> {
    eprintln!(
        "the facts of `{}` are damaged; they are made anew from the events",
        site.name
    );
    folding(|progress| site.rebuild(progress))
}

fn folding(fold: impl FnOnce(Progress<'_>) -> Result<(), site::Error>) -> Result<(), site::Error> {
    computing("folding events", fold)
}

/// Does something that goes over events and tells how far it is.
pub(super) fn computing<T>(what: &'static str, work: impl FnOnce(Progress<'_>) -> T) -> T {
    let bar = styled(None, "{msg} {wide_bar} {human_pos}/{human_len} {eta}").with_message(what);
    let done = work(&|done, total| {
        bar.set_length(total);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    done
}
