//! The terminal: taken, and given back whatever happens.

mod output;
mod signals;
mod watchdog;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use std::io::{self, IsTerminal};
use std::panic;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::EnableMouseCapture;
use ratatui::crossterm::style::ResetColor;
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, enable_raw_mode,
};
use ratatui::crossterm::{cursor, queue};
use ratatui::layout::Rect;
use rustix::termios::tcgetwinsize;
use signal_hook::consts::{SIGHUP, SIGTSTP};

use output::Output;
pub use signals::Signals;

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

/// Exit code when the terminal has gone.
pub const GONE: u8 = 128 + SIGHUP as u8;

/// The name of the signal in an exit code.
#[must_use]
pub const fn signal_name(code: u8) -> &'static str {
    match code {
        129 => "HUP",
        130 => "INT",
        _ => "TERM",
    }
}

/// The terminal, taken for as long as this lives.
pub struct Screen {
    /// What the terminal shows.
    shown: Buffer,
    /// What is being drawn.
    drawing: Buffer,
    /// Whether what it shows is unknown, and every cell has to be drawn.
    unknown: bool,
    /// What the terminal has not taken yet.
    pending: Vec<u8>,
    output: Arc<Output>,
    /// What a panic said.
    message: Arc<Mutex<String>>,
    /// What came from outside.
    pub signals: Signals,
    /// Told, by being dropped last, that the terminal was given back.
    _lead: watchdog::Lead,
}

impl Screen {
    /// Takes the terminal. A panic of the thread that calls this, and of no other, gives it back
    /// before it is reported. From now on TERM, HUP, INT and the end of the terminal end the
    /// process, at the latest a second or two after they came.
    pub fn take() -> io::Result<Self> {
        let (signals, ear) = Signals::register()?;
        let output = Arc::new(Output::open()?);
        let lead = watchdog::start(ear, Arc::clone(&output))?;
        let message = Arc::new(Mutex::new(String::new()));
        watch_for_panic(&message, &output);
        let (shown, drawing) = (Buffer::default(), Buffer::default());
        let mut screen =
            Self { shown, drawing, unknown: true, pending: Vec::new(), output, message, signals, _lead: lead };
        screen.enter()?;
        Ok(screen)
    }

    /// Takes the terminal, at first or again after it was handed back.
    pub fn enter(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        self.pending.clear();
        queue!(self.pending, EnterAlternateScreen, EnableMouseCapture, cursor::Hide)?;
        self.unknown = true;
        self.output.send(&mut self.pending)
    }

    /// Puts a text on the clipboard of a terminal that knows OSC 52; others ignore it.
    pub fn copy(&mut self, text: &str) {
        let code = BASE64_STANDARD.encode(text);
        self.pending.extend_from_slice(format!("\x1b]52;c;{code}\x07").as_bytes());
    }

    /// Draws a frame: one synchronized update in one write, nothing at all if nothing changed.
    /// While the terminal has not taken the last one, no other is drawn, and this is false.
    pub fn draw(&mut self, view: impl FnOnce(&mut Buffer)) -> io::Result<bool> {
        self.output.send(&mut self.pending)?;
        if !self.pending.is_empty() {
            return Ok(false);
        }
        let area = size()?;
        if self.shown.area != area {
            self.shown.resize(area);
            self.drawing.resize(area);
            self.unknown = true;
        }
        self.drawing.reset();
        view(&mut self.drawing);
        if self.unknown {
            self.shown.reset();
        }
        frame(&self.shown, &self.drawing, self.unknown, &mut self.pending)?;
        self.unknown = false;
        std::mem::swap(&mut self.shown, &mut self.drawing);
        self.output.send(&mut self.pending)?;
        Ok(true)
    }

    /// Waits for what comes from outside, for ever or so long, and goes on with a frame that the
    /// terminal has not taken yet.
    ///
    /// # Errors
    /// If the terminal has gone.
    pub fn wait(&mut self, timeout: Option<Duration>) -> io::Result<()> {
        let output = (!self.pending.is_empty()).then(|| self.output.file());
        self.signals.wait(timeout, output)?;
        self.output.send(&mut self.pending)
    }

    /// What was drawn last.
    #[must_use]
    pub const fn area(&self) -> Rect {
        self.shown.area
    }

    /// Whether the terminal has another size than what was drawn last.
    pub fn is_resized(&self) -> io::Result<bool> {
        Ok(size()? != self.shown.area)
    }

    /// Whether a frame waits to be taken.
    #[must_use]
    pub const fn is_behind(&self) -> bool {
        !self.pending.is_empty()
    }

    /// What the panic that ended the drawing said, and where, in one line.
    pub fn panicked(&self) -> String {
        self.message.lock().map(|message| message.clone()).unwrap_or_default()
    }

    /// Hands the terminal back and stops, as Ctrl-Z does; returns when the shell brings it back.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.output.give_back();
        // What was asked for meanwhile is what is done now.
        let _ = self.signals.stopped();
        signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
        let _ = self.signals.continued();
        self.enter()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.output.give_back();
        self.output.close();
        drop(panic::take_hook());
    }
}

/// From now on a panic of this thread, and of no other, gives the terminal back and leaves its
/// message here: under a live screen nothing else may write.
fn watch_for_panic(message: &Arc<Mutex<String>>, output: &Arc<Output>) {
    let (message, output) = (Arc::clone(message), Arc::clone(output));
    let (drawing, before) = (thread::current().id(), panic::take_hook());
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() != drawing {
            return;
        }
        output.give_back();
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

/// The bytes that turn what is `shown` into what was `drawn`, as one synchronized update; none if
/// they are the same. If what the terminal shows is `unknown`, `shown` must be blank.
pub fn frame(shown: &Buffer, drawn: &Buffer, unknown: bool, bytes: &mut Vec<u8>) -> io::Result<()> {
    let changes = shown.diff(drawn);
    if changes.is_empty() && !unknown {
        return Ok(());
    }
    queue!(bytes, BeginSynchronizedUpdate)?;
    if unknown {
        queue!(bytes, ResetColor, Clear(ClearType::All))?;
    }
    CrosstermBackend::new(&mut *bytes).draw(changes.into_iter())?;
    queue!(bytes, EndSynchronizedUpdate)
}

/// The terminal's size; a terminal that does not know it gets the usual one.
fn size() -> io::Result<Rect> {
    let size = tcgetwinsize(io::stdout())?;
    Ok(match (size.ws_col, size.ws_row) {
        (0, _) | (_, 0) => Rect::new(0, 0, 80, 24),
        (width, height) => Rect::new(0, 0, width, height),
    })
}
