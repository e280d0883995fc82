//! The real binary in a real terminal, for tests.
#![allow(dead_code, reason = "every test takes what it needs")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

pub const SIZE: PtySize = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
/// Looks, a few milliseconds apart, that anything may take on a busy machine.
pub const PATIENCE: usize = 12_000;
pub const LOOK: Duration = Duration::from_millis(5);

/// A small lab, so that a key is answered at once even when everything is lived again.
pub const SMALL: [&str; 11] = [
    "digits",
    "--set",
    "days=3",
    "--set",
    "day.steps=10",
    "--set",
    "night.steps=10",
    "--set",
    "task.test=50",
    "--set",
    "net.hidden=[8]",
];

pub struct Terminal {
    pub master: Box<dyn MasterPty + Send>,
    pub keyboard: Box<dyn Write + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    pub seen: Arc<Mutex<Seen>>,
    pub before: String,
}

pub struct Seen {
    pub screen: vt100::Parser,
    pub bytes: usize,
}

impl Terminal {
    pub fn with(program: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::begin(program, arguments, variables, None)
    }

    /// oneiro in a folder.
    pub fn within(folder: &Path, arguments: &[&str]) -> Self {
        Self::begin(env!("CARGO_BIN_EXE_oneiro"), arguments, &[], Some(folder))
    }

    fn begin(program: &str, arguments: &[&str], variables: &[(&str, &str)], folder: Option<&Path>) -> Self {
        let pair = native_pty_system().openpty(SIZE).expect("a terminal");
        let mut command = CommandBuilder::new(program);
        if let Some(folder) = folder {
            command.cwd(folder);
        }
        command.args(arguments);
        command.env_clear();
        for (name, value) in
            [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("PATH", "/usr/bin:/bin")].iter().chain(variables)
        {
            command.env(name, value);
        }
        let before = modes(&*pair.master);
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keyboard = pair.master.take_writer().expect("a writer");
        let seen = Arc::new(Mutex::new(Seen { screen: vt100::Parser::new(SIZE.rows, SIZE.cols, 200), bytes: 0 }));
        let shared = Arc::clone(&seen);
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                let mut seen = shared.lock().expect("no reader panics");
                seen.screen.process(&buffer[..count]);
                seen.bytes += count;
            }
        });
        Self { master: pair.master, keyboard, child, seen, before }
    }

    pub fn oneiro(arguments: &[&str]) -> Self {
        Self::with(env!("CARGO_BIN_EXE_oneiro"), arguments, &[])
    }

    pub fn text(&self) -> String {
        self.seen.lock().expect("no reader panics").screen.screen().contents()
    }

    pub fn bytes(&self) -> usize {
        self.seen.lock().expect("no reader panics").bytes
    }

    pub fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("the terminal is there");
    }

    pub fn wait_for(&self, words: &str) {
        self.wait_until(words, |text| text.contains(words));
    }

    pub fn wait_until(&self, what: &str, seen: impl Fn(&str) -> bool) {
        let seen = (0..PATIENCE).any(|_| {
            seen(&self.text()) || {
                thread::sleep(LOOK);
                false
            }
        });
        assert!(seen, "never saw {what:?}:\n{}", self.text());
    }

    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().expect("it runs").to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &id]).status().expect("kill runs");
        assert!(sent.success());
    }

    pub fn code(&mut self) -> u32 {
        for _ in 0..PATIENCE {
            if let Some(status) = self.child.try_wait().expect("it is ours") {
                // What it wrote last may still be on its way.
                thread::sleep(10 * LOOK);
                return status.exit_code();
            }
            thread::sleep(LOOK);
        }
        panic!("never left:\n{}", self.text());
    }

    pub fn assert_given_back(&self) {
        let seen = self.seen.lock().expect("no reader panics");
        let screen = seen.screen.screen();
        assert!(!screen.alternate_screen(), "the other screen is still shown");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is still taken");
        assert_eq!(modes(&*self.master), self.before, "the line's modes have changed");
    }
}

pub fn modes(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().expect("a terminal has modes"))
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
