//! The real binary in a real terminal: every way of leaving gives it back.

#[path = "support/terminal.rs"]
mod terminal;

use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use terminal::{LOOK, PATIENCE, SIZE, Terminal};

fn watching() -> Terminal {
    let terminal = Terminal::oneiro(&["digits", "--paused"]);
    terminal.wait_for("total synapse strength");
    terminal
}

#[test]
fn q_leaves_and_what_was_seen_stays() {
    let mut terminal = watching();
    terminal.press("n");
    terminal.wait_for("Overnight");
    terminal.press("q");
    assert_eq!(terminal.code(), 0);
    terminal.assert_given_back();
    assert!(terminal.text().contains("trace "), "{}", terminal.text());
}

#[test]
fn an_interrupt_leaves() {
    let mut terminal = watching();
    terminal.press("\x03");
    assert_eq!(terminal.code(), 130);
    terminal.assert_given_back();
}

#[test]
fn signals_leave() {
    for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        for arguments in [&["digits", "--paused"][..], &["digits"]] {
            let mut terminal = Terminal::oneiro(arguments);
            terminal.wait_for("total synapse strength");
            terminal.signal(name);
            assert_eq!(terminal.code(), code, "{name}");
            terminal.assert_given_back();
            let text = terminal.text();
            let errors: Vec<&str> = text.lines().filter(|line| line.starts_with("error: ")).map(str::trim).collect();
            assert_eq!(errors, [format!("error: ended by {name}")], "{text}");
            assert!(text.contains("trace "), "where it stood is told:\n{text}");
        }
    }
}

#[test]
fn a_panic_leaves_with_one_line() {
    let mut terminal =
        Terminal::with(env!("CARGO_BIN_EXE_oneiro"), &["digits", "--paused"], &[("ONEIRO_PANIC_AFTER", "0")]);
    assert_eq!(terminal.code(), 1);
    terminal.assert_given_back();
    let text = terminal.text();
    let said: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    assert!(said[0].starts_with("error: the screen: broke down"), "{text}");
    assert!(said.len() <= 2, "one line, broken at the terminal's edge:\n{text}");
}

#[test]
fn paused_it_writes_nothing() {
    let terminal = watching();
    thread::sleep(Duration::from_millis(300));
    let before = terminal.bytes();
    thread::sleep(Duration::from_millis(1500));
    assert_eq!(terminal.bytes(), before);
}

#[test]
fn it_can_be_suspended_and_brought_back() {
    let program = env!("CARGO_BIN_EXE_oneiro");
    let mut shell = Terminal::with("bash", &["--norc", "--noprofile", "-i"], &[("PS1", "ready> ")]);
    shell.wait_for("ready>");
    shell.press(&format!("{program} digits --paused\n"));
    shell.wait_for("total synapse strength");
    shell.press("\x1a");
    shell.wait_for("Stopped");
    assert!(!shell.seen.lock().expect("no reader panics").screen.screen().alternate_screen());
    shell.press("fg\n");
    shell.wait_for("total synapse strength");
    shell.press("n");
    shell.wait_for("Overnight");
    shell.press("q");
    shell.wait_for("trace ");
    shell.press("exit 7\n");
    assert_eq!(shell.code(), 7);
}

#[test]
fn a_storm_of_sizes_passes() {
    let mut terminal = watching();
    for step in 0..60u16 {
        let size = PtySize { rows: 1 + step * 7 % 50, cols: 1 + step * 31 % 170, pixel_width: 0, pixel_height: 0 };
        terminal.master.resize(size).expect("a terminal can be resized");
        thread::sleep(Duration::from_millis(3));
    }
    terminal.master.resize(SIZE).expect("a terminal can be resized");
    terminal.wait_for("total synapse strength");
    terminal.press("q");
    assert_eq!(terminal.code(), 0);
    terminal.assert_given_back();
}

/// The program in a terminal whose other end is this test, which reads until the screen is there
/// and then does not.
struct Unread {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
}

impl Unread {
    fn watching(arguments: &[&str], controlling: bool) -> Self {
        let pair = native_pty_system().openpty(SIZE).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_oneiro"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.set_controlling_tty(controlling);
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let (mut seen, mut buffer) = (Vec::new(), [0; 256]);
        while !String::from_utf8_lossy(&seen).contains("quit") {
            let count = reader.read(&mut buffer).expect("the screen comes");
            seen.extend_from_slice(&buffer[..count]);
        }
        Self { master: pair.master, child }
    }

    /// The exit code, once the program has left; it is not left behind if it never does.
    fn code(child: &mut (dyn Child + Send + Sync)) -> u32 {
        for _ in 0..PATIENCE {
            if let Some(status) = child.try_wait().expect("it is ours") {
                return status.exit_code();
            }
            thread::sleep(LOOK);
        }
        child.kill().expect("it is ours");
        panic!("never left");
    }
}

#[test]
fn a_terminal_that_goes_away_ends_it() {
    for arguments in [&["digits", "--paused"][..], &["digits"]] {
        // Without a controlling terminal nobody sends a signal.
        for controlling in [true, false] {
            let Unread { master, mut child } = Unread::watching(arguments, controlling);
            drop(master);
            assert_eq!(Unread::code(&mut *child), 129, "{arguments:?}, {controlling}");
        }
    }
}

#[test]
fn a_terminal_that_does_not_read_holds_nothing_up() {
    for (name, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let Unread { master, mut child } = Unread::watching(&["digits"], true);
        for step in 0..60u16 {
            let size = PtySize { rows: 60 + step % 2, cols: 200, pixel_width: 0, pixel_height: 0 };
            master.resize(size).expect("a terminal can be resized");
            thread::sleep(2 * LOOK);
        }
        let id = child.process_id().expect("it runs").to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &id]).status().expect("kill runs");
        assert!(sent.success());
        assert_eq!(Unread::code(&mut *child), code, "{name}");
        drop(master);
    }
}

#[test]
fn a_stop_from_outside_gives_the_terminal_back_until_it_goes_on() {
    let mut terminal = watching();
    terminal.signal("TSTP");
    let alternate =
        |terminal: &Terminal| terminal.seen.lock().expect("no reader panics").screen.screen().alternate_screen();
    assert!((0..PATIENCE).any(|_| !alternate(&terminal) || {
        thread::sleep(LOOK);
        false
    }));
    terminal.signal("CONT");
    assert!((0..PATIENCE).any(|_| alternate(&terminal) || {
        thread::sleep(LOOK);
        false
    }));
    terminal.wait_for("total synapse strength");
    terminal.press("q");
    assert_eq!(terminal.code(), 0);
    terminal.assert_given_back();
}

#[test]
fn the_mouse_travels_and_leaves() {
    let mut terminal = watching();
    terminal.press("n");
    terminal.wait_for("Overnight");
    // On the scrub bar's first column: day 1 begins.
    terminal.press("\x1b[<0;5;26M\x1b[<0;5;26m");
    terminal.wait_for("the very same days");
    let text = terminal.text();
    let last = text.lines().last().expect("a footer").trim_end();
    let column = last.chars().count();
    terminal.press(&format!("\x1b[<0;{column};30M"));
    assert_eq!(terminal.code(), 0);
    terminal.assert_given_back();
}
