//! The table of keys itself.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};

use super::{Action, Binding, Group, Scope};
use crate::arm::Phase;
use crate::tui::app::{App, Overlay};
use crate::tui::stories::Origin;
use crate::tui::tab::Tab;
use crate::tui::travel::Way;

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

/// A key that does something to the lives.
const fn act(
    keys: &'static [(KeyCode, KeyModifiers)],
    action: Action,
    label: &'static str,
    about: &'static str,
    enabled: fn(&App) -> bool,
) -> Binding {
    Binding { keys, action, scope: Scope::Screen, group: Group::Acts, label, hint: "", about, enabled }
}

/// A key that takes out what was lived.
const fn file(
    keys: &'static [(KeyCode, KeyModifiers)],
    action: Action,
    label: &'static str,
    hint: &'static str,
    about: &'static str,
) -> Binding {
    Binding { keys, action, scope: Scope::Screen, group: Group::Lives, label, hint, about, enabled: always }
}

/// A key that shows a screen.
const fn tab(keys: &'static [(KeyCode, KeyModifiers)], tab: Tab, label: &'static str, about: &'static str) -> Binding {
    let (action, scope, group) = (Action::Tab(tab), Scope::Screen, Group::Looking);
    Binding { keys, action, scope, group, label, hint: "", about, enabled: always }
}

/// A key within a screen other than the Night.
const fn panel(
    keys: &'static [(KeyCode, KeyModifiers)],
    action: Action,
    label: &'static str,
    about: &'static str,
) -> Binding {
    let (scope, group) = (Scope::Panels, Group::Looking);
    Binding { keys, action, scope, group, label, hint: "", about, enabled: always }
}

const fn always(_: &App) -> bool {
    true
}

fn has_file(app: &App) -> bool {
    app.origin().is_some_and(Origin::is_file)
}

fn can_choose(app: &App) -> bool {
    matches!(app.overlay(), Some(Overlay::Stories(_) | Overlay::Trouble(_) | Overlay::Ask(_) | Overlay::Fork(_)))
}

fn can_turn(app: &App) -> bool {
    matches!(app.overlay(), Some(Overlay::Ask(_) | Overlay::Fork(_)))
}

fn has_pending(app: &App) -> bool {
    app.waiting().next().is_some()
}

fn goes_on(app: &App) -> bool {
    !app.lab().ended()
}

fn can_act(app: &App) -> bool {
    app.lab().now().is_some() || app.within()
}

fn by_day(app: &App) -> bool {
    app.lab().now().map_or_else(|| app.within(), |(_, phase, _)| phase == Phase::Day)
}

fn has_acts(app: &App) -> bool {
    app.session().base() > 0
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
        hint: "",
        about: "slower, down to one tick a second",
        enabled: goes_on,
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
        keys: &[key('t')],
        action: Action::Tour,
        scope: Scope::Screen,
        group: Group::Lives,
        label: "t",
        hint: "tour",
        about: "a tour: what the essay claims, and where it fails",
        enabled: always,
    },
    Binding {
        keys: &[key('[')],
        action: Action::Travel(Way::PhaseBack),
        scope: Scope::Screen,
        group: Group::Time,
        label: "[",
        hint: "back",
        about: "back an evening or morning; what came after stays, dim",
        enabled: has_past,
    },
    quiet(&[key(']')], Action::Travel(Way::PhaseOn), "]", "on to the next one", goes_on),
    Binding {
        scope: Scope::On(Tab::Night),
        ..quiet(
            &[code(KeyCode::Left)],
            Action::Travel(Way::PhaseBack),
            "←",
            "the same as [ on the Night screen",
            has_past,
        )
    },
    Binding {
        scope: Scope::On(Tab::Night),
        ..quiet(&[code(KeyCode::Right)], Action::Travel(Way::PhaseOn), "→", "the same as ] there", goes_on)
    },
    quiet(&[key('{')], Action::Travel(Way::TickBack), "{", "one tick back", has_past),
    quiet(&[key('}')], Action::Tick, "}", "one tick on", goes_on),
    quiet(&[code(KeyCode::Home)], Action::Travel(Way::Birth), "home", "back to birth", has_past),
    quiet(&[code(KeyCode::End)], Action::Travel(Way::End), "end", "on to the last morning", goes_on),
    tab(&[key('1')], Tab::Night, "1", "the Night: strength, mistakes, dreams, lies"),
    tab(&[key('3')], Tab::Synapses, "3", "the Synapses: every weight, and where one operates"),
    tab(&[key('4')], Tab::Race, "4", "the Race: lives side by side, how far two differ"),
    tab(&[key('5')], Tab::Journal, "5", "the Journal: every morning, act and course"),
    tab(&[key('6')], Tab::Scenario, "6", "the Scenario: every parameter, changed live"),
    Binding {
        keys: &[key('a')],
        action: Action::Whom,
        scope: Scope::Screen,
        group: Group::Acts,
        label: "a",
        hint: "",
        about: "whom acts are for: everyone, or one life after another",
        enabled: always,
    },
    act(&[key('z')], Action::SleepNow, "z", "to bed now: the day ends with the next tick", by_day),
    act(&[key('Z')], Action::SkipNight, "Z", "skip tonight's sleep, or what is left of it", can_act),
    act(&[key('N')], Action::Nap, "N", "a nap of twenty ticks of dreaming, by day", by_day),
    act(&[key('X')], Action::Reseed, "X", "the same past, another future", can_act),
    act(
        &[code(KeyCode::Backspace)],
        Action::Undo,
        "backspace",
        "take the last act back; it stays in the Journal",
        has_acts,
    ),
    Binding {
        hint: "fork",
        ..act(&[key('f')], Action::Fork, "f", "fork: a twin lives on, beside the original", goes_on)
    },
    quiet(&[key('g')], Action::GoTo, "g", "go to a day, an evening, a time or a tick", always),
    quiet(&[key('u')], Action::Until, "u", "run until something is so, as in mistakes < 20%", goes_on),
    Binding {
        scope: Scope::On(Tab::Scenario),
        ..act(&[code(KeyCode::Esc)], Action::Forget, "esc", "on the Scenario screen: forget the change", has_pending)
    },
    Binding {
        scope: Scope::Overlay,
        group: Group::Lists,
        ..act(&[code(KeyCode::Left)], Action::Left, "← →", "to the side; for a twin, of whom", can_turn)
    },
    Binding {
        scope: Scope::Overlay,
        group: Group::Lists,
        ..act(&[code(KeyCode::Right)], Action::Right, "→", "the same to the right", can_turn)
    },
    file(&[key('s')], Action::Save, "s", "save", "save the session: acts, courses, where it stands"),
    file(&[key('e')], Action::Export, "e", "", "export every figure so far into a folder"),
    file(&[key('y')], Action::Share, "y", "share", "a code in one line that brings anyone here"),
    panel(&[code(KeyCode::Up)], Action::Up, "↑ ↓ ← →", "move within a screen"),
    panel(&[code(KeyCode::Down)], Action::Down, "↓", "down"),
    panel(&[code(KeyCode::Left)], Action::Left, "←", "to the left; on the Scenario screen, less"),
    panel(&[code(KeyCode::Right)], Action::Right, "→", "to the right; on the Scenario screen, more"),
    panel(&[code(KeyCode::PageUp)], Action::PageUp, "page up", "a page up"),
    panel(&[code(KeyCode::PageDown)], Action::PageDown, "page down", "a page down"),
    panel(&[code(KeyCode::Tab)], Action::NextPart, "tab", "on to the next layer, pair or measure"),
    panel(&[code(KeyCode::Enter)], Action::Choose, "enter", "go there; on the Scenario screen, make it so"),
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
        about: "take what is chosen or typed; read a broken file again",
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
        scope: Scope::Typing,
        group: Group::Lists,
        label: "backspace",
        hint: "",
        about: "take the last character back",
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
        about: "leave; the last table and the trace stay to be read",
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
