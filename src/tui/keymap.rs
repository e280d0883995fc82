//! Every key once: what it does, where, its words, and whether it can be pressed now. This table
//! drives dispatch, the footer, help, the README and the man page.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::app::{App, Overlay};
use super::stories::Origin;
use super::travel::Way;

/// What a person can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Pause, or go on.
    Pause,
    /// One tick.
    Tick,
    /// On to the next evening.
    Evening,
    /// On to the next morning.
    Morning,
    /// One whole cycle on.
    Cycle,
    /// A step faster.
    Faster,
    /// A step slower.
    Slower,
    /// Back or forward in time.
    Travel(Way),
    /// Every panel's second face, or back.
    Turn,
    /// Training curves, or away with them.
    Training,
    /// From birth again, same seed.
    Restart,
    /// From birth again, next seed.
    NextSeed,
    /// The list of stories.
    Open,
    /// The file again.
    Reload,
    /// The tour.
    Tour,
    /// The tour's next step.
    TourNext,
    /// Away with the tour.
    TourEnd,
    /// Up in a list.
    Up,
    /// Down in a list.
    Down,
    /// What is selected.
    Choose,
    /// Complete the line.
    Complete,
    /// Take the line's last character away.
    Erase,
    /// A character of the line.
    Type(char),
    /// Help, or away with it.
    Help,
    /// Away with what lies on top.
    Close,
    /// Leave.
    Quit,
    /// Leave as after an interrupt.
    Interrupt,
    /// Hand the terminal back for a while.
    Suspend,
}

/// Where a key means what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everywhere.
    Always,
    /// On the screen itself, when nothing lies on top.
    Screen,
    /// When something lies on top.
    Overlay,
    /// In the list of stories, where every other character is typed.
    Stories,
    /// While the tour is on, before everything else.
    Tour,
}

/// Groups in help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Time passes.
    Time,
    /// What is looked at.
    Looking,
    /// Other lives.
    Lives,
    /// What lies on top.
    Lists,
    /// Everything else.
    Oneiro,
}

impl Group {
    /// In the order of help.
    pub const ALL: [Self; 5] = [Self::Time, Self::Looking, Self::Lives, Self::Lists, Self::Oneiro];

    /// Its heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Looking => "looking",
            Self::Lives => "stories",
            Self::Lists => "in lists",
            Self::Oneiro => "oneiro",
        }
    }
}

/// One key, or several that do the same.
#[derive(Debug)]
pub struct Binding {
    /// Which.
    pub keys: &'static [(KeyCode, KeyModifiers)],
    /// What it does.
    pub action: Action,
    /// Where.
    pub scope: Scope,
    /// Its group in help.
    pub group: Group,
    /// How the key is written.
    pub label: &'static str,
    /// One word for the footer; empty = not there.
    pub hint: &'static str,
    /// A line for help.
    pub about: &'static str,
    /// Whether it does something now.
    pub enabled: fn(&App) -> bool,
}

const fn key(c: char) -> (KeyCode, KeyModifiers) {
    (KeyCode::Char(c), KeyModifiers::NONE)
}

const fn ctrl(c: char) -> (KeyCode, KeyModifiers) {
    (KeyCode::Char(c), KeyModifiers::CONTROL)
}

const fn code(code: KeyCode) -> (KeyCode, KeyModifiers) {
    (code, KeyModifiers::NONE)
}

/// A key of the screen that lets time pass and is not in the footer.
const fn quiet(
    keys: &'static [(KeyCode, KeyModifiers)],
    action: Action,
    label: &'static str,
    about: &'static str,
    enabled: fn(&App) -> bool,
) -> Binding {
    Binding { keys, action, scope: Scope::Screen, group: Group::Time, label, hint: "", about, enabled }
}

const fn always(_: &App) -> bool {
    true
}

fn has_file(app: &App) -> bool {
    app.origin().is_some_and(Origin::is_file)
}

fn can_choose(app: &App) -> bool {
    matches!(app.overlay(), Some(Overlay::Stories(_) | Overlay::Trouble(_)))
}

fn goes_on(app: &App) -> bool {
    !app.lab().ended()
}

fn has_past(app: &App) -> bool {
    app.lab().clock().total > 0
}

/// The table.
pub const KEYS: &[Binding] = &[
    Binding {
        keys: &[key(' ')],
        action: Action::Pause,
        scope: Scope::Screen,
        group: Group::Time,
        label: "space",
        hint: "pause",
        about: "pause, or go on",
        enabled: goes_on,
    },
    Binding {
        keys: &[key('.')],
        action: Action::Tick,
        scope: Scope::Screen,
        group: Group::Time,
        label: ".",
        hint: "tick",
        about: "one tick: one step of learning, shrinking or dreaming",
        enabled: goes_on,
    },
    Binding {
        keys: &[key('d')],
        action: Action::Evening,
        scope: Scope::Screen,
        group: Group::Time,
        label: "d",
        hint: "day",
        about: "on to the next evening, and what the day changed",
        enabled: goes_on,
    },
    Binding {
        keys: &[key('n')],
        action: Action::Morning,
        scope: Scope::Screen,
        group: Group::Time,
        label: "n",
        hint: "night",
        about: "on to the next morning, and what the night changed",
        enabled: goes_on,
    },
    Binding {
        keys: &[key('c')],
        action: Action::Cycle,
        scope: Scope::Screen,
        group: Group::Time,
        label: "c",
        hint: "cycle",
        about: "one whole day and night on",
        enabled: goes_on,
    },
    Binding {
        keys: &[key('+'), key('=')],
        action: Action::Faster,
        scope: Scope::Screen,
        group: Group::Time,
        label: "+",
        hint: "faster",
        about: "faster, up to full speed with hardly any drawing",
        enabled: goes_on,
    },
    Binding {
        keys: &[key('-'), key('_')],
        action: Action::Slower,
        scope: Scope::Screen,
        group: Group::Time,
        label: "-",
        hint: "slower",
        about: "slower, down to one tick a second",
        enabled: goes_on,
    },
    Binding {
        keys: &[key('['), code(KeyCode::Left)],
        action: Action::Travel(Way::PhaseBack),
        scope: Scope::Screen,
        group: Group::Time,
        label: "[ ←",
        hint: "back",
        about: "back to the last evening or morning; what came after stays, dim",
        enabled: has_past,
    },
    quiet(&[key(']'), code(KeyCode::Right)], Action::Travel(Way::PhaseOn), "] →", "on to the next one", goes_on),
    quiet(&[key('{')], Action::Travel(Way::TickBack), "{", "one tick back", has_past),
    quiet(&[key('}')], Action::Tick, "}", "one tick on", goes_on),
    quiet(&[code(KeyCode::Home)], Action::Travel(Way::Birth), "home", "back to birth", has_past),
    quiet(&[code(KeyCode::End)], Action::Travel(Way::End), "end", "on to the last morning", goes_on),
    Binding {
        keys: &[key('x')],
        action: Action::Turn,
        scope: Scope::Screen,
        group: Group::Looking,
        label: "x",
        hint: "turn",
        about: "turn every panel to its second face, and back",
        enabled: always,
    },
    Binding {
        keys: &[key('v')],
        action: Action::Training,
        scope: Scope::Screen,
        group: Group::Looking,
        label: "v",
        hint: "training",
        about: "mistakes in training too, as a dotted line",
        enabled: always,
    },
    Binding {
        keys: &[key('o')],
        action: Action::Open,
        scope: Scope::Screen,
        group: Group::Lives,
        label: "o",
        hint: "open",
        about: "open another story: a shipped one, or a file of yours",
        enabled: always,
    },
    Binding {
        keys: &[key('O')],
        action: Action::Reload,
        scope: Scope::Screen,
        group: Group::Lives,
        label: "O",
        hint: "",
        about: "read the file of this story again, after a change",
        enabled: has_file,
    },
    Binding {
        keys: &[key('r')],
        action: Action::Restart,
        scope: Scope::Screen,
        group: Group::Lives,
        label: "r",
        hint: "restart",
        about: "from birth again, same seed: the very same life",
        enabled: always,
    },
    Binding {
        keys: &[key('R')],
        action: Action::NextSeed,
        scope: Scope::Screen,
        group: Group::Lives,
        label: "R",
        hint: "",
        about: "from birth again, next seed: another life",
        enabled: always,
    },
    Binding {
        keys: &[code(KeyCode::Up)],
        action: Action::Up,
        scope: Scope::Overlay,
        group: Group::Lists,
        label: "↑",
        hint: "",
        about: "up",
        enabled: always,
    },
    Binding {
        keys: &[code(KeyCode::Down)],
        action: Action::Down,
        scope: Scope::Overlay,
        group: Group::Lists,
        label: "↓",
        hint: "",
        about: "down",
        enabled: always,
    },
    Binding {
        keys: &[code(KeyCode::Enter)],
        action: Action::Choose,
        scope: Scope::Overlay,
        group: Group::Lists,
        label: "enter",
        hint: "choose",
        about: "open what is selected or typed; read a broken file again",
        enabled: can_choose,
    },
    Binding {
        keys: &[code(KeyCode::Tab)],
        action: Action::Complete,
        scope: Scope::Stories,
        group: Group::Lists,
        label: "tab",
        hint: "complete",
        about: "complete the path that is being typed",
        enabled: always,
    },
    Binding {
        keys: &[code(KeyCode::Backspace)],
        action: Action::Erase,
        scope: Scope::Stories,
        group: Group::Lists,
        label: "backspace",
        hint: "",
        about: "take the last character back",
        enabled: always,
    },
    Binding {
        keys: &[key('t')],
        action: Action::Tour,
        scope: Scope::Screen,
        group: Group::Oneiro,
        label: "t",
        hint: "tour",
        about: "a tour in ninety seconds: what the essay claims, and where it fails",
        enabled: always,
    },
    Binding {
        keys: &[key(' '), code(KeyCode::Right), code(KeyCode::Enter)],
        action: Action::TourNext,
        scope: Scope::Tour,
        group: Group::Oneiro,
        label: "→",
        hint: "next step",
        about: "on the tour: the next step; any other key ends it",
        enabled: always,
    },
    Binding {
        keys: &[code(KeyCode::Esc)],
        action: Action::TourEnd,
        scope: Scope::Tour,
        group: Group::Oneiro,
        label: "esc",
        hint: "leave the tour",
        about: "leave the tour",
        enabled: always,
    },
    Binding {
        keys: &[key('?')],
        action: Action::Help,
        scope: Scope::Always,
        group: Group::Oneiro,
        label: "?",
        hint: "help",
        about: "this page",
        enabled: always,
    },
    Binding {
        keys: &[code(KeyCode::Esc)],
        action: Action::Close,
        scope: Scope::Overlay,
        group: Group::Oneiro,
        label: "esc",
        hint: "close",
        about: "close what lies on top",
        enabled: always,
    },
    Binding {
        keys: &[key('q')],
        action: Action::Quit,
        scope: Scope::Always,
        group: Group::Oneiro,
        label: "q",
        hint: "quit",
        about: "leave; the last table and the trace stay in the terminal",
        enabled: always,
    },
    Binding {
        keys: &[ctrl('c')],
        action: Action::Interrupt,
        scope: Scope::Always,
        group: Group::Oneiro,
        label: "Ctrl-C",
        hint: "",
        about: "leave",
        enabled: always,
    },
    Binding {
        keys: &[ctrl('z')],
        action: Action::Suspend,
        scope: Scope::Always,
        group: Group::Oneiro,
        label: "Ctrl-Z",
        hint: "",
        about: "back to the shell for a while; fg returns",
        enabled: always,
    },
];

/// The keys that mean something where the app stands, those of the nearest place first.
pub fn here(app: &App) -> impl Iterator<Item = &'static Binding> + use<> {
    let top = app.overlay().is_some();
    let typing = matches!(app.overlay(), Some(Overlay::Stories(_)));
    let touring = app.tour().is_some();
    let tour = KEYS.iter().filter(move |binding| touring && binding.scope == Scope::Tour);
    let others = KEYS.iter().filter(move |binding| match binding.scope {
        // A letter is a letter where words are typed.
        Scope::Always => !typing || !binding.keys.iter().any(|key| is_letter(*key)),
        Scope::Screen => !top,
        Scope::Overlay => top,
        Scope::Stories => typing,
        Scope::Tour => false,
    });
    tour.chain(others)
}

/// What a pressed key asks for, if it means something here and now.
#[must_use]
pub fn dispatch(app: &App, event: &KeyEvent) -> Option<Action> {
    // Terminals differ in whether they report shift with a character that shift produced.
    let modifiers = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
    let pressed = (event.code, modifiers);
    let bound = here(app).find(|binding| binding.keys.contains(&pressed) && (binding.enabled)(app));
    let typing = matches!(app.overlay(), Some(Overlay::Stories(_)));
    match (bound, pressed.0) {
        (Some(binding), _) => Some(binding.action),
        (None, KeyCode::Char(c)) if typing && is_letter(pressed) && app.tour().is_none() => Some(Action::Type(c)),
        // Whatever else is pressed ends the tour.
        (None, _) => app.tour().map(|_| Action::TourEnd),
    }
}

fn is_letter((code, modifiers): (KeyCode, KeyModifiers)) -> bool {
    matches!(code, KeyCode::Char(_)) && modifiers.is_empty()
}

/// The table as Markdown, for the README and the man page.
#[must_use]
pub fn markdown() -> String {
    let rows = KEYS.iter().map(|binding| format!("| `{}` | {} |\n", binding.label, binding.about));
    std::iter::once("| key | what it does |\n| --- | --- |\n".to_owned()).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for (index, a) in KEYS.iter().enumerate() {
            for b in &KEYS[index + 1..] {
                let meet = a.scope == b.scope || a.scope == Scope::Always || b.scope == Scope::Always;
                let shared = a.keys.iter().find(|key| b.keys.contains(key));
                assert!(!meet || shared.is_none(), "{shared:?}: {} and {}", a.about, b.about);
            }
        }
    }

    #[test]
    fn the_footer_and_help_have_words_for_every_key() {
        for binding in KEYS {
            assert!(!binding.about.is_empty() && !binding.label.is_empty() && !binding.keys.is_empty());
        }
    }
}
