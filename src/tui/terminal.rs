//! The terminal: taken, and given back whatever happens.

use std::io::{self, IsTerminal, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use ratatui::crossterm::style::ResetColor;
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode, size,
};
use ratatui::crossterm::{cursor, queue};
use ratatui::layout::Rect;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};

/// Whether a person can watch: both ends are a terminal, and one that can place its cursor.
///
/// # Errors
/// Says what is missing.
pub fn is_there() -> Result<(), &'static str> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err("no terminal to draw on");
    }
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Err("a dumb terminal cannot be drawn on");
    }
    Ok(())
}

/// A signal that was received.
#[derive(Debug, Clone)]
pub struct Signals {
    ending: Arc<AtomicUsize>,
    continued: Arc<AtomicBool>,
}

impl Signals {
    fn register() -> io::Result<Self> {
        let ending = Arc::new(AtomicUsize::new(0));
        for signal in [SIGTERM, SIGHUP, SIGINT] {
            signal_hook::flag::register_usize(signal, Arc::clone(&ending), signal as usize)?;
        }
        let continued = Arc::new(AtomicBool::new(false));
        signal_hook::flag::register(SIGCONT, Arc::clone(&continued))?;
        Ok(Self { ending, continued })
    }

    /// The exit code of the signal that ends the program, if one came: 128 and its number.
    #[must_use]
    pub fn ending(&self) -> Option<u8> {
        match self.ending.load(Ordering::Relaxed) {
            0 => None,
            signal => Some((128 + signal) as u8),
        }
    }

    /// Whether the program was stopped and goes on; asked once, it forgets.
    #[must_use]
    pub fn continued(&self) -> bool {
        self.continued.swap(false, Ordering::Relaxed)
    }
}

/// Exit code when the terminal has gone.
pub const GONE: u8 = 128 + SIGHUP as u8;

/// The terminal, taken for as long as this lives.
pub struct Screen {
    /// What the terminal shows.
    shown: Buffer,
    /// What is being drawn.
    drawing: Buffer,
    /// Whether what it shows is unknown, and every cell has to be drawn.
    unknown: bool,
    /// What a panic said.
    message: Arc<Mutex<String>>,
    /// What came from outside.
    pub signals: Signals,
}

impl Screen {
    /// Takes the terminal. A panic of the thread that calls this, and of no other, gives it back
    /// before it is reported.
    pub fn take() -> io::Result<Self> {
        let signals = Signals::register()?;
        let message = Arc::new(Mutex::new(String::new()));
        watch_for_panic(&message);
        let (shown, drawing) = (Buffer::default(), Buffer::default());
        let mut screen = Self { shown, drawing, unknown: true, message, signals };
        screen.enter()?;
        Ok(screen)
    }

    /// Takes the terminal, at first or again after it was handed back.
    pub fn enter(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableMouseCapture, cursor::Hide)?;
        self.unknown = true;
        write_out(&bytes)
    }

    /// Draws a frame: one synchronized update in one write, nothing at all if nothing changed.
    pub fn draw(&mut self, view: impl FnOnce(&mut Buffer)) -> io::Result<()> {
        let (width, height) = size()?;
        let area = Rect::new(0, 0, width, height);
        if self.shown.area != area {
            self.shown.resize(area);
            self.drawing.resize(area);
            self.unknown = true;
        }
        self.drawing.reset();
        view(&mut self.drawing);
        let mut bytes = Vec::new();
        queue!(bytes, BeginSynchronizedUpdate)?;
        if self.unknown {
            self.shown.reset();
            queue!(bytes, ResetColor, Clear(ClearType::All))?;
        }
        let changes = self.shown.diff(&self.drawing);
        if changes.is_empty() && !self.unknown {
            return Ok(());
        }
        CrosstermBackend::new(&mut bytes).draw(changes.into_iter())?;
        queue!(bytes, EndSynchronizedUpdate)?;
        write_out(&bytes)?;
        self.unknown = false;
        std::mem::swap(&mut self.shown, &mut self.drawing);
        Ok(())
    }

    /// What the panic that ended the drawing said, and where, in one line.
    pub fn panicked(&self) -> String {
        self.message.lock().map(|message| message.clone()).unwrap_or_default()
    }

    /// Hands the terminal back and stops, as Ctrl-Z does; returns when the shell brings it back.
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back();
        signal_hook::low_level::raise(SIGTSTP)?;
        let _ = self.signals.continued();
        self.enter()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
        drop(panic::take_hook());
    }
}

/// From now on a panic of this thread, and of no other, gives the terminal back and leaves its
/// message here: under a live screen nothing else may write.
fn watch_for_panic(message: &Arc<Mutex<String>>) {
    let (drawing, message, before) = (thread::current().id(), Arc::clone(message), panic::take_hook());
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() != drawing {
            return;
        }
        give_back();
        if let Ok(mut message) = message.lock() {
            let said = info.payload_as_str().unwrap_or("no reason given");
            let place =
                info.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
            *message = format!("{}{place}", said.lines().collect::<Vec<_>>().join("; "));
        }
        if std::env::var_os("RUST_BACKTRACE").is_some() {
            before(info);
        }
    }));
}

fn write_out(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Gives the terminal back. Whoever holds the other end may be gone: failing is all right.
fn give_back() {
    let mut bytes = Vec::new();
    let _ = queue!(bytes, EndSynchronizedUpdate, DisableMouseCapture, LeaveAlternateScreen, cursor::Show);
    let _ = write_out(&bytes);
    let _ = disable_raw_mode();
}
