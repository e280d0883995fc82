//! The signals that end a command which works for long.

use super::Error;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The signals that end the work, noticed but not acted on where they arrive.
pub(super) struct Signals(Arc<AtomicUsize>);

impl Signals {
    const ALL: [(&str, i32); 3] = [("HUP", SIGHUP), ("INT", SIGINT), ("TERM", SIGTERM)];

    /// From here on they end nothing by themselves.
    pub(super) fn listen() -> Result<Self, Error> {
        let failed = |cause| Error::File { label: "signals".to_owned(), cause };
        let caught = Arc::new(AtomicUsize::new(0));
        for (_, signal) in Self::ALL {
            signal_hook::flag::register_usize(signal, Arc::clone(&caught), signal as usize).map_err(failed)?;
        }
        // A file that grows past a limit is an error of its writing then, and not the end of the program.
        signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).map_err(failed)?;
        Ok(Self(caught))
    }

    /// The name and number of the one that came.
    pub(super) fn caught(&self) -> Option<(&'static str, u8)> {
        let caught = self.0.load(Ordering::Relaxed);
        let (name, signal) = Self::ALL.into_iter().find(|(_, signal)| *signal as usize == caught)?;
        Some((name, signal as u8))
    }
}
