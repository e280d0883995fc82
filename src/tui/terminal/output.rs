//! Bytes to the terminal that never block: who draws must stay able to hear.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ratatui::crossterm::event::DisableMouseCapture;
use ratatui::crossterm::terminal::{EndSynchronizedUpdate, LeaveAlternateScreen, disable_raw_mode};
use ratatui::crossterm::{cursor, queue};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags, open};
use rustix::termios::{QueueSelector, tcflush, ttyname};

/// How long a terminal that takes no more is waited for when it is given back.
const LAST: Duration = Duration::from_millis(100);

/// The terminal's own end, opened apart: what is set on standard output would be set for the shell
/// as well, which shares it.
#[derive(Debug)]
pub(super) struct Output {
    file: File,
    closed: AtomicBool,
}

impl Output {
    pub(super) fn open() -> io::Result<Self> {
        let stdout = io::stdout();
        let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let apart = ttyname(&stdout, Vec::new()).and_then(|name| open(name, flags, Mode::empty()));
        let owned = match apart {
            Ok(owned) => owned,
            // A terminal without a name here can only be written to as it is.
            Err(_) => stdout.as_fd().try_clone_to_owned()?,
        };
        Ok(Self { file: File::from(owned), closed: AtomicBool::new(false) })
    }

    /// What to wait on until it takes more.
    pub(super) const fn file(&self) -> &File {
        &self.file
    }

    /// Writes as much as it takes now and drops that from `bytes`.
    pub(super) fn send(&self, bytes: &mut Vec<u8>) -> io::Result<()> {
        if self.closed.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::NotConnected.into());
        }
        self.push(bytes)
    }

    fn push(&self, bytes: &mut Vec<u8>) -> io::Result<()> {
        let mut sent = 0;
        let result = loop {
            if sent == bytes.len() {
                break Ok(());
            }
            match (&self.file).write(&bytes[sent..]) {
                Ok(0) => break Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => sent += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        bytes.drain(..sent);
        result
    }

    /// Nothing is drawn from now on.
    pub(super) fn close(&self) {
        self.closed.store(true, Ordering::Relaxed);
    }

    /// Gives the terminal back. Whoever holds the other end may be gone, or not read: failing is
    /// all right, waiting for ever is not.
    pub(super) fn give_back(&self) {
        let _ = disable_raw_mode();
        let mut bytes = Vec::new();
        let _ = queue!(bytes, EndSynchronizedUpdate, DisableMouseCapture, LeaveAlternateScreen, cursor::Show);
        for attempt in 0..3 {
            if self.push(&mut bytes).is_err() || bytes.is_empty() {
                return;
            }
            if attempt == 1 {
                // Of two things that nobody reads, this one matters.
                let _ = tcflush(&self.file, QueueSelector::OFlush);
            }
            let timeout = Timespec::try_from(LAST).ok();
            let _ = poll(&mut [PollFd::new(&self.file, PollFlags::OUT)], timeout.as_ref());
        }
    }
}
