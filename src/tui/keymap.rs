//! Every key once: what it does, where, its words, and whether it can be pressed now. This table
//! drives dispatch, the footer, help, the README and the man page.

mod table;

pub use table::KEYS;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::app::{App, Overlay};
use super::tab::Tab;
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
    /// Another screen.
    Tab(Tab),
    /// Off to bed: the day ends with the next tick.
    SleepNow,
    /// Tonight's sleep is skipped.
    SkipNight,
    /// A nap.
    Nap,
    /// The same past, another future.
    Reseed,
    /// The last act is taken back.
    Undo,
    /// A twin lives on beside the original.
    Fork,
    /// To a moment that is typed.
    GoTo,
    /// On until a condition is met that is typed.
    Until,
    /// What was selected is to stay as it is.
    Forget,
    /// The session into a file.
    Save,
    /// The figures into a folder.
    Export,
    /// A share code.
    Share,
    /// Acts are for the next life in turn, or for all.
    Whom,
    /// The unit under the cursor is lesioned.
    Lesion,
    /// The unit under the cursor is frozen, or thawed.
    Freeze,
    /// The layer under the cursor is scaled down.
    Weaken,
    /// The layer under the cursor is scaled up.
    Strengthen,
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
    /// To the left in a panel.
    Left,
    /// To the right in a panel.
    Right,
    /// Up by a page.
    PageUp,
    /// Down by a page.
    PageDown,
    /// To the next part of a screen.
    NextPart,
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
    /// On every screen, when nothing lies on top.
    Screen,
    /// On this screen, when nothing lies on top.
    On(Tab),
    /// On every screen but the Night, when nothing lies on top.
    Panels,
    /// When something lies on top.
    Overlay,
    /// In the list of stories, where every other character is typed.
    Stories,
    /// Where a line is typed: there, and where one is asked for.
    Typing,
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
    /// What is done to the lives.
    Acts,
    /// Other lives.
    Lives,
    /// What lies on top.
    Lists,
    /// Everything else.
    Oneiro,
}

impl Group {
    /// In the order of help.
    pub const ALL: [Self; 6] = [Self::Time, Self::Looking, Self::Acts, Self::Lives, Self::Lists, Self::Oneiro];

    /// Its heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Looking => "looking",
            Self::Acts => "acts",
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

/// The keys that mean something where the app stands, those of the nearest place first.
pub fn here(app: &App) -> impl Iterator<Item = &'static Binding> + use<> {
    let top = app.overlay().is_some();
    let stories = matches!(app.overlay(), Some(Overlay::Stories(_)));
    let typing = is_typing(app);
    let touring = app.tour().is_some();
    let shown = app.tab();
    let tour = KEYS.iter().filter(move |binding| touring && binding.scope == Scope::Tour);
    let hidden = move |binding: &Binding| {
        touring
            && KEYS
                .iter()
                .any(|tour| tour.scope == Scope::Tour && tour.keys.iter().any(|key| binding.keys.contains(key)))
    };
    let others = KEYS.iter().filter(move |binding| {
        !hidden(binding)
            && match binding.scope {
                // A letter is a letter where words are typed.
                Scope::Always => !typing || !binding.keys.iter().any(|key| is_letter(*key)),
                Scope::Screen => !top,
                Scope::On(tab) => !top && tab == shown,
                Scope::Panels => !top && shown != Tab::Night,
                Scope::Overlay => top,
                Scope::Stories => stories,
                Scope::Typing => typing,
                Scope::Tour => false,
            }
    });
    // What only this screen has comes before what every screen has.
    let (near, far): (Vec<_>, Vec<_>) = others.partition(|binding| matches!(binding.scope, Scope::On(_)));
    tour.chain(near).chain(far)
}

/// What a pressed key asks for, if it means something here and now.
#[must_use]
pub fn dispatch(app: &App, event: &KeyEvent) -> Option<Action> {
    // Terminals differ in whether they report shift with a character that shift produced.
    let modifiers = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
    let pressed = (event.code, modifiers);
    let bound = here(app).find(|binding| binding.keys.contains(&pressed) && (binding.enabled)(app));
    let typing = is_typing(app);
    match (bound, pressed.0) {
        (Some(binding), _) => Some(binding.action),
        (None, KeyCode::Char(c)) if typing && is_letter(pressed) && app.tour().is_none() => Some(Action::Type(c)),
        // Whatever else is pressed ends the tour.
        (None, _) => app.tour().map(|_| Action::TourEnd),
    }
}

/// Whether letters are typed.
const fn is_typing(app: &App) -> bool {
    matches!(app.overlay(), Some(Overlay::Stories(_) | Overlay::Ask(_)))
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
                let within = |outer: Scope, inner: Scope| match (outer, inner) {
                    (Scope::Always, _) | (Scope::Screen, Scope::On(_) | Scope::Panels) => true,
                    (Scope::Panels, Scope::On(tab)) => tab != Tab::Night,
                    (a, b) => a == b,
                };
                let meet = within(a.scope, b.scope) || within(b.scope, a.scope);
                let shared = a.keys.iter().find(|key| b.keys.contains(key));
                assert!(!meet || shared.is_none(), "{shared:?}: {} and {}", a.about, b.about);
            }
        }
    }

    #[test]
    fn the_footer_and_help_have_words_for_every_key() {
        for binding in KEYS {
            assert!(!binding.about.is_empty() && !binding.label.is_empty() && !binding.keys.is_empty());
            // As many as help has columns for at 80.
            assert!(binding.about.chars().count() <= 55, "{}", binding.about);
        }
    }
}
