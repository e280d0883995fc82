//! How a study's work is told on standard error while it lasts.

use crate::command::signals::Signals;
use crate::command::tell;
use crate::scenario::plain;
use crate::study::{Event, Watcher};
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Reasons of failures that are told apart; a folder that cannot be written has one for ten thousand cells.
const REASONS: usize = 20;

/// A bar on a terminal, and a line for what goes wrong.
pub(super) struct Progress<'a> {
    bar: ProgressBar,
    signals: &'a Signals,
    lived: AtomicU64,
    failed: AtomicU64,
    reasons: Mutex<HashSet<String>>,
}

impl<'a> Progress<'a> {
    pub(super) fn new(cells: u64, signals: &'a Signals) -> Self {
        let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        let bar = if dumb { ProgressBar::hidden() } else { ProgressBar::new(cells) };
        let style = ProgressStyle::with_template("{bar:30} {pos} of {len} cells{msg}");
        let bar = match style.map(|style| style.progress_chars("=> ")) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        };
        bar.tick();
        Self { bar, signals, lived: AtomicU64::new(0), failed: AtomicU64::new(0), reasons: Mutex::default() }
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// One more cell is settled. The rate is that of the cells lived here: those that were there cost nothing.
    fn advance(&self) {
        self.bar.inc(1);
        let (lived, failed) = (self.lived.load(Ordering::Relaxed), self.failed.load(Ordering::Relaxed));
        let (elapsed, cells) = (self.bar.elapsed(), self.bar.length().unwrap_or(0));
        let mut message = if failed > 0 { format!(", {failed} failed") } else { String::new() };
        if lived > 0 && !elapsed.is_zero() {
            let rate = lived as f64 / elapsed.as_secs_f64();
            let left = cells.saturating_sub(self.bar.position());
            let left = elapsed.mul_f64(left as f64 / lived as f64);
            let rate = if rate >= 1.0 { format!("{rate:.1} a second") } else { format!("{:.1} a minute", 60.0 * rate) };
            message = format!("{message}, {rate}, {} left", HumanDuration(left));
        }
        self.bar.set_message(message);
    }

    /// Whether this reason is told: each once, and not endlessly many.
    fn is_news(&self, reason: &str) -> bool {
        let mut reasons = self.reasons.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        reasons.len() < REASONS && reasons.insert(reason.to_owned())
    }
}

impl Watcher for Progress<'_> {
    fn stops(&self) -> bool {
        self.signals.caught().is_some()
    }

    fn tell(&self, event: Event<'_>) {
        match event {
            Event::Found => self.advance(),
            Event::Done => {
                self.lived.fetch_add(1, Ordering::Relaxed);
                self.advance();
            }
            Event::Failed { path, reason } => {
                self.failed.fetch_add(1, Ordering::Relaxed);
                if self.is_news(reason) {
                    let path = plain(&path.to_string_lossy());
                    self.bar.suspend(|| tell("warning", &format!("{path}: the cell failed: {reason}")));
                }
                self.advance();
            }
            Event::Bad { path, why } => {
                let path = plain(&path.to_string_lossy());
                self.bar.suspend(|| tell("warning", &format!("{path}: {why}: the cell is done again")));
            }
        }
    }
}
