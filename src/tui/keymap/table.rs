//! The table of keys itself.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};

use super::{Action, Binding, Group, Scope};
use crate::arm::Phase;
use crate::tui::app::{App, Overlay};
use crate::tui::dreams;
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

/// A key of every screen, always there and not in the footer, that lets time pass: what is otherwise is said
/// behind it.
const fn row(
    keys: &'static [(KeyCode, KeyModifiers)],
    action: Action,
    label: &'static str,
    about: &'static str,
) -> Binding {
    let (scope, group) = (Scope::Screen, Group::Time);
    Binding { keys, action, scope, group, label, hint: "", about, enabled: always }
}

impl Binding {
    /// With a word in the footer.
    const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// Where it means this.
    const fn on(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    /// Its group in help.
    const fn of(self, group: Group) -> Self {
        Self { group, ..self }
    }

    /// When it does something.
    const fn when(self, enabled: fn(&App) -> bool) -> Self {
        Self { enabled, ..self }
    }
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
#[rustfmt::skip] // A table is read by its columns, one key a line.
pub const KEYS: &[Binding] = &[
    row(&[key(' ')], Action::Pause, "space", "pause, or go on").hint("pause").when(goes_on),
    row(&[key('.')], Action::Tick, ".", "one tick: one step of learning, shrinking or dreaming").hint("tick").when(goes_on),
    row(&[key('d')], Action::Evening, "d", "on to the next evening, and what the day changed").hint("day").when(goes_on),
    row(&[key('n')], Action::Morning, "n", "on to the next morning, and what the night changed").hint("night").when(goes_on),
    row(&[key('c')], Action::Cycle, "c", "one whole day and night on").hint("cycle").when(goes_on),
    row(&[key('+'), key('=')], Action::Faster, "+", "faster, up to full speed with hardly any drawing").hint("faster").when(goes_on),
    row(&[key('-'), key('_')], Action::Slower, "-", "slower, down to one tick a second").when(goes_on),
    row(&[key('o')], Action::Open, "o", "open another story: a shipped one, or a file of yours").hint("open").of(Group::Lives),
    row(&[key('t')], Action::Tour, "t", "a tour: what the essay claims, and where it fails").hint("tour").of(Group::Lives),
    row(&[key('[')], Action::Travel(Way::PhaseBack), "[", "back an evening or morning; what came after stays, dim").hint("back").when(has_past),
    row(&[key(']')], Action::Travel(Way::PhaseOn), "]", "on to the next one").when(goes_on),
    row(&[code(KeyCode::Left)], Action::Travel(Way::PhaseBack), "←", "the same as [ on the Night screen").on(Scope::On(Tab::Night)).when(has_past),
    row(&[code(KeyCode::Right)], Action::Travel(Way::PhaseOn), "→", "the same as ] there").on(Scope::On(Tab::Night)).when(goes_on),
    row(&[key('{')], Action::Travel(Way::TickBack), "{", "one tick back").when(has_past),
    row(&[key('}')], Action::Tick, "}", "one tick on").when(goes_on),
    row(&[code(KeyCode::Home)], Action::Travel(Way::Birth), "home", "back to birth").when(has_past),
    row(&[code(KeyCode::End)], Action::Travel(Way::End), "end", "on to the last morning").when(goes_on),
    row(&[key('1')], Action::Tab(Tab::Night), "1", "the Night: strength, mistakes, dreams, lies").of(Group::Looking),
    row(&[key('2')], Action::Tab(Tab::Dreams), "2", "the Dreams: each memory beside what was made of it").of(Group::Looking),
    row(&[key('3')], Action::Tab(Tab::Synapses), "3", "the Synapses: every weight, and where one operates").of(Group::Looking),
    row(&[key('4')], Action::Tab(Tab::Race), "4", "the Race: lives side by side, how far two differ").of(Group::Looking),
    row(&[key('5')], Action::Tab(Tab::Journal), "5", "the Journal: every morning, act and course").of(Group::Looking),
    row(&[key('6')], Action::Tab(Tab::Scenario), "6", "the Scenario: every parameter, changed live").of(Group::Looking),
    row(&[key('a')], Action::Whom, "a", "whom acts are for: everyone, or one life after another").of(Group::Acts),
    row(&[key('z')], Action::SleepNow, "z", "to bed now: the day ends with the next tick").of(Group::Acts).when(by_day),
    row(&[key('Z')], Action::SkipNight, "Z", "skip the coming sleep, or what is left of it").of(Group::Acts).when(can_act),
    row(&[key('N')], Action::Nap, "N", "a nap of twenty ticks of dreaming, by day").of(Group::Acts).when(by_day),
    row(&[key('X')], Action::Reseed, "X", "the same past, another future").of(Group::Acts).when(can_act),
    row(&[code(KeyCode::Backspace)], Action::Undo, "backspace", "take the last act back; it stays in the Journal").of(Group::Acts).when(has_acts),
    row(&[key('f')], Action::Fork, "f", "fork: a twin lives on, beside the original").hint("fork").of(Group::Acts).when(goes_on),
    row(&[key('g')], Action::GoTo, "g", "go to a day, an evening, a time or a tick"),
    row(&[key('u')], Action::Until, "u", "run until something is so, as in mistakes < 20%").when(goes_on),
    row(&[code(KeyCode::Esc)], Action::Forget, "esc", "on the Scenario screen: forget the change").on(Scope::On(Tab::Scenario)).of(Group::Acts).when(has_pending),
    row(&[code(KeyCode::Esc)], Action::Forget, "esc", "on the Dreams screen: back to all, and to the newest").hint("back").on(Scope::On(Tab::Dreams)).of(Group::Looking).when(dreams::is_off),
    row(&[code(KeyCode::Left)], Action::Left, "← →", "to the side; for a twin, of whom").on(Scope::Overlay).of(Group::Lists).when(can_turn),
    row(&[code(KeyCode::Right)], Action::Right, "→", "the same to the right").on(Scope::Overlay).of(Group::Lists).when(can_turn),
    row(&[key('s')], Action::Save, "s", "save the session: acts, courses, where it stands").hint("save").of(Group::Lives),
    row(&[key('e')], Action::Export, "e", "export every figure so far into a folder").of(Group::Lives),
    row(&[key('y')], Action::Share, "y", "a code in one line that brings anyone here").hint("share").of(Group::Lives),
    row(&[key('l')], Action::Lesion, "l", "Synapses: lesion the unit under the cursor, for good").hint("lesion").on(Scope::On(Tab::Synapses)).of(Group::Acts).when(can_act),
    row(&[key('k')], Action::Freeze, "k", "Synapses: freeze the unit under the cursor, or thaw it").hint("freeze").on(Scope::On(Tab::Synapses)).of(Group::Acts).when(can_act),
    row(&[key('(')], Action::Weaken, "( )", "Synapses: weights of this layer times 0.9, or 1.1").hint("scale").on(Scope::On(Tab::Synapses)).of(Group::Acts).when(can_act),
    row(&[key(')')], Action::Strengthen, ")", "Synapses: weights of this layer times 1.1").on(Scope::On(Tab::Synapses)).of(Group::Acts).when(can_act),
    row(&[code(KeyCode::Up)], Action::Up, "↑ ↓ ← →", "move within a screen").on(Scope::Panels).of(Group::Looking),
    row(&[code(KeyCode::Down)], Action::Down, "↓", "down").on(Scope::Panels).of(Group::Looking),
    row(&[code(KeyCode::Left)], Action::Left, "←", "to the left; on the Scenario screen, less").on(Scope::Panels).of(Group::Looking),
    row(&[code(KeyCode::Right)], Action::Right, "→", "to the right; on the Scenario screen, more").on(Scope::Panels).of(Group::Looking),
    row(&[code(KeyCode::PageUp)], Action::PageUp, "page up", "a page up").on(Scope::Panels).of(Group::Looking),
    row(&[code(KeyCode::PageDown)], Action::PageDown, "page down", "a page down").on(Scope::Panels).of(Group::Looking),
    row(&[code(KeyCode::Tab)], Action::NextPart, "tab", "on to the next layer, dreamer, pair or measure").on(Scope::Panels).of(Group::Looking),
    row(&[code(KeyCode::Enter)], Action::Choose, "enter", "go there; one dream large; a change, made so").on(Scope::Panels).of(Group::Looking),
    row(&[key('x')], Action::Turn, "x", "turn every panel to its second face, and back").hint("turn").of(Group::Looking),
    row(&[key('v')], Action::Training, "v", "mistakes in training too, as a dotted line").hint("training").of(Group::Looking),
    row(&[key('O')], Action::Reload, "O", "read the file of this story again, after a change").of(Group::Lives).when(has_file),
    row(&[key('r')], Action::Restart, "r", "from birth again, same seed: the very same life").hint("restart").of(Group::Lives),
    row(&[key('R')], Action::NextSeed, "R", "from birth again, next seed: another life").of(Group::Lives),
    row(&[code(KeyCode::Up)], Action::Up, "↑", "up").on(Scope::Overlay).of(Group::Lists),
    row(&[code(KeyCode::Down)], Action::Down, "↓", "down").on(Scope::Overlay).of(Group::Lists),
    row(&[code(KeyCode::Enter)], Action::Choose, "enter", "take what is chosen or typed; read a broken file again").hint("choose").on(Scope::Overlay).of(Group::Lists).when(can_choose),
    row(&[code(KeyCode::Tab)], Action::Complete, "tab", "complete the path that is being typed").hint("complete").on(Scope::Stories).of(Group::Lists),
    row(&[code(KeyCode::Backspace)], Action::Erase, "backspace", "take the last character back").on(Scope::Typing).of(Group::Lists),
    row(&[key(' '), code(KeyCode::Right), code(KeyCode::Enter)], Action::TourNext, "→", "on the tour: the next step; any other key ends it").hint("next step").on(Scope::Tour).of(Group::Oneiro),
    row(&[code(KeyCode::Esc)], Action::TourEnd, "esc", "leave the tour").hint("leave the tour").on(Scope::Tour).of(Group::Oneiro),
    row(&[key('?')], Action::Help, "?", "this page").hint("help").on(Scope::Always).of(Group::Oneiro),
    row(&[code(KeyCode::Esc)], Action::Close, "esc", "close what lies on top").hint("close").on(Scope::Overlay).of(Group::Oneiro),
    row(&[key('q')], Action::Quit, "q", "leave; the last table and the trace stay to be read").hint("quit").on(Scope::Always).of(Group::Oneiro),
    row(&[ctrl('c')], Action::Interrupt, "Ctrl-C", "leave").on(Scope::Always).of(Group::Oneiro),
    row(&[ctrl('z')], Action::Suspend, "Ctrl-Z", "back to the shell for a while; fg returns").on(Scope::Always).of(Group::Oneiro),
];
