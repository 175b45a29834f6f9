//! How far the work is, for a person who waits: numbers enter, a line on standard error that
//! comes after half a second and goes when the work is done. Elsewhere nothing is drawn.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that takes less is not announced.
const PATIENCE: Duration = Duration::from_millis(500);

/// One piece of work.
pub(super) struct Progress {
    bar: ProgressBar,
    begun: Instant,
    shown: AtomicBool,
    total: AtomicUsize,
}

impl Progress {
    pub(super) fn begin() -> Progress {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        if let Ok(style) =
            ProgressStyle::with_template("{bar:30} {human_pos} of {human_len} records")
        {
            bar.set_style(style);
        }
        let quiet = !std::io::stderr().is_terminal();
        Progress {
            bar,
            begun: Instant::now(),
            shown: AtomicBool::new(quiet),
            total: AtomicUsize::new(0),
        }
    }

    /// Hears that so many files are done of so many.
    pub(super) fn at(&self, done: usize, total: usize) {
        if self.total.swap(total, Ordering::Relaxed) != total {
            self.bar.set_length(total as u64);
        }
        self.bar.set_position(done as u64);
        if !self.shown.load(Ordering::Relaxed)
            && self.begun.elapsed() > PATIENCE
            && !self.shown.swap(true, Ordering::Relaxed)
        {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Takes the line away and returns how many files there were.
    pub(super) fn end(&self) -> usize {
        self.bar.finish_and_clear();
        self.total.load(Ordering::Relaxed)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
