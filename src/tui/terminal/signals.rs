//! What comes from outside: signals, keys that wait, and the end of the terminal.

use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::{flag, low_level};

/// The signals that end the program.
const ENDING: [i32; 3] = [SIGTERM, SIGHUP, SIGINT];
/// What a file descriptor says when nobody holds the other end.
const LOST: PollFlags = PollFlags::HUP.union(PollFlags::ERR).union(PollFlags::NVAL);

/// Signals that were received, and the wait for what comes.
#[derive(Debug)]
pub struct Signals {
    ending: Arc<AtomicUsize>,
    continued: Arc<AtomicBool>,
    stopped: Arc<AtomicBool>,
    wake: UnixStream,
}

/// The watchdog's ear: it hears the signals that end the program, and the end of the terminal.
#[derive(Debug)]
pub(super) struct Ear {
    ending: Arc<AtomicUsize>,
    wake: UnixStream,
}

/// A stream that gets a byte for each of these signals. Registered behind the flags, so that they
/// are set when it wakes somebody.
fn stream(signals: &[i32]) -> io::Result<UnixStream> {
    let (hears, rings) = UnixStream::pair()?;
    for signal in signals {
        low_level::pipe::register(*signal, rings.try_clone()?)?;
    }
    hears.set_nonblocking(true)?;
    Ok(hears)
}

fn drain(mut stream: &UnixStream) {
    let mut bytes = [0; 64];
    while stream.read(&mut bytes).is_ok_and(|count| count > 0) {}
}

impl Signals {
    pub(super) fn register() -> io::Result<(Self, Ear)> {
        let ending = Arc::new(AtomicUsize::new(0));
        for signal in ENDING {
            flag::register_usize(signal, Arc::clone(&ending), signal as usize)?;
        }
        let [continued, stopped] = [(); 2].map(|()| Arc::new(AtomicBool::new(false)));
        flag::register(SIGCONT, Arc::clone(&continued))?;
        flag::register(SIGTSTP, Arc::clone(&stopped))?;
        let ear = Ear { ending: Arc::clone(&ending), wake: stream(&ENDING)? };
        let wake = stream(&[SIGTERM, SIGHUP, SIGINT, SIGCONT, SIGTSTP, SIGWINCH])?;
        Ok((Self { ending, continued, stopped, wake }, ear))
    }

    /// The exit code of the signal that ends the program, if one came: 128 and its number.
    #[must_use]
    pub fn ending(&self) -> Option<u8> {
        code(&self.ending)
    }

    /// Whether the program was stopped and goes on; asked once, it forgets.
    #[must_use]
    pub fn continued(&self) -> bool {
        self.continued.swap(false, Ordering::Relaxed)
    }

    /// Whether the program is to stop until it is told to go on; asked once, it forgets.
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.stopped.swap(false, Ordering::Relaxed)
    }

    /// Waits for a key, a signal, a new size, or for `output` to take more; `None` waits for ever.
    /// Reading is left to others, who must not be asked to if the terminal has gone: they would try
    /// for ever.
    ///
    /// # Errors
    /// If the terminal has gone.
    pub(super) fn wait(&self, timeout: Option<Duration>, output: Option<&impl AsFd>) -> io::Result<()> {
        let (input, fallback) = (io::stdin(), io::stdout());
        let output =
            output.map_or_else(|| (fallback.as_fd(), PollFlags::empty()), |file| (file.as_fd(), PollFlags::OUT));
        let mut descriptors = [
            PollFd::new(&input, PollFlags::IN),
            PollFd::new(&self.wake, PollFlags::IN),
            PollFd::from_borrowed_fd(output.0, output.1),
        ];
        let gone = look(&mut descriptors, timeout)?;
        drain(&self.wake);
        if gone { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }
}

impl Ear {
    /// Waits, as long as it takes, until the program has to end; its exit code.
    pub(super) fn wait(&self) -> io::Result<u8> {
        let (input, output) = (io::stdin(), io::stdout());
        loop {
            let nothing = PollFlags::empty();
            let mut descriptors =
                [PollFd::new(&input, nothing), PollFd::new(&self.wake, PollFlags::IN), PollFd::new(&output, nothing)];
            if look(&mut descriptors, None)? {
                // A signal that came too is the better reason.
                let _ = self.ending.compare_exchange(0, SIGHUP as usize, Ordering::Relaxed, Ordering::Relaxed);
            }
            drain(&self.wake);
            if let Some(code) = code(&self.ending) {
                return Ok(code);
            }
        }
    }
}

fn code(ending: &AtomicUsize) -> Option<u8> {
    match ending.load(Ordering::Relaxed) {
        0 => None,
        signal => Some((128 + signal) as u8),
    }
}

/// Polls; whether one of the ends has gone. A signal ends the wait like anything else.
fn look(descriptors: &mut [PollFd<'_>], timeout: Option<Duration>) -> io::Result<bool> {
    let timeout = timeout.and_then(|time| Timespec::try_from(time).ok());
    match poll(descriptors, timeout.as_ref()) {
        Ok(_) => Ok(descriptors.iter().any(|descriptor| descriptor.revents().intersects(LOST))),
        Err(rustix::io::Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}
