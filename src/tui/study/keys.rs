//! The keys of a study's screen: fewer than a lab's, and the same where they do the same.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{Face, Watched};
use crate::tui::keymap::Action;
use crate::tui::race::Compared;
use crate::tui::tab::Tab;

/// One key.
#[derive(Debug)]
pub struct Key {
    /// Which.
    pub key: (KeyCode, KeyModifiers),
    /// What it does.
    pub action: Action,
    /// How it is written.
    pub label: &'static str,
    /// One word for the footer; empty = not there.
    pub hint: &'static str,
    /// A line for help; empty where the key before it says what it does.
    pub about: &'static str,
    /// Whether it does something now.
    pub enabled: fn(&Watched) -> bool,
}

const fn key(
    code: KeyCode,
    action: Action,
    label: &'static str,
    hint: &'static str,
    about: &'static str,
    enabled: fn(&Watched) -> bool,
) -> Key {
    Key { key: (code, KeyModifiers::NONE), action, label, hint, about, enabled }
}

const fn ctrl(c: char, action: Action, label: &'static str, about: &'static str) -> Key {
    Key { key: (KeyCode::Char(c), KeyModifiers::CONTROL), action, label, hint: "", about, enabled: always }
}

const fn always(_: &Watched) -> bool {
    true
}

fn is_varied(watched: &Watched) -> bool {
    watched.study().plan().settings() > 1
}

fn has_two(watched: &Watched) -> bool {
    watched.pair().is_some()
}

fn has_help(watched: &Watched) -> bool {
    watched.help()
}

/// The table.
#[rustfmt::skip] // A table is read by its columns, one key a line.
pub const KEYS: [Key; 14] = [
    key(KeyCode::Char('x'), Action::Turn, "x", "turn", "every life's mean, or how far two differ seed by seed", has_two),
    key(KeyCode::Tab, Action::NextPart, "tab", "measure", "mistakes, strength, lies believed, training", always),
    key(KeyCode::Left, Action::Left, "← →", "which two", "the next life for the first of the two, or the second", has_two),
    key(KeyCode::Right, Action::Right, "→", "", "", has_two),
    key(KeyCode::Up, Action::Up, "↑ ↓", "setting", "the setting before or after, where something is varied", is_varied),
    key(KeyCode::Down, Action::Down, "↓", "", "", is_varied),
    key(KeyCode::PageUp, Action::PageUp, "page up", "", "ten settings back; page down, ten on", is_varied),
    key(KeyCode::PageDown, Action::PageDown, "page down", "", "", is_varied),
    key(KeyCode::Char('4'), Action::Tab(Tab::Race), "4", "", "the Race: of a study there is no other screen", always),
    key(KeyCode::Char('?'), Action::Help, "?", "help", "this page", always),
    key(KeyCode::Esc, Action::Close, "esc", "", "close this page", has_help),
    key(KeyCode::Char('q'), Action::Quit, "q", "quit", "leave; the table stays to be read", always),
    ctrl('c', Action::Interrupt, "Ctrl-C", "leave"),
    ctrl('z', Action::Suspend, "Ctrl-Z", "back to the shell for a while; fg returns"),
];

/// What the loop has to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// Leave with this exit code.
    Leave(u8),
    /// Hand the terminal back for a while.
    Suspend,
}

/// What a pressed key asks for, if it means something now.
#[must_use]
pub fn dispatch(watched: &Watched, event: &KeyEvent) -> Option<Action> {
    let modifiers = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
    let bound = KEYS.iter().find(|known| known.key == (event.code, modifiers));
    bound.filter(|known| (known.enabled)(watched)).map(|known| known.action)
}

impl Watched {
    /// Does what a key asks for.
    pub fn update(&mut self, action: Action) -> Asked {
        match action {
            Action::Turn => {
                self.face = match self.face {
                    Face::Lives => Face::Difference,
                    Face::Difference => Face::Lives,
                };
            }
            Action::NextPart => self.next_measure(),
            Action::Left | Action::Right => self.next_pair(action == Action::Left),
            Action::Up => self.step(-1),
            Action::Down => self.step(1),
            Action::PageUp => self.step(-10),
            Action::PageDown => self.step(10),
            Action::Help => self.help = !self.help,
            Action::Close | Action::Tab(_) => self.help = false,
            Action::Quit => return Asked::Leave(0),
            Action::Interrupt => return Asked::Leave(130),
            Action::Suspend => return Asked::Suspend,
            _ => {}
        }
        Asked::Nothing
    }

    fn next_measure(&mut self) {
        let lies = self.has_lies();
        let all: Vec<Compared> =
            Compared::ALL.into_iter().filter(|compared| lies || *compared != Compared::Lies).collect();
        let place = all.iter().position(|compared| *compared == self.compared).unwrap_or(0);
        self.compared = all[(place + 1) % all.len()];
    }

    /// The first or second of the two is the next life in turn that is not the other; of two lives they change places.
    fn next_pair(&mut self, is_first: bool) {
        let Some((first, second)) = self.pair() else { return };
        let count = self.setting.names.len();
        let (from, other) = if is_first { (first, second) } else { (second, first) };
        let next = [1, 2].map(|step| (from + step) % count).into_iter().find(|life| *life != other && *life != from);
        let (from, other) = next.map_or((other, from), |next| (next, other));
        let (first, second) = if is_first { (from, other) } else { (other, from) };
        self.pair = (self.setting.names[first].clone(), self.setting.names[second].clone());
    }

    fn step(&mut self, by: i64) {
        let last = self.study().plan().settings().saturating_sub(1);
        let next = self.shelf.setting().saturating_add_signed(by).min(last);
        if next != self.shelf.setting() {
            self.choose(next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keymap;

    #[test]
    fn keys_that_a_lab_has_too_do_the_same_there() {
        for known in &KEYS {
            let same = keymap::KEYS.iter().any(|lab| lab.keys.contains(&known.key) && lab.action == known.action);
            assert!(same, "{}", known.label);
        }
    }

    #[test]
    fn no_key_means_two_things() {
        for (index, known) in KEYS.iter().enumerate() {
            assert!(!KEYS[..index].iter().any(|other| other.key == known.key), "{}", known.label);
        }
    }
}
