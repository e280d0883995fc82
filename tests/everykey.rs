//! Every key of the table in every state that a person can bring about, in a real terminal: the program
//! lives on, draws, leaves with 0 and gives the terminal back.

#[path = "support/terminal.rs"]
mod terminal;

use oneiro::tui::keymap::{Action, Binding, KEYS};
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use terminal::{SMALL, Terminal};

/// What a terminal sends for a key; `None` for those that leave.
fn bytes(binding: &Binding) -> impl Iterator<Item = String> {
    let leaves = matches!(binding.action, Action::Quit | Action::Interrupt | Action::Suspend);
    binding.keys.iter().filter(move |_| !leaves).map(|(code, modifiers)| {
        assert_eq!(*modifiers, KeyModifiers::NONE, "{}", binding.label);
        match code {
            KeyCode::Char(c) => return c.to_string(),
            KeyCode::Esc => "\u{1b}",
            KeyCode::Enter => "\r",
            KeyCode::Tab => "\t",
            KeyCode::Backspace => "\u{7f}",
            KeyCode::Up => "\u{1b}[A",
            KeyCode::Down => "\u{1b}[B",
            KeyCode::Right => "\u{1b}[C",
            KeyCode::Left => "\u{1b}[D",
            KeyCode::Home => "\u{1b}[H",
            KeyCode::End => "\u{1b}[F",
            KeyCode::PageUp => "\u{1b}[5~",
            KeyCode::PageDown => "\u{1b}[6~",
            other => panic!("{other:?}: say what a terminal sends for it"),
        }
        .to_owned()
    })
}

/// Presses every key in a state: `more` on the command line, `keys` to come there from the first picture.
/// Each is pressed in the state itself as far as keys can bring it about again: before every key that state's
/// keys are pressed once more.
fn everything(more: &[&str], keys: &[&str]) {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments: Vec<&str> = SMALL.iter().chain(more).copied().collect();
    let mut terminal = Terminal::within(folder.path(), &arguments);
    terminal.wait_for("mistakes");
    let one = |terminal: &mut Terminal, key: &str| {
        terminal.press(key);
        // A lone escape is one only if nothing follows it at once.
        if key == "\u{1b}" {
            std::thread::sleep(terminal::LOOK);
        }
    };
    for key in KEYS.iter().flat_map(bytes) {
        for before in keys {
            one(&mut terminal, before);
        }
        one(&mut terminal, &key);
        // Away with whatever was opened, and to the Night screen: help, and its words, are an answer.
        for back in ["\u{1b}", "\u{1b}", "1"] {
            one(&mut terminal, back);
        }
        let left = terminal.child.try_wait().expect("it is ours");
        assert!(left.is_none(), "after {key:?} it left with {left:?}:\n{}", terminal.text());
    }
    // It still answers.
    for _ in 0..3 {
        one(&mut terminal, "\u{1b}");
        std::thread::sleep(10 * terminal::LOOK);
    }
    one(&mut terminal, "?");
    terminal.wait_for("pause, or go on");
    one(&mut terminal, "\u{1b}");
    terminal.wait_until("the help is gone", |text| !text.contains("pause, or go on"));
    terminal.press("q");
    assert_eq!(terminal.code(), 0, "{}", terminal.text());
    terminal.assert_given_back();
    assert!(!terminal.text().contains("panicked"), "{}", terminal.text());
}

#[test]
fn at_birth_and_running() {
    everything(&[], &["\u{1b}[H"]);
    everything(&[], &["r"]);
}

#[test]
fn in_the_past_and_at_the_end() {
    everything(&[], &["d", "n", "[", "["]);
    everything(&[], &["\u{1b}[F"]);
}

#[test]
fn in_lives_that_diverge() {
    everything(&["--set", "day.learning_rate=1e6"], &["n"]);
    everything(&["--set", "day.learning_rate=1e6", "--set", "day.momentum=0.9"], &["d", "[", "."]);
}

#[test]
fn with_twins_naps_and_acts_for_one() {
    everything(&[], &["d", "f", "\r", "a"]);
    everything(&[], &["r", " ", ".", ".", "N", "."]);
}

#[test]
fn on_every_screen_and_under_every_overlay() {
    for screen in ["2", "3", "4", "5", "6"] {
        everything(&[], &[screen, "x"]);
    }
    for overlay in ["?", "o", "g", "u", "f", "y"] {
        everything(&[], &[overlay]);
    }
}
